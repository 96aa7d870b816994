import type { Chunk } from '../plan.ts';
import type { Executor } from './executor.ts';
import { inlineExecutor } from './inline.ts';

/** Patients in the first piece of work. Each following piece has four times as many: to add counts to a tally costs time. */
const FIRST_PIECE = 2 ** 14;
const GROWTH = 4;
/**
 * Smaller pieces do not measure the speed: code is still being compiled and memory reserved. By 2^16 patients the study
 * looked three times as slow as it is, and threads were started for work that took less time than their start.
 */
const SMALLEST_MEASURED_PIECE = 2 ** 18;

export interface AdaptiveOptions {
  /** threads of the pool, if it is started */
  threads: number;
  /** called at most once */
  startPool: () => Promise<Executor>;
  /** threads are started only if at least this many milliseconds of work remain; default 400 */
  worthwhile?: number;
}

/**
 * The executor that begins here and now, piece by piece, and hands over to a pool as soon as the rest would take longer
 * than threads take to start. Counts are the same either way.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { adaptiveExecutor, checkScenario, poolExecutor, run } from 'sojourn/node';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const startPool = async () => poolExecutor({ threads: 2 });
 * const executor = adaptiveExecutor({ threads: 2, startPool });
 * const result = await run({ scenario: scenario!, plans: Object.values(plans), n: 10_000, seed: '1', executor });
 * await executor.close();
 * console.log(result.patients);
 * // 30000
 * ```
 */
export function adaptiveExecutor({ threads, startPool, worthwhile = 400 }: AdaptiveOptions): Executor {
  const inline = inlineExecutor();
  let pool: Executor | undefined;
  let hasRun = false;
  return {
    name: 'adaptive',
    get threads() {
      return pool?.threads ?? (hasRun ? 1 : threads);
    },
    async run(job, chunks, deliver, signal, toCome = 0) {
      let rest: readonly Chunk[] = chunks;
      const begun = performance.now();
      for (let size = FIRST_PIECE; !pool && rest.length > 0; size *= GROWTH) {
        const [piece, later] = splitAt(rest, size);
        const started = performance.now();
        await inline.run(job, piece, deliver, signal);
        const now = performance.now();
        rest = later;
        const patients = patientsIn(rest) + toCome;
        const ahead =
          size < SMALLEST_MEASURED_PIECE ? now - begun : (now - started) * (patients / patientsIn(piece));
        if (threads > 1 && patients > 0 && ahead >= worthwhile) pool = await startPool();
      }
      hasRun = true;
      await pool?.run(job, rest, deliver, signal);
    },
    async close() {
      await pool?.close();
    },
  };
}

/** Splits a list of chunks after a number of patients. */
function splitAt(chunks: readonly Chunk[], count: number): [Chunk[], Chunk[]] {
  const [first, ...others] = chunks;
  if (!first) return [[], []];
  if (first.count <= count) {
    const [head, tail] = splitAt(others, count - first.count);
    return [[first, ...head], tail];
  }
  if (count === 0) return [[], [...chunks]];
  return [
    [{ first: first.first, count }],
    [{ first: first.first + count, count: first.count - count }, ...others],
  ];
}

function patientsIn(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { count }) => sum + count, 0);
}
