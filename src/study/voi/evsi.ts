import { FewRowsError } from '../../math/smoothing/few-rows.ts';
import { inlineExecutor } from '../../run/inline.ts';
import { KeptTimes } from '../../scenario/compile/patient-times.ts';
import { OverrideError } from '../../scenario/overrides.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { collectIssues } from '../../trial/language/problems.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { strategyArmsOf } from '../../trial/language/strategies.ts';
import { isClaim } from '../../trial/replicate/conduct.ts';
import { simulateReplicates } from '../../trial/simulate.ts';
import { summaryData } from '../../trial/summary-data.ts';
import { parameterDraws } from '../../uncertainty/draw.ts';
import type { DrawJob, PsaResult } from '../psa/index.ts';
import { uncertaintyFor } from '../psa/needed.ts';
import type { Decision } from './decision.ts';
import { type Evppi, evppiOf } from './evppi.ts';
import { columnsByName } from './groups.ts';

/** One trial for each draw, under the numbers of the draw, at several sizes. */
export interface TrialsOfDraws {
  sizes: {
    patients: number;
    /** what the trial's data say, a column a figure, draw by draw */
    columns: Float64Array[];
    /** share of the draws whose trial rejects no effect, with its standard error */
    success: { value: number; mcse: number };
  }[];
}

export interface TrialsOptions {
  job: DrawJob;
  result: Pick<PsaResult, 'table'>;
  raw: RawTrial;
  /** the same design at each size, as it is planned: its looks and boundaries do not know the draw */
  designs: readonly TrialDesign[];
  /** told after each draw */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/**
 * Simulates the trial that `sojourn size` sizes once for each draw of the parameters: its arms are the strategies with the numbers
 * of the draw. Trials of different sizes share their patients.
 *
 * @throws OverrideError where an arm is impossible under a draw
 * @throws RangeError as `simulateTrial`
 */
export async function trialsOfDraws(options: TrialsOptions): Promise<TrialsOfDraws> {
  const { job, result, raw, designs, onProgress, signal } = options;
  const { scenario, seed, engine, generator } = job;
  const { numbers } = result.table;
  const draws = parameterDraws(scenario, uncertaintyFor(job), seed);
  const executor = inlineExecutor();
  const kept = designs[0]!.arms.map(() => new KeptTimes());
  const rows = designs.map(() => [] as number[][]);
  const claims = designs.map(() => 0);
  for (const [at, draw] of numbers.entries()) {
    const issues = collectIssues();
    const arms = strategyArmsOf(raw, draws.scenarioWith(draws.valuesOf(draw)), issues, kept);
    if (!arms) throw new OverrideError(issues.problems[0]!.message);
    const drawn = designs.map((design) => ({ ...design, arms }));
    await simulateReplicates(
      drawn,
      {
        ...{ seed: JSON.stringify(['sample information', seed]), first: draw, replicates: draw + 1 },
        ...{ truth: 'alternative', executor, engine, generator, signal },
      },
      undefined,
      (one) => {
        rows[one.design]!.push(summaryData(drawn[one.design]!, one));
        if (isClaim(one.course.decision)) claims[one.design]!++;
      },
    );
    onProgress?.(at + 1, numbers.length);
  }
  return {
    sizes: designs.map(({ patients }, d) => {
      const value = claims[d]! / numbers.length;
      return {
        patients,
        columns: rows[d]![0]!.map((_, k) => Float64Array.from(rows[d]!, (row) => row[k]!)),
        success: { value, mcse: Math.sqrt((value * (1 - value)) / numbers.length) },
      };
    }),
  };
}

/** What a trial of one size is worth before choosing a strategy. */
export interface Evsi extends Evppi {
  patients: number;
  success: { value: number; mcse: number };
}

export interface SampleInformation {
  /** drawn numbers on which the trial's patients depend */
  informs: string[];
  /** of knowing all these: no trial is worth more; null where the draws are too few to tell */
  evppi: Evppi | null;
  sizes: Evsi[];
}

/**
 * The expected value of sample information, by regression of the differences between strategies on what the trial of the same draw
 * found. Between 0 and the value of knowing all that the trial could tell of, and no less for a larger trial.
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

/** What of the drawn numbers the trial's patients depend on, and their columns. */
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
