import { MOST_PATIENTS } from '../run/chunks.ts';
import { UsageError } from './errors.ts';

/** 1000000, 1e6, 1_000_000, 1,000,000, 250k, 1.5M, 2G */
const numberPattern = /^([+-]?\d[\d_,]*(?:\.\d+)?(?:e[+-]?\d+)?)([kKmMgG]?)$/i;
const factors: Record<string, number> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

/** A number as people write it; NaN when it is none. */
export function readNumber(text: string): number {
  const match = numberPattern.exec(text.trim());
  if (!match) return Number.NaN;
  return Number(match[1]!.replaceAll(/[_,]/g, '')) * factors[match[2]!.toLowerCase()]!;
}

/** Patients: a whole number from 1 to 2^32. */
export function readPatients(text: string): number {
  const n = readNumber(text);
  if (Number.isNaN(n)) throw new UsageError(`-n ${text} is not a number; write 1000000, 1e6 or 250k`);
  if (!(n >= 1) || !Number.isInteger(n))
    throw new UsageError(`-n ${text} must be a whole number of patients, at least 1`);
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

/** @param horizon times lie between 0 and here */
export function readTimes(text: string, horizon: number): number[] {
  const times = text.split(',').map((part) => ({ part, time: readNumber(part) }));
  for (const { part, time } of times) {
    if (!(time >= 0 && time <= horizon)) {
      throw new UsageError(
        `--at ${text}: "${part}" must be a time from 0 to the horizon ${horizon}; write --at 12,24,36`,
      );
    }
  }
  return [...new Set(times.map(({ time }) => time))].sort((a, b) => a - b);
}

export function readTargetMcse(text: string): number {
  const mcse = readNumber(text);
  if (!(mcse > 0 && mcse < 0.5))
    throw new UsageError(`--target-mcse ${text} must be between 0 and 0.5, such as 0.0005`);
  return mcse;
}
