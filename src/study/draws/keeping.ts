import { type Keep, runKept } from '../../parts/keep.ts';
import type { DrawExecutor } from './executor.ts';
import type { DrawWork, ResultsOf } from './work.ts';

/** The executor that keeps the results of draws, and does only those that are not kept yet. */
export function keepingDraws(executor: DrawExecutor, keep: Keep): DrawExecutor {
  return {
    name: 'keeping',
    threads: executor.threads,
    async run<Work extends DrawWork>(
      ...[work, ranges, deliver, signal, doer]: Parameters<typeof executor.run<Work>>
    ) {
      const kept = keep.work<ResultsOf<Work>>({
        label: labelOf(work),
        unit: 'draws',
        question: questionOf(work),
      });
      await runKept(ranges, kept, deliver, signal, (missing, add) =>
        executor.run(work, missing, add, signal, doer),
      );
    },
    close: () => executor.close(),
  };
}

function labelOf({ kind }: DrawWork): string {
  if (kind === 'nested') return 'nested parameter draws';
  return kind === 'trials' ? 'trials under parameter draws' : 'parameter draws';
}

/** All that the results depend on besides the numbers of the draws: not the engine, which gives the same counts. */
function questionOf(work: DrawWork): unknown {
  return 'job' in work
    ? { ...work, job: { ...work.job, engine: undefined } }
    : { ...work, engine: undefined };
}
