import { checkScenario } from '../../../src/scenario/check.ts';
import type { Scenario } from '../../../src/scenario/schema/index.ts';
import { freeParameters } from '../../../src/study/calibrate/free.ts';
import { calibrate, type PointExecutor } from '../../../src/study/calibrate/index.ts';
import { summarisePosterior } from '../../../src/study/calibrate/summary.ts';
import { type EvenNumbers, evenNumbers } from '../../../src/uncertainty/even.ts';

/** The free parameters of the model. */
export const PARAMETERS = ['falls-ill', 'dies-well'] as const;
const PATIENTS = 100;
/** All are followed for so long. */
const MONTHS = 24;

/** What a cohort publishes. */
export interface Published {
  /** progression-free survival at 6 and at 18 months */
  early: number;
  late: number;
  /** how many fell ill */
  ill: number;
}

const scenarioText = ({ early, late, ill }: Published) => `scenario: Two rates
time: { unit: month, origin: entry, horizon: ${MONTHS} }
evidence: { paper: { cite: "Someone, 2020" } }
parameters:
  falls-ill: { value: 0.04, assumption: to be calibrated }
  dies-well: { value: 0.02, assumption: to be calibrated }
start: well
states:
  well: { transitions: [{ to: ill, law: exponential, rate: falls-ill }, { to: dead, law: exponential, rate: dies-well }] }
  ill: {}
  dead: {}
endpoints: { PFS: { event: [ill, dead] } }
proportions: { fell-ill: { if: { reached: ill } } }
targets:
  - { endpoint: PFS, at: 6, survival: ${early}, from: paper, calibration: true }
  - { endpoint: PFS, at: 18, survival: ${late}, from: paper, calibration: true }
  - { proportion: fell-ill, events: ${ill}, of: ${PATIENTS}, from: paper, calibration: true }
calibrate:
  cohorts: { paper: { patients: ${PATIENTS} } }
  parameters:
    falls-ill: { distribution: { law: gamma, shape: 8, rate: 200 } }
    dies-well: { range: [0.005, 0.04] }
`;

const scenarioOf = (published: Published): Scenario =>
  checkScenario(scenarioText(published), { compileOnly: () => [] }).scenario!;

/** Figures that no round has: the priors alone are read. */
const { free } = freeParameters(scenarioOf({ early: 0.7, late: 0.3, ill: 50 }));

/** Values from the priors. */
export function truthOf(round: number): number[] {
  const even = evenNumbers('sbc')('truth');
  return free.map(({ prior }, k) => prior.quantile(even(round, k)));
}

/** A cohort patient by patient, without the engine, and what it publishes. */
export function cohortOf(truth: readonly number[], evens: EvenNumbers): Published {
  const even = evens('patients');
  const patients = Array.from({ length: PATIENTS }, (_, i) => {
    const [ill, dead] = truth.map((rate, k) => -Math.log(even(i, k)) / rate) as [number, number];
    return { isIll: ill < dead, first: Math.min(ill, dead) };
  });
  const countOf = (is: (patient: (typeof patients)[number]) => boolean) => patients.filter(is).length;
  return {
    early: countOf(({ first }) => first > 6) / PATIENTS,
    late: countOf(({ first }) => first > 18) / PATIENTS,
    ill: countOf(({ isIll, first }) => isIll && first <= MONTHS),
  };
}

/** Posterior draws beside which a truth is ranked: with it 100 places. */
export const DRAWS = 99;
/** Small settings, so that a round is quick: cohorts of a point, and points in effect. */
const [COHORTS, EFFECTIVE] = [100, 200];

/** How many of the posterior's draws are below the truth, for each parameter: 0 to 99. */
export async function ranksOf(round: number, executor: PointExecutor): Promise<number[]> {
  const truth = truthOf(round);
  const scenario = scenarioOf(cohortOf(truth, evenNumbers(`sbc ${round}`)));
  const seed = `sbc calibration ${round}`;
  const result = await calibrate({
    ...{ scenario, seed, engine: 'wasm', generator: 'triple32' },
    ...{ cohorts: COHORTS, effective: EFFECTIVE, executor },
  });
  const { rows } = summarisePosterior(result, seed, DRAWS);
  return truth.map((value, k) => rows.filter((row) => row[k]! < value).length);
}
