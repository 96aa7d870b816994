import { whole } from '../media/numbers.ts';
import { endOf, type Range, type Shard, shareOf } from '../parts/ranges.ts';
import type { Plan } from '../plan.ts';
import { chunksOf } from '../run/chunks.ts';
import type { Executor } from '../run/executor.ts';
import { keepingExecutor, questionOf } from '../run/keeping.ts';
import { jobOf, type SimulateOptions } from '../run/simulate.ts';
import type { Answer } from './answer.ts';
import type { KeptRun } from './keep/kept-run.ts';
import type { Session } from './session.ts';

type Simulated = Pick<SimulateOptions, 'seed' | 'engine' | 'generator' | 'n'>;

/** The patients of strategies, kept under the strategies' names. */
export interface KeptStrategies {
  /** keeps what another executor simulates */
  executor(own: Executor): Executor;
  /** A plan that is noted as wanted when it is made. */
  noted(plan: Plan | (() => Plan)): () => Plan;
}

export function keptStrategies(kept: KeptRun, options: Simulated): KeptStrategies {
  const labels = new WeakMap<Plan['graph'], string>();
  const note = (plan: Plan) => {
    if (labels.has(plan.graph)) return plan;
    const label = `strategy ${plan.strategy}`;
    labels.set(plan.graph, label);
    const question = questionOf(jobOf(plan, options));
    kept.want({ label, unit: 'patients', question }, { first: 0, count: options.n });
    return plan;
  };
  return {
    executor: (own) => keepingExecutor(own, kept, ({ graph }) => labels.get(graph)!),
    noted: (plan) => () => note(typeof plan === 'function' ? plan() : plan),
  };
}

export interface StrategiesShard {
  keep: string;
  shard: Shard;
  job: Simulated & { plans: readonly (Plan | (() => Plan))[]; executor: Executor };
}

/** Simulates a share of the patients of each strategy; their counts go to the folder of --keep. */
export async function shardAnswer(session: Session, { keep, shard, job }: StrategiesShard): Promise<Answer> {
  const { plans, n, executor } = job;
  const share = shareOf({ first: 0, count: n }, shard);
  const planned = share.count * plans.length;
  await session.work(planned, 'patients', async ({ signal, onProgress }) => {
    let done = 0;
    for (const given of plans) {
      const plan = typeof given === 'function' ? given() : given;
      const add = ({ count }: Range) => {
        done += count;
        onProgress(done, planned);
      };
      await executor.run(
        jobOf(plan, job),
        chunksOf(share.first, endOf(share), executor.threads),
        add,
        signal,
      );
    }
  });
  return shardDone({ keep, shard, share, unit: 'patients' });
}

/** What a shard answers: no figures, since it has only a share of the work. */
export function shardDone({
  keep,
  shard,
  share,
  unit,
}: {
  keep: string;
  shard: Shard;
  share: Range;
  unit: string;
}): Answer {
  const { index, of } = shard;
  const done =
    share.count === 0 ? `no ${unit}` : `${unit} ${whole(share.first)} to ${whole(endOf(share) - 1)}`;
  return {
    json: () => [`${JSON.stringify({ shard, unit, ...share, keep })}\n`],
    text: () =>
      `Shard ${whole(index)} of ${whole(of)} is in ${keep}: ${done}. When all are done: sojourn merge ${keep}\n`,
  };
}
