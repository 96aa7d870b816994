import { accrualOf, enteredBy } from '../../formulas/accrual.ts';
import { averageHazardRatio } from '../../formulas/average-hazard-ratio.ts';
import { sum } from '../../math/sum.ts';
import { crossingProbabilities } from '../../sequential/crossing.ts';
import type { ArmLaw, ProportionTest, TrialDesign } from '../design.ts';
import { eventsBy, isSeenAtOnce, lookTimes, strataOf } from './cells.ts';
import { atAnyLook, type ClosedForm, type ExpectedLook } from './closed-form.ts';
import { exactBinomial } from './exact-binomial.ts';
import { exactProportion, sharesOf } from './exact-proportion.ts';
import { formulaAnswers } from './formulas.ts';
import { statisticAt } from './statistic.ts';

export type { ClosedForm } from './closed-form.ts';

/** The closed form of a design, or the reason why it has none. */
export type ClosedFormAnswer = { closedForm: ClosedForm } | { closedForm: null; why: string };

/**
 * Operating characteristics from large-sample theory and the group-sequential recursion, for comparison with
 * simulation.
 *
 * Looks are placed at their expected times. Z is normal about its expectation there, with its standard deviation
 * under the alternative.
 *
 * @param target power for which formulas compute a size
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { closedFormOf, readTrial, resolveTrial } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/three-looks.yaml', 'utf8'));
 * const { design, target } = resolveTrial(trial!);
 * const { closedForm } = closedFormOf(design!, target);
 * console.log(closedForm!.power);
 * // 0.865189...
 * ```
 */
