import { readFileSync } from 'node:fs';
import { kindOfTarget, titleOfTarget } from '../../../src/estimates/targets.ts';
import { checkScenario } from '../../../src/scenario/check.ts';
import type { RawTarget, Scenario } from '../../../src/scenario/schema/index.ts';
import { freeParameters, scoreOfValue } from '../../../src/study/calibrate/free.ts';
import { calibrate, type PointExecutor } from '../../../src/study/calibrate/index.ts';
import type { PointJob } from '../../../src/study/calibrate/points.ts';
import { MOST_COHORTS } from '../../../src/study/calibrate/simulate-points.ts';
import { fromScale, likelihoodTargets } from '../../../src/study/calibrate/targets.ts';
import { weightedQuantiles } from '../../../src/study/calibrate/weighted-figures.ts';

/** The outcomes whose intervals are judged, among the targets of the rectal scenario. */
export const OUTCOMES = [
  'OS at 36',
  'PFS-cancer at 24',
  'OS at 36, completed',
  'OS at 36, not-completed',
  'completed',
] as const;

const rectal = ((): Scenario => {
  const text = readFileSync(new URL('../../../scenarios/stage-iv-rectal.yaml', import.meta.url), 'utf8');
  const { scenario } = checkScenario(text, { compileOnly: () => [] });
  const targets = scenario!.targets.filter(({ from, calibration }) => from === 'li-2021' && calibration);
  return { ...scenario!, targets };
})();

/** The truth: the values in the file, as scores. */
const truth = Float64Array.from(freeParameters(rectal).free, (parameter) =>
  scoreOfValue(parameter, parameter.value),
);

const jobOf = (scenario: Scenario, seed: string): PointJob => ({
  ...{ scenario, seed, engine: 'wasm', generator: 'triple32' },
});

async function figuresAt(executor: PointExecutor, stream: number, cohorts: number): Promise<Float64Array> {
  let means: Float64Array | undefined;
  await executor.run(
    jobOf(rectal, 'cohorts of a known truth'),
    [[{ scores: truth, cohorts, stream, isWhole: true }]],
    (_, [shown]) => {
      means = shown!.means;
    },
  );
  return means!;
}

/** The scenario with the figures of one cohort of 228 patients in place of the published ones. */
export async function scenarioOfCohort(round: number, executor: PointExecutor): Promise<Scenario> {
  const figures = await figuresAt(executor, round + 1, 1);
  const { targets } = likelihoodTargets(rectal);
  const changed = targets.map(({ raw, kind }, k): RawTarget => {
    const figure = fromScale({ kind }, figures[k]!);
    const { interval: _, events: __, of: ___, ...rest } = raw;
    // a share of the cohort's own count, exact; survival as printed, in three decimals
    return kindOfTarget(raw) === 'survival'
      ? { ...rest, survival: Number(figure.toFixed(3)) }
      : { ...rest, value: figure };
  });
  return { ...rectal, targets: changed };
}

export interface Interval {
  outcome: string;
  truth: number;
  lower: number;
  upper: number;
}

/** Small settings, so that a round takes seconds: cohorts of a point, and points in effect. */
const [COHORTS, EFFECTIVE] = [100, 150];

/** 95% intervals of the outcomes, and of the free parameters, from the figures of one cohort. */
export async function intervalsOf(round: number, executor: PointExecutor): Promise<Interval[]> {
  const scenario = await scenarioOfCohort(round, executor);
  const exact = await figuresAt(executor, 0, MOST_COHORTS);
  const { free, targets, points, posterior, predicted } = await calibrate({
    ...jobOf(scenario, `cohort ${round}`),
    ...{ cohorts: COHORTS, effective: EFFECTIVE, executor },
  });
  const even = new Float64Array(predicted.length).fill(1 / predicted.length);
  const interval = (outcome: string, value: number, values: number[], weights: Float64Array): Interval => {
    const quantile = weightedQuantiles(values, weights);
    return { outcome, truth: value, lower: quantile(0.025), upper: quantile(0.975) };
  };
  return [
    ...OUTCOMES.map((outcome) => {
      const k = targets.findIndex(({ raw }) => titleOfTarget(raw) === outcome);
      const values = predicted.map(({ evaluation }) => evaluation.means[k]!);
      return interval(outcome, exact[k]!, values, even);
    }),
    ...free.map(({ name }, k) =>
      interval(
        name,
        truth[k]!,
        points.map(({ scores }) => scores[k]!),
        posterior.weights,
      ),
    ),
  ];
}
