import { fingerprint } from '../fingerprint.ts';
import { type EngineName, engines } from '../kernel/primitives/index.ts';
import type { Plan } from '../plan.ts';
import { chunksOf } from '../run/chunks.ts';
import type { Executor } from '../run/executor.ts';
import { inlineExecutor } from '../run/inline.ts';
import { simulate } from '../run/simulate.ts';
import { measureSmall, type SmallRow } from './small.ts';
import type { Piece, Work } from './work.ts';

/** A piece of work on one engine with a number of threads. */
export interface Row {
  scenario: string;
  strategy: string;
  engine: EngineName;
  threads: number;
  patients: number;
  chunks: number;
  /** one for each repeat, in order */
  seconds: number[];
  /** of the counts; if repeats differ, an unexpected one */
  fingerprint: string;
  expected: string;
}

export interface Measured {
  rows: Row[];
  small: SmallRow[];
}

export interface MeasureOptions {
  work: Work;
  /** the plan for each scenario of the work, by name */
  plans: Readonly<Record<string, Plan>>;
  /** starts worker threads; undefined for one thread */
  pool?: () => Executor;
  /** called after each simulation: patients done, and patients planned */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/**
 * Times every piece of work on every engine, on one thread and on the pool's. Each repeat goes once through all of
 * them, so that a slow period of the machine affects all.
 *
 * Each combination has its own executor, whose engine and threads are built in a first round that is not timed.
 * Scenarios follow each other, so that no more threads exist than one scenario needs.
 *
 * @throws whatever stops a simulation, including an abort
 */
export async function measure(options: MeasureOptions): Promise<Measured> {
  const { work, plans } = options;
  const planned = patientsPlanned(options);
  let done = 0;
  const rows: Row[] = [];
  for (const piece of work.pieces) {
    const onRun = () => options.onProgress?.((done += piece.patients), planned);
    rows.push(...(await measurePiece(piece, plans[piece.scenario]!, options, onRun)));
  }
  const small = measureSmall(work, plans[work.small.scenario]!, options.signal);
  return { rows, small };
}

/** Patients of all rounds, without the small cohorts. */
export function patientsPlanned({ work, pool }: Pick<MeasureOptions, 'work' | 'pool'>): number {
  const runs = engines.filter(({ works }) => works()).length * (pool ? 2 : 1) * (work.repeats + 1);
  return work.pieces.reduce((sum, { patients }) => sum + patients * runs, 0);
}

async function measurePiece(
  { scenario, patients, fingerprint: expected }: Piece,
  plan: Plan,
  { work, pool, signal }: MeasureOptions,
  onRun: () => void,
): Promise<Row[]> {
  const contestants = engines
    .filter(({ works }) => works())
    .flatMap(({ name }) =>
      [inlineExecutor, ...(pool ? [pool] : [])].map((executorOf) => {
        const executor = executorOf();
        const row: Row = {
          scenario,
          strategy: plan.strategy,
          engine: name,
          threads: executor.threads,
          patients,
          chunks: chunksOf(0, patients, executor.threads).length,
          seconds: [],
          fingerprint: expected,
          expected,
        };
        return { executor, row };
      }),
    );
  try {
    for (let round = 0; round <= work.repeats; round++) {
      for (const { executor, row } of contestants) {
        const started = performance.now();
        const tally = await simulate(plan, {
          seed: work.seed,
          n: patients,
          executor,
          engine: row.engine,
          signal,
        });
        const seconds = (performance.now() - started) / 1000;
        const counted = fingerprint([tally]);
        if (counted !== expected) row.fingerprint = counted;
        if (round > 0) row.seconds.push(seconds);
        onRun();
      }
    }
  } finally {
    await Promise.all(contestants.map(({ executor }) => executor.close()));
  }
  return contestants.map(({ row }) => row);
}
