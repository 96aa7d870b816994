import { availableParallelism } from 'node:os';
import type { DrawExecutor } from '../../src/study/psa/executor.ts';
import type { DrawRange } from '../../src/study/psa/job.ts';
import type { DrawWork, ResultsOf } from '../../src/study/psa/work.ts';
import { type Crew, startCrew } from './crew.ts';
import type { DrawTask } from './draw-worker.ts';

/** Heap limit of a thread, in megabytes. */
const HEAP = 1024;
/** Number of attempts for a range. */
const ATTEMPTS = 3;

/**
 * The executor that hands ranges of draws to worker threads. A range whose thread fails is tried again on another: a draw is
 * the same wherever it is done.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, drawPool, psa } from 'sojourn/node';
 *
 * const text = readFileSync('scenarios/stage-iv-rectal.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const executor = drawPool(2);
 * const result = await psa({
 *   scenario: scenario!,
 *   strategies: ['study-schedule', 'total-neoadjuvant'],
 *   seed: '1',
 *   draws: 10,
 *   patients: 500,
 *   questions: { endpoints: ['OS'], at: [36], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor,
 * });
 * await executor.close();
 * console.log(result.drawn.length);
 * // 17
 * ```
 */
export function drawPool(threads = availableParallelism()): DrawExecutor {
  let crew: Crew<DrawTask, ResultsOf<DrawWork>> | undefined;
  let jobs = 0;
  const dismiss = async () => {
    const endedCrew = crew;
    crew = undefined;
    await endedCrew?.dismiss();
  };
  return {
    name: 'pool',
    threads,
    async run<Work extends DrawWork>(
      work: Work,
      ranges: readonly DrawRange[],
      deliver: (range: DrawRange, results: ResultsOf<Work>) => void,
      signal?: AbortSignal,
    ) {
      signal?.throwIfAborted();
      const id = String(++jobs);
      const rest = ranges.values();
      let over = false;
      const attempt = async (range: DrawRange): Promise<ResultsOf<Work>> => {
        for (let tried = 1; ; tried++) {
          crew ??= startCrew<DrawTask, ResultsOf<DrawWork>>({ threads, filename: ownWorker(), heap: HEAP });
          const currentCrew = crew;
          try {
            await currentCrew.ready;
            return (await currentCrew.run({ id, work, range })) as ResultsOf<Work>;
          } catch (error) {
            if (over) throw error;
            if (currentCrew.failure) throw currentCrew.failure;
            if (tried === ATTEMPTS)
              throw new Error(
                `draws ${range.first + 1} to ${range.first + range.count} failed ${ATTEMPTS} times: ${error instanceof Error ? error.message : String(error)}`,
                { cause: error },
              );
          }
        }
      };
      const lane = async () => {
        for (const range of rest) {
          const results = await attempt(range);
          if (over) return;
          deliver(range, results);
        }
      };
      const stopped = new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      try {
        const lanes = Array.from({ length: Math.min(2 * threads, ranges.length) }, lane);
        await Promise.race([stopped, Promise.all(lanes)]);
      } catch (error) {
        over = true;
        await dismiss();
        throw error;
      }
    },
    close: dismiss,
  };
}

/** The URL of this package's worker; TypeScript if this module runs from source. */
function ownWorker(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './draw-worker.ts' : './draw-worker.js', import.meta.url);
}
