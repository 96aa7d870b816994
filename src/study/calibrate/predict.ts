import { createEngine } from '../../kernel/engine.ts';
import type { GeneratorName } from '../../kernel/generators.ts';
import { type EngineName, machineOf } from '../../kernel/primitives/index.ts';
import type { Plan } from '../../plan.ts';
import { streamKeys } from '../../run/keys.ts';
import { StrategyPlans } from '../../scenario/compile/strategy-plans.ts';
import { OverrideError, planOf, withOverrides } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { addChunk, emptyTally, type Tally } from '../../tally.ts';
import { figuresOfCohort } from './cohorts.ts';
import { type FreeParameter, valuesOfScores } from './free.ts';
import type { LikelihoodTarget } from './targets.ts';

/** What every evaluation shares. */
export interface CalibrationJob {
  scenario: Scenario;
  free: readonly FreeParameter[];
  targets: readonly LikelihoodTarget[];
  /** simulated for a predicted figure, the same ones at all values */
  patients: number;
  seed: string;
  engine: EngineName;
  generator: GeneratorName;
}

/** Simulates the targets at other values of the free parameters. */
export interface Predictor {
  /**
   * The expected figure of each target on its scale; NaN of a strategy that none of the fitted targets is of.
   *
   * @param isWhole all strategies' targets
   * @returns undefined where the values cannot be together, such as chances that sum to more than 1
   */
  meansAt(scores: ArrayLike<number>, isWhole?: boolean): Float64Array | undefined;
  /**
   * What cohorts of a size would publish, one after the other, each of other patients.
   *
   * @param among targets of one cohort
   */
  cohortsAt(
    scores: ArrayLike<number>,
    among: readonly LikelihoodTarget[],
    size: number,
    count: number,
  ): Float64Array[];
}

export function predictor(job: CalibrationJob): Predictor {
  const { scenario, free, targets, patients, seed } = job;
  const strategies = [...new Set(targets.map(({ strategy }) => strategy))];
  const askedOf = (among: readonly LikelihoodTarget[], followUp: boolean) => ({
    endpoints: named(among.map(({ raw }) => raw.endpoint)),
    subgroups: named(among.map(({ raw }) => raw.subgroup)),
    shares: among.some(({ kind }) => kind === 'proportion'),
    states: false,
    followUp,
  });
  const plans = strategies.map((strategy) => {
    const own = targets.filter((target) => target.strategy === strategy);
    const fitted = own.filter(({ isFitted }) => isFitted);
    return {
      strategy,
      whole: { own, plans: new StrategyPlans(askedOf(own, false)) },
      fitted: { own: fitted, plans: new StrategyPlans(askedOf(fitted, false)) },
    };
  });
  const changed = (scores: ArrayLike<number>): Scenario => {
    const values = valuesOfScores(free, scores);
    return withOverrides(
      scenario,
      free.map(({ strategy, parameter }, k) => ({
        ...(strategy !== undefined && { strategy }),
        parameter,
        value: values[k]!,
      })),
    );
  };
  const runner = (plan: Plan) => {
    const engine = createEngine(plan.graph, machineOf(job.engine), { generator: job.generator });
    const keys = streamKeys(seed, plan.graph.streams);
    return (first: number, count: number): Tally => {
      const tally = emptyTally(plan);
      addChunk(tally, { first, count }, engine.run(keys, first, count));
      return tally;
    };
  };
  return {
    meansAt(scores, isWhole = false) {
      const means = new Float64Array(targets.length).fill(NaN);
      try {
        const scenarioThere = changed(scores);
        for (const { strategy, whole, fitted } of plans) {
          const { own, plans: kept } = isWhole ? whole : fitted;
          if (own.length === 0) continue;
          const plan = planOf(scenarioThere, strategy, kept);
          const found = figuresOfCohort(own, plan, runner(plan)(0, patients), false);
          own.forEach((target, k) => {
            means[targets.indexOf(target)] = found[k]!;
          });
        }
      } catch (error) {
        if (error instanceof OverrideError) return undefined;
        throw error;
      }
      return means;
    },
    cohortsAt(scores, among, size, count) {
      const plan = planOf(changed(scores), among[0]!.strategy, new StrategyPlans(askedOf(among, true)));
      const run = runner(plan);
      return Array.from({ length: count }, (_, k) =>
        figuresOfCohort(among, plan, run(patients + k * size, size), true),
      );
    },
  };
}

const named = (names: readonly (string | undefined)[]) => [
  ...new Set(names.filter((name) => name !== undefined)),
];
