import type { Range } from '../../parts/ranges.ts';
import type { Executor } from '../../run/executor.ts';
import { inlineExecutor } from '../../run/inline.ts';
import type { PointExecutor } from '../../study/calibrate/executor.ts';
import type { DrawExecutor } from '../../study/draws/executor.ts';

/** Executors that do no work: a merge has all of it, or says what is missing. */
export function refusingExecutors(): { chunks: Executor; draws: DrawExecutor; points: PointExecutor } {
  const inline = inlineExecutor();
  const of = { name: 'refusing', threads: 1, async close() {} };
  return {
    chunks: {
      ...of,
      // a trial asks for some patients even where all of its replicates are kept
      async run(job, chunks, deliver, signal) {
        if (job.graph.outcomes.length > 0) return inline.run(job, chunks, deliver, signal);
        refuse('patients', chunks);
      },
    },
    draws: {
      ...of,
      async run(_, ranges) {
        refuse('draws', ranges);
      },
    },
    points: {
      ...of,
      async run() {
        throw new MissingWork('some evaluations are missing; run the command again with --keep');
      },
    },
  };
}

/** Work that no folder has. */
export class MissingWork extends Error {
  override name = 'MissingWork';
}

function refuse(unit: string, ranges: readonly Range[]): void {
  const [range] = ranges;
  if (range)
    throw new MissingWork(
      `${unit} ${range.first} to ${range.first + range.count - 1} are missing in these folders`,
    );
}