export function closedFormOf(design: TrialDesign, target?: number): ClosedFormAnswer {
  const why = whyNone(design);
  if (why !== undefined) return { closedForm: null, why };
  if (design.test.kind === 'binomial') return { closedForm: exactBinomial(design) };
  if (isExactProportion(design)) return exactProportion(design);
  try {
    return { closedForm: normalTheory(design, target) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { closedForm: null, why: error.message };
  }
}

/**
 * The chance that a trial claims benefit and the expected Z at its last look, by the closed form alone; null without one.
 * Much quicker than `closedFormOf`.
 */
export function expectedBenefit(design: TrialDesign): { benefit: number; z: number } | null {
  if (whyNone(design) !== undefined) return null;
  if (isExactProportion(design)) {
    const { closedForm } = exactProportion(design);
    return closedForm && { benefit: closedForm.power, z: favours(design) };
  }
  if (design.test.kind === 'binomial') {
    const { looks } = exactBinomial(design);
    return { benefit: sum(looks.map(({ efficacy }) => efficacy)), z: looks[looks.length - 1]!.z ?? NaN };
  }
  try {
    const { statistics, alternative } = underAlternative(design, lookTimes(design)!);
    return { benefit: sum(alternative.efficacy), z: statistics[statistics.length - 1]!.z };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/** Whether a test of shares is exact: of a single arm, Fisher's or Boschloo's. */
function isExactProportion({ test }: TrialDesign): boolean {
  return (
    test.kind === 'proportion' && (test.null !== undefined || test.by === 'fisher' || test.by === 'boschloo')
  );
}

/** Above 0 if the share is better than under the null hypothesis. */
function favours(design: TrialDesign): number {
  const { better, null: none } = design.test as ProportionTest;
  const shares = sharesOf(design)!;
  const gain = shares[shares.length - 1]! - (none ?? shares[0]!);
  return better === 'higher' ? gain : -gain;
}

/** The statistics expected at the looks, and the chances of crossing the boundaries. */
function underAlternative(design: TrialDesign, times: readonly number[]) {
  const { boundaries, sides } = design;
  const statistics = times.map((t) => statisticAt(design, t)!);
  const drift = statistics.map(({ z, deviation }) => z / deviation);
  // P(Z > b) with deviation s is P(Z / s > b / s): scale the boundaries instead
  const scaled = (all: readonly number[]) => all.map((z, k) => z / statistics[k]!.deviation);
  const { fractions, efficacy, futility } = boundaries;
  const alternative = crossingProbabilities(
    { fractions, sides, efficacy: scaled(efficacy), futility: scaled(futility) },
    drift,
  );
  return { statistics, alternative };
}

/** The largest difference in survival at which a piecewise constant hazard may stand for a law. */
const SURVIVAL_TOLERANCE = 1e-4;

/**
 * The law that is approximated worst by a piecewise constant hazard, and whose it is; undefined if all laws are
 * piecewise exponential.
 */
function worstApproximation({ arms, test }: TrialDesign): { title: string; within: number } | undefined {
  const of = (title: string, law: ArmLaw | undefined) => (law ? [{ title, within: law.within }] : []);
  const laws = arms.flatMap((arm) =>
    arm.kind === 'law'
      ? arm.parts.flatMap(({ law, dropoutLaw }) => [
          ...of(arm.title, law),
          ...of(`loss to follow-up under ${arm.title}`, dropoutLaw),
        ])
      : [],
  );
  if (test.kind === 'one-sample-log-rank') laws.push(...of('the reference', test.law));
  return laws.reduce<(typeof laws)[number] | undefined>(
    (worst, law) => (worst && worst.within >= law.within ? worst : law),
    undefined,
  );
}

function whyNone(design: TrialDesign): string | undefined {
  const { test, arms, strata } = design;
  if (design.adaptation) return 'rules change the trial, and no formula here follows them';
  if (arms.some(({ kind }) => kind === 'strategy'))
    return 'the arms are strategies of a scenario, and no formula gives their hazards';
  if (!isSeenAtOnce(design))
    return 'patients are followed for a fixed time or seen at visits, and no formula here counts their events';
  const approximation = worstApproximation(design);
  if (approximation && approximation.within > SURVIVAL_TOLERANCE)
    return `the law of ${approximation.title} has many events at one time, and no piecewise constant hazard approximates it`;
  if (test.kind === 'max-combo') return 'MaxCombo, the maximum of correlated statistics, has no formula here';
  const isOfDifference = test.kind === 'milestone' || test.kind === 'rmst';
  if (isOfDifference && strata.filter(({ enrolled }) => enrolled).length > 1)
    return 'the difference between survival curves has no formula here with several strata';
  if (design.looks.some(({ skipBelow }) => skipBelow !== undefined))
    return 'looks may be left out, and no formula here counts that';
  if (test.kind === 'proportion' && sharesOf(design) === null)
    return 'strata or loss to follow-up have no formula here for a share';
  if (lookTimes(design)!.includes(Infinity))
    return `${design.events ?? 'so many'} events are never expected: only ${eventsBy(design, Infinity)!.toFixed(0)} patients ever have one`;
  return undefined;
}

function normalTheory(design: TrialDesign, target?: number): ClosedForm {
  const { boundaries, sides, patients, accrual, test } = design;
  const times = lookTimes(design)!;
  const events = times.map((t) => eventsBy(design, t)!);
  const { fractions, efficacy, futility, binding } = boundaries;
  const { statistics, alternative } = underAlternative(design, times);
  const underNull = crossingProbabilities({ fractions, sides, efficacy, futility }, 0, {
    obeyFutility: binding,
  });
  const isIgnored = !binding && futility.some((z) => z > -Infinity);
  const obeyed = isIgnored && crossingProbabilities({ fractions, sides, efficacy, futility }, 0);
  const pattern = accrualOf(patients, accrual.pattern);
  const looks = times.map((time, k): ExpectedLook => {
    const probabilities = (chances: typeof alternative) => ({
      efficacy: chances.efficacy[k]!,
      futility: chances.futility[k]!,
      opposite: chances.opposite[k]!,
    });
    return {
      time,
      events: events[k]!,
      patients: enteredBy(pattern, time),
      z: statistics[k]!.z,
      ...probabilities(alternative),
      null: probabilities(underNull),
      nullObeyed: obeyed ? probabilities(obeyed) : null,
    };
  });
  const strata = strataOf(design);
  const within = worstApproximation(design)?.within;
  const isOfRatio = test.kind === 'log-rank' || test.kind === 'cox';
  const [only, more] = strata ?? [];
  return {
    method:
      test.kind === 'milestone' || test.kind === 'rmst' || test.kind === 'proportion'
        ? 'expected difference'
        : 'expected score',
    ...(within ? { survivalWithin: within } : {}),
    power: sum(alternative.efficacy) + sum(alternative.opposite),
    error: sum(underNull.efficacy) + sum(underNull.opposite),
    looks,
    atAnyLook: atAnyLook(looks),
    expected: whenStopped(looks),
    formulas: strata ? formulaAnswers(design, strata, { events, times }, target) : [],
    averageHazardRatio:
      isOfRatio && only && !more ? averageHazardRatio(only, times[times.length - 1]!).cox : null,
  };
}

/** Means over the looks at which the trial may stop. */
function whenStopped(looks: readonly ExpectedLook[]): ClosedForm['expected'] {
  const chances = looks.map(({ efficacy, futility, opposite }) => efficacy + futility + opposite);
  const last = looks.length - 1;
  chances[last] = 1 - sum(chances.slice(0, last));
  const mean = (of: (look: ExpectedLook) => number) => sum(looks.map((look, k) => chances[k]! * of(look)));
  return {
    time: mean(({ time }) => time),
    events: mean(({ events }) => events),
    patients: mean(({ patients }) => patients),
  };
}
