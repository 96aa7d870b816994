/** One line of the benchmark: a fixed piece of work, the same on every machine. */
export interface Row {
  /** file in scenarios/, without its ending */
  scenario: string;
  /** `one`: a single thread, no executor in between; `all`: worker threads, as many as the machine runs at once */
  threads: 'one' | 'all';
  patients: number;
}

/** The scenario that the C++ program simulates too. */
export const YARDSTICK = 'benchmark';

/** About half a second of work each on one thread of a machine of 2023. */
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

/** The rows of some scenarios, in the order of the files. */
export function rowsOf(scenarios: readonly string[]): Row[] {
  return scenarios.flatMap((scenario): Row[] => {
    const patients = ON_ONE_THREAD[scenario] ?? OTHERS;
    return [
      { scenario, threads: 'one', patients },
      { scenario, threads: 'all', patients: patients * TIMES_ON_ALL },
    ];
  });
}
