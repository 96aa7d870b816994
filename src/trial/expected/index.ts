import { accrualOf, enteredBy } from '../../formulas/accrual.ts';
import { averageHazardRatio } from '../../formulas/average-hazard-ratio.ts';
import { sum } from '../../math/sum.ts';
import { crossingProbabilities } from '../../sequential/crossing.ts';
import type { TrialDesign } from '../design.ts';
import { eventsBy, lookTimes, strataOf } from './cells.ts';
import { atAnyLook, type ClosedForm, type ExpectedLook } from './closed-form.ts';
import { exactBinomial } from './exact-binomial.ts';
import { formulaAnswers } from './formulas.ts';
import { statisticAt } from './statistic.ts';

export type { ClosedForm } from './closed-form.ts';

/** A design, or why it has no closed form. */
export type ClosedFormAnswer = { closedForm: ClosedForm } | { closedForm: null; why: string };

/**
 * The answer by large-sample theory and the group-sequential recursion, to stand beside the simulated one.
 *
 * Looks take place when their events are expected, and Z is normal about its expectation there with the deviation that the
 * alternative gives it.
 *
 * @param target power for which formulas tell a size
 */
export function closedFormOf(design: TrialDesign, target?: number): ClosedFormAnswer {
  const why = whyNone(design);
  if (why !== undefined) return { closedForm: null, why };
  if (design.test.kind === 'binomial') return { closedForm: exactBinomial(design) };
  try {
    return { closedForm: normalTheory(design, target) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { closedForm: null, why: error.message };
  }
}

/** Steps of a hazard that are no nearer to a law than this, in survival, do not stand for it. */
const NEAR = 1e-4;

/** The arm whose law is farthest from the steps of a hazard that stand for it; undefined where all laws are such steps. */
function farthest({ arms }: TrialDesign): { title: string; within: number } | undefined {
  const laws = arms.flatMap((arm) =>
    arm.kind === 'law'
      ? arm.parts.flatMap(({ law }) => (law ? [{ title: arm.title, within: law.within }] : []))
      : [],
  );
  return laws.reduce<(typeof laws)[number] | undefined>(
    (worst, one) => (worst && worst.within >= one.within ? worst : one),
    undefined,
  );
}

function whyNone(design: TrialDesign): string | undefined {
  const { test, arms, strata } = design;
  if (arms.some(({ kind }) => kind === 'strategy'))
    return 'the arms are strategies of a scenario, whose hazards no formula has';
  const far = farthest(design);
  if (far && far.within > NEAR)
    return `no steps of a hazard come near the law of ${far.title}, under which many have the event at one time`;
  if (test.kind === 'max-combo') return 'the largest of several correlated statistics has no formula';
  const isOfDifference = test.kind === 'milestone' || test.kind === 'rmst';
  if (isOfDifference && strata.filter(({ enrolled }) => enrolled).length > 1)
    return 'the difference between curves of mixed strata has no formula here';
  if (lookTimes(design)!.includes(Infinity))
    return `${design.events ?? 'so many'} events are never expected: ${eventsBy(design, Infinity)!.toFixed(0)} patients have one in the end`;
  return undefined;
}

function normalTheory(design: TrialDesign, target?: number): ClosedForm {
  const { boundaries, sides, patients, accrual, test } = design;
  const times = lookTimes(design)!;
  const found = times.map((t) => statisticAt(design, t)!);
  const events = times.map((t) => eventsBy(design, t)!);
  const drift = found.map(({ z, deviation }) => z / deviation);
  // a Z that spreads less than 1 crosses as one of spread 1 crosses a boundary further out
  const scaled = (all: readonly number[]) => all.map((z, k) => z / found[k]!.deviation);
  const { fractions, efficacy, futility, binding } = boundaries;
  const under = crossingProbabilities(
    { fractions, sides, efficacy: scaled(efficacy), futility: scaled(futility) },
    drift,
  );
  const none = crossingProbabilities({ fractions, sides, efficacy, futility }, 0, { obeyFutility: binding });
  const pattern = accrualOf(patients, accrual.pattern);
  const looks = times.map((time, k): ExpectedLook => {
    const of = (chances: typeof under) => ({
      efficacy: chances.efficacy[k]!,
      futility: chances.futility[k]!,
      opposite: chances.opposite[k]!,
    });
    return {
      time,
      events: events[k]!,
      patients: enteredBy(pattern, time),
      z: found[k]!.z,
      ...of(under),
      null: of(none),
    };
  });
  const strata = strataOf(design);
  const within = farthest(design)?.within;
  const isOfRatio = test.kind === 'log-rank' || test.kind === 'cox';
  const [only, more] = strata ?? [];
  return {
    method: test.kind === 'milestone' || test.kind === 'rmst' ? 'expected difference' : 'expected score',
    ...(within ? { survivalWithin: within } : {}),
    power: sum(under.efficacy) + sum(under.opposite),
    error: sum(none.efficacy) + sum(none.opposite),
    looks,
    atAnyLook: atAnyLook(looks),
    expected: whenStopped(looks),
    formulas: strata ? formulaAnswers(design, strata, { events, times }, target) : [],
    averageHazardRatio:
      isOfRatio && only && !more ? averageHazardRatio(only, times[times.length - 1]!).cox : null,
  };
}

/** Means over the looks at which the trial stops. */
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
