import { type EngineName, engines } from '../kernel/primitives/index.ts';
import { MOST_PATIENTS } from '../run/chunks.ts';
import { UsageError } from './errors.ts';

/** 1000000, 1e6, 1_000_000, 1,000,000, 250k, 1.5M, 2G; a comma only as thousands separator */
const numberPattern = /^([+-]?)(\d+|\d{1,3}(?:[_,]\d{3})+)(\.\d+)?(?:e([+-]?\d+))?([kmg]?)$/i;
const powers: Record<string, number> = { '': 0, k: 3, m: 6, g: 9 };

/** A number as people write it; NaN if it is not a number. */
export function readNumber(text: string): number {
  const match = numberPattern.exec(text.trim());
  if (!match) return Number.NaN;
  const [, sign, whole, fraction = '', exponent = '0', factor] = match;
  const power = Number(exponent) + powers[factor!.toLowerCase()]!;
  // appended as an exponent, so that 2.3M is exactly 2300000 and not a rounded product
  return Number(`${sign}${whole!.replaceAll(/[_,]/g, '')}${fraction}e${power}`);
}

/** A number of patients: a whole number from 1 to 2^32. */
export function readPatients(text: string): number {
  const n = readNumber(text);
  if (Number.isNaN(n)) throw new UsageError(`-n ${text} is not a number; write 1000000, 1e6 or 250k`);
  if (!(n >= 1) || !Number.isInteger(n)) {
    if (n < Number.POSITIVE_INFINITY)
      throw new UsageError(`-n ${text} must be a whole number of patients, at least 1`);
  }
  if (n > MOST_PATIENTS) {
    throw new UsageError(
      `-n ${text} is more patients than can be told apart, at most ${MOST_PATIENTS.toLocaleString('en')} (2^32)`,
    );
  }
  return n;
}

export function readThreads(text: string): number {
  const threads = readNumber(text);
  if (!Number.isInteger(threads) || threads < 1 || threads > 1024) {
    throw new UsageError(`--threads ${text} must be a whole number from 1 to 1024`);
  }
  return threads;
}

/** The engine, if it works on this machine. @throws UsageError otherwise */
export function workingEngine(name: EngineName): EngineName {
  if (engines.some((engine) => engine.name === name && engine.works())) return name;
  throw new UsageError(
    `--engine ${name} does not work here: Node has no WebAssembly with vectors; leave it out or write --engine typescript`,
  );
}

/** @param horizon times must lie between 0 and this */
export function readTimes(text: string, horizon: number, option = '--at'): number[] {
  const times = text.split(',').map((part) => ({ part: part.trim(), time: readNumber(part) }));
  for (const { part, time } of times) {
    if (!(time >= 0 && time <= horizon)) {
      throw new UsageError(
        `${option} ${text}: "${part}" must be a time from 0 to the horizon ${horizon}; write ${option} ${exampleTimes(horizon)}`,
      );
    }
  }
  return [...new Set(times.map(({ time }) => time))].sort((a, b) => a - b);
}

/** Three example times up to the horizon. */
function exampleTimes(horizon: number): string {
  const step = horizon >= 36 ? 12 : Number((horizon / 4).toPrecision(1));
  return [1, 2, 3].map((k) => Number((k * step).toPrecision(6))).join(',');
}

export function readTargetMcse(text: string): number {
  const mcse = readNumber(text);
  if (!(mcse > 0 && mcse < 0.5))
    throw new UsageError(`--target-mcse ${text} must be between 0 and 0.5, such as 0.0005`);
  return mcse;
}
