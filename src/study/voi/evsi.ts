import { FewRowsError } from '../../math/smoothing/few-rows.ts';
import { OverrideError } from '../../scenario/overrides.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { armsGiven, detailsOf } from '../../trial/language/arms.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { type DrawExecutor, inlineDraws } from '../draws/executor.ts';
import { uncertaintyFor } from '../draws/needed.ts';
import { allDraws } from '../draws/ranges.ts';
import type { DrawJob, PsaResult } from '../psa/index.ts';
import { type Decision, decisionBy } from './decision.ts';
import { type Evppi, evppiOf } from './evppi.ts';
import { columnsByName } from './groups.ts';

/** One trial for each draw, with the numbers of the draw, at several sizes. */
export interface TrialsOfDraws {
  sizes: {
    patients: number;
    /** summaries of the trial's data: one column for each, by draw */
    columns: Float64Array[];
    /** share of the draws whose trial rejects the null hypothesis, with its standard error */
    success: { value: number; mcse: number };
  }[];
}

export interface TrialsOptions {
  job: DrawJob;
  result: Pick<PsaResult, 'table'>;
  raw: RawTrial;
  /** the same design at each size, as planned: its looks and boundaries do not depend on the draw */
  designs: readonly TrialDesign[];
  /** the calling thread unless given; the trials are the same on any */
  executor?: DrawExecutor;
  /** called after some draws */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/** Largest number of draws in a range. */
const RANGE = 8;

/**
 * Simulates the trial of a design once for each draw of the parameters. Its arms are the strategies with the numbers
 * of the draw. Trials of different sizes share their patients.
 *
 * @throws OverrideError where an arm is impossible under a draw
 * @throws RangeError as `simulateTrial`
 */
export async function trialsOfDraws(options: TrialsOptions): Promise<TrialsOfDraws> {
  const { job, result, raw, designs, onProgress, signal, executor = inlineDraws() } = options;
  const { numbers } = result.table;
  const draws = numbers.length;
  const work = { kind: 'trials', job, raw, designs: designs.map(withoutArms), numbers } as const;
  const found = await allDraws(work, { executor, draws, most: RANGE, onProgress, signal });
  const [impossible] = found.flatMap((one) => one.impossible);
  if (impossible) throw new OverrideError(impossible.message);
  return {
    sizes: designs.map(({ patients }, d) => {
      const rows = found.flatMap((one) => one.rows[d]!);
      const value = found.reduce((sum, { claims }) => sum + claims[d]!, 0) / draws;
      return {
        patients,
        columns: rows[0]!.map((_, k) => Float64Array.from(rows, (row) => row[k]!)),
        success: { value, mcse: Math.sqrt((value * (1 - value)) / draws) },
      };
    }),
  };
}

function withoutArms({ arms: _, ...design }: TrialDesign): Omit<TrialDesign, 'arms'> {
  return design;
}

/** The value of a trial of one size, before a strategy is chosen. */
export interface Evsi extends Evppi {
  patients: number;
  success: { value: number; mcse: number };
}

export interface SampleInformation {
  /** drawn numbers on which the trial's patients depend */
  informs: string[];
  /** the EVPPI of all these, an upper bound; null if there are too few draws */
  evppi: Evppi | null;
  sizes: Evsi[];
}

/**
 * The expected value of sample information, by regression of the differences between strategies on the data summaries of the same
 * draw's trial. It lies between 0 and the EVPPI of the numbers on which the trial depends, and is no less for a larger trial.
 *
 * @throws FewRowsError for too few draws
 *
 * Source: Strong, Oakley, Brennan & Breeze (2015), Medical Decision Making 35:570.
 */
export function sampleInformation(
  { sizes }: TrialsOfDraws,
  { differences, evpi }: Pick<Decision, 'differences' | 'evpi'>,
  { names, columns }: { names: readonly string[]; columns: readonly Float64Array[] },
): SampleInformation {
  const evppi = columns.length === 0 ? null : evppiOrNull(columns, differences, evpi.value);
  const most = evppi?.value ?? evpi.value;
  let least = 0;
  const found = sizes
    .toSorted((a, b) => a.patients - b.patients)
    .map(({ patients, columns: data, success }): Evsi => {
      const own = evppiOf(data, differences, most);
      least = Math.max(least, own.value);
      return { ...own, value: least, patients, success };
    });
  return { informs: [...names], evppi, sizes: found };
}

function evppiOrNull(
  columns: readonly Float64Array[],
  differences: readonly Float64Array[],
  evpi: number,
): Evppi | null {
  try {
    return evppiOf(columns, differences, evpi);
  } catch (error) {
    if (error instanceof FewRowsError) return null;
    throw error;
  }
}

export interface EvsiOptions extends TrialsOptions {
  /** of the same job; its figures include the outcome */
  result: Pick<PsaResult, 'table' | 'drawn'>;
  /** name of the deciding outcome */
  outcome: string;
}

/**
 * The value of a trial's data before a strategy is chosen, at each size of its design: the expected value of sample
 * information, in the unit of the outcome for each patient.
 *
 * @throws RangeError for one strategy, or an outcome that is not reached in some draw
 * @throws OverrideError where an arm is impossible under a draw
 * @throws FewRowsError for too few draws
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, evsi, inlineDraws, psa, readTrial, resolveTrial } from 'sojourn';
 *
 * const { scenario } = checkScenario(readFileSync('scenarios/adjuvant.yaml', 'utf8'), { compileOnly: () => [] });
 * const { trial } = readTrial(readFileSync('scenarios/trials/adjuvant.yaml', 'utf8'));
 * const { design } = resolveTrial(trial!, { scenario: scenario! });
 * const job = {
 *   scenario: scenario!,
 *   strategies: ['observation', 'adjuvant'],
 *   seed: '1',
 *   patients: 400,
 *   questions: { endpoints: ['OS'], at: [], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 * };
 * const result = await psa({ ...job, draws: 200, executor: inlineDraws() });
 * const found = await evsi({ job, result, outcome: 'OS RMST(60)', raw: trial!, designs: [design!] });
 * console.log(found.informs.length, found.sizes[0]!.patients);
 * // 5 600
 * ```
 */
export async function evsi(options: EvsiOptions): Promise<SampleInformation> {
  const { job, result, raw, outcome } = options;
  const trials = await trialsOfDraws(options);
  const strategies = armsGiven(raw).map((name) => detailsOf(raw, name).strategy!);
  const informed = informedBy(job, result, { endpoint: raw.endpoint!, strategies });
  return sampleInformation(trials, decisionBy(result, outcome), informed);
}

/** The drawn numbers on which the trial's patients depend, and their columns. */
export function informedBy(
  job: DrawJob,
  result: Pick<PsaResult, 'table' | 'drawn'>,
  { endpoint, strategies }: { endpoint: string; strategies: readonly string[] },
): { names: string[]; columns: Float64Array[] } {
  const asked = { endpoints: [endpoint], at: [], rmst: [], proportions: false };
  const { drawn } = uncertaintyFor({ scenario: job.scenario, strategies, questions: asked });
  const names = result.drawn.map(({ name }) => name).filter((name) => drawn.some((one) => one.name === name));
  const columns = columnsByName(job, result.table.numbers);
  return { names, columns: names.flatMap((name) => columns.get(name)!) };
}
