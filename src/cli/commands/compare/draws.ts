import { psaAnswer } from '../../../answers/psa/answer.ts';
import type { PsaAnswer } from '../../../answers/psa/schema.ts';
import type { Scenario } from '../../../scenario/schema/index.ts';
import type { CompareQuestions } from '../../../study/compare/index.ts';
import { type PsaResult, psa, type VariantQuestions } from '../../../study/psa/index.ts';
import { UsageError } from '../../errors.ts';
import { packageVersion } from '../../package.ts';
import { posteriorOf } from '../../posterior.ts';
import type { ScenarioFile } from '../../scenario-file.ts';
import type { Session } from '../../session.ts';
import type { Simulation } from '../../simulation.ts';
import { asUsageErrors, readDrawing } from '../study-options.ts';
import type { Arguments } from './options.ts';

/** How many draws `--draws` asks for; undefined of none. @throws UsageError for what cannot be meant */
export function readDraws({
  draws,
  drawPatients,
  vary = [],
}: Arguments): { draws: number; patients: number } | undefined {
  if (draws === undefined) {
    if (drawPatients === undefined) return undefined;
    throw new UsageError(
      `--draw-patients ${drawPatients} is of --draws; give that too, such as --draws 1000`,
    );
  }
  if (vary.length > 0)
    throw new UsageError(
      '--draws goes with one comparison, not with the many of --vary; sojourn dsa varies numbers within their evidence',
    );
  return readDrawing({ draws, n: drawPatients }, '--draw-patients');
}

/** The same comparison by parameter draws. */
export async function drawn(
  session: Session,
  simulation: Simulation,
  size: { draws: number; patients: number },
  of: {
    file: ScenarioFile;
    scenario: Scenario;
    strategies: readonly string[];
    endpoints: readonly string[];
    subgroups: readonly string[];
    questions: CompareQuestions;
  },
): Promise<{ answer: PsaAnswer; result: PsaResult }> {
  const { file, scenario, strategies, endpoints, subgroups } = of;
  const { at, rmst, periods } = of.questions;
  const questions: VariantQuestions = {
    ...{ endpoints, at, rmst, subgroups, ratios: { periods }, proportions: true, lives: true },
  };
  const executor = await session.drawExecutor(simulation.threads);
  const { seed, engine, generator } = simulation;
  const { done: result, seconds } = await session.work(size.draws, 'draws', (working) =>
    asUsageErrors(() =>
      psa({ scenario, strategies, questions, seed, engine, generator, ...size, executor, ...working }),
    ),
  );
  const answer = psaAnswer(result, scenario, strategies[0]!, {
    version: packageVersion(),
    scenario: { file: file.path, sha256: file.hash, title: scenario.scenario },
    ...posteriorOf(scenario),
    ...{ seed, threads: executor.threads, seconds, engine, generator },
  });
  return { answer, result };
}
