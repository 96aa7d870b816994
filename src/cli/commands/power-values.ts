import type { PowerAnswer } from '../../answers/power/schema.ts';
import { namesInstead } from '../../language/names.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { expectedBenefit } from '../../trial/expected/index.ts';
import { type DesignNumber, numbersIn, numbersNamed, withNumber } from '../../trial/language/numbers.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { type SimulateTrialOptions, simulateTrial } from '../../trial/simulate.ts';
import { UsageError } from '../errors.ts';
import type { OptionTable } from '../option-table.ts';
import { readLine } from '../overrides.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { readyTrial, type TrialFile } from '../trial-file.ts';

export const valueOptions = {
  set: {
    type: 'string',
    array: true,
    describe:
      'Another value of a number of the design: patients=700, hazard-ratio=0.75, analyses.0.events=120',
  },
  vary: { type: 'string', describe: 'Also the power over a range of values: hazard-ratio=0.6:0.9:7' },
} as const satisfies OptionTable;

/** A range of values of one number of a design. */
export interface DesignVariation extends DesignNumber {
  values: readonly number[];
}

/** The design with the values of `--set`. @throws UsageError for an unknown name or an invalid number */
export function withSet(
  raw: RawTrial,
  set: readonly string[] = [],
): { raw: RawTrial; set: PowerAnswer['set'] } {
  const done: PowerAnswer['set'] = [];
  let changed = raw;
  for (const text of set) {
    const [name, right] = parted('--set', text, 'value');
    const value = Number(right);
    if (right.trim() === '' || !Number.isFinite(value))
      throw new UsageError(`--set ${text}: "${right}" must be a number, such as 0.75`);
    const number = numberNamed('--set', text, name, changed);
    changed = withNumber(changed, number.path, value);
    done.push({ number: number.name, value });
  }
  return { raw: changed, set: done };
}

/** @throws UsageError as `withSet` */
export function readDesignVariation(raw: RawTrial, text: string | undefined): DesignVariation | undefined {
  if (text === undefined) return undefined;
  const [name, range] = parted('--vary', text, 'from:to:steps');
  return { ...numberNamed('--vary', text, name, raw), values: readLine(text, range) };
}

function parted(option: string, text: string, right: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new UsageError(`${option} ${text}: must be number=${right}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function numberNamed(option: string, text: string, name: string, raw: RawTrial): DesignNumber {
  const meant = numbersNamed(raw, name);
  const [first, second] = meant;
  if (!first) {
    const known = numbersIn(raw).map((number) => number.name);
    const short = [...new Set(known.map((path) => path.slice(path.lastIndexOf('.') + 1)))];
    throw new UsageError(
      `${option} ${text}: the design has no number "${name}"${namesInstead(name, new Set([...short, ...known]))}`,
    );
  }
  if (second)
    throw new UsageError(
      `${option} ${text}: "${name}" may be ${meant.map((number) => number.name).join(' or ')}; write one of them`,
    );
  return first;
}

/** The result of `go`. Usage errors name the option, since the value is not in the file. */
export async function saying<T>(option: string, go: () => Promise<T>): Promise<T> {
  try {
    return await go();
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${option}: ${error.message}`) : error;
  }
}

/** What the trials of one value are simulated with. */
export type OneValue = Required<Pick<SimulateTrialOptions, 'replicates' | 'onProgress' | 'signal'>>;

/**
 * What is found at each value of a number, in their order. Every value has the same replicates, so that with one seed the curve is
 * smooth.
 *
 * @param ready the design with the number changed
 * @throws UsageError that names the value, where its design has problems
 */
export async function overLine<Design, Found extends object>(
  { name, path, values }: DesignVariation,
  { raw }: TrialFile,
  session: Session,
  replicates: number,
  ready: (raw: RawTrial) => Promise<Design>,
  simulate: (design: Design, asked: OneValue) => Promise<Found>,
): Promise<{ number: string; points: ({ value: number } & Found)[] }> {
  const designs: Design[] = [];
  for (const value of values)
    designs.push(await saying(`--vary ${name}=${value}`, () => ready(withNumber(raw, path, value))));
  const planned = values.length * replicates;
  const { done } = await session.work(planned, 'trials', async ({ signal, onProgress }) => {
    const points: ({ value: number } & Found)[] = [];
    for (const [k, design] of designs.entries()) {
      const found = await simulate(design, {
        ...{ replicates, signal },
        onProgress: (trials) => onProgress(k * replicates + trials, planned),
      });
      points.push({ value: values[k]!, ...found });
    }
    return points;
  });
  return { number: name, points: done };
}

/** The power at each value. */
export async function variedAnswer(
  vary: DesignVariation,
  file: TrialFile,
  { seed, engine, generator, threads }: Simulation,
  session: Session,
  replicates: number,
): Promise<NonNullable<PowerAnswer['varied']>> {
  const executor = await session.executor(threads);
  return overLine(
    vary,
    file,
    session,
    replicates,
    async (raw) => (await readyTrial(file, session, threads, { raw })).design,
    async (design: TrialDesign, asked) => {
      const { benefit, expected, decision } = await simulateTrial(design, {
        ...{ seed, engine, generator, executor, ...asked },
        estimate: design.decision !== undefined,
      });
      return {
        power: benefit,
        closedForm: expectedBenefit(design)?.benefit ?? null,
        ...{ events: expected.events, patients: expected.patients, time: expected.time },
        decision: decision ?? null,
      };
    },
  );
}
