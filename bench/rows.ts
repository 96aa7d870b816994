import type { EngineName } from '../src/kernel/primitives/index.ts';

/**
 * How the patients of a row are simulated.
 *
 * `one`: on one thread, without an executor; `all`: on worker threads, one per hardware thread; `cohorts`: on one
 * thread, by the engine alone, in successive cohorts of COHORT patients.
 */
export type Way = 'one' | 'all' | 'cohorts';

/** One row of the benchmark: a fixed piece of work, the same on every machine. */
export interface Row {
  /** file name in scenarios/, without extension */
  scenario: string;
  engine: EngineName;
  way: Way;
  patients: number;
}

/** Patients in a small cohort: a trial of usual size. */
export const COHORT = 600;

/** About half a second of work each, on one thread of a machine of 2023 with the TypeScript engine. */
const ON_ONE_THREAD: Record<string, number> = {
  benchmark: 2 ** 23,
  'illness-death': 2 ** 22,
  reversible: 2 ** 21,
  'background-mortality': 2 ** 21,
  laws: 2 ** 21,
  'stage-iv-rectal': 2 ** 20,
};
const OTHERS = 2 ** 20;

/** Threads share four times the work, so that there is enough for each. */
const TIMES_ON_ALL = 4;

/** Numbers of small cohorts, for a small model and for the largest. */
const COHORTS: Record<string, number> = { benchmark: 2048, 'stage-iv-rectal': 256 };

/** The rows of some scenarios, in the order of the files; engines to compare are adjacent. */
export function rowsOf(scenarios: readonly string[], engines: readonly EngineName[]): Row[] {
  return scenarios.flatMap((scenario) =>
    worksOf(scenario).flatMap((work) => engines.map((engine) => ({ scenario, engine, ...work }))),
  );
}

function worksOf(scenario: string): Pick<Row, 'way' | 'patients'>[] {
  const patients = ON_ONE_THREAD[scenario] ?? OTHERS;
  const cohorts = COHORTS[scenario];
  return [
    { way: 'one', patients },
    { way: 'all', patients: patients * TIMES_ON_ALL },
    ...(cohorts ? [{ way: 'cohorts' as const, patients: cohorts * COHORT }] : []),
  ];
}
