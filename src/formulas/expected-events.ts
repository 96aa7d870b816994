import { exp } from '../math/elementary.ts';
import { findRoot } from '../math/roots.ts';
import { type Accrual, accrualEnd, checkAccrual, enteredBy } from './accrual.ts';
import { exponentialMoments } from './exponential-moments.ts';
import { constantHazard, cumulativeHazard, hazardAt, risingTimes, sumOfHazards } from './piecewise-hazard.ts';
import { type Arm, checkArm, checkTwoArms, type TwoArms } from './two-arms.ts';

/** One patient, who entered before time 0. */
const ENTERED: Accrual = [{ from: -2, to: -1, rate: 1 }];

export interface ExpectedEvents {
  control: number;
  treatment: number;
  total: number;
}

/**
 * Expected numbers of events by calendar time t, for any accrual and piecewise constant hazards of event and
 * drop-out. The result is exact, a sum of integrals of exponentials. t may be before accrual ends; patients who enter
 * later do not count.
 *
 * If entries are a Poisson process, the number of events is Poisson with this mean.
 *
 * @param t calendar time since the first patient could enter, at least 0; Infinity for all events ever
 * @throws RangeError as checkTwoArms, and if t is below 0
 *
 * @example
 * ```ts
 * import { hazardOfMedian, uniformAccrual, expectedEvents } from 'sojourn';
 *
 * const trial = {
 *   control: { hazard: hazardOfMedian(12) },
 *   treatment: { hazard: hazardOfMedian(18) },
 *   share: 0.5,
 *   accrual: uniformAccrual(300, 18),
 * };
 * console.log(expectedEvents(trial, 24));
 * // {
 * //   control: 84.053431...,
 * //   treatment: 64.119914...,
 * //   total: 148.173345...
 * // }
 * ```
 *
 * Source: Lachin & Foulkes (1986), Biometrics 42, 507-519; here the probability to be at risk at each time since
 * entry is integrated against the number who entered early enough. Checked in test/known/trial-closed-form.R.
 */
export function expectedEvents(trial: TwoArms, t: number): ExpectedEvents {
  checkTwoArms(trial);
  const control = (1 - trial.share) * eventsOfArm(trial.control, trial.accrual, t);
  const treatment = trial.share * eventsOfArm(trial.treatment, trial.accrual, t);
  return { control, treatment, total: control + treatment };
}

/** Expected events of one arm, or of a single-arm trial. */
export function expectedEventsOfArm(arm: Arm, accrual: Accrual, t: number): number {
  checkArm(arm, 'the arm');
  checkAccrual(accrual);
  return eventsOfArm(arm, accrual, t);
}

/** Probability that a patient has the event within a follow-up time, before drop-out; the follow-up may be Infinity. */
export function eventProbability(arm: Arm, followUp: number): number {
  checkArm(arm, 'the arm');
  // this patient entered before time 0, so calendar time is follow-up
  return eventsOfArm(arm, ENTERED, followUp);
}

/**
 * The calendar time at which a number of events is expected.
 *
 * @param events in both arms together
 * @returns Infinity if this number is never expected
 * @throws RangeError as expectedEvents, and when the number is below 0
 *
 * @example
 * ```ts
 * import { hazardOfMedian, uniformAccrual, timeOfEvents } from 'sojourn';
 *
 * const trial = {
 *   control: { hazard: hazardOfMedian(12) },
 *   treatment: { hazard: hazardOfMedian(18) },
 *   share: 0.5,
 *   accrual: uniformAccrual(300, 18),
 * };
 * console.log(timeOfEvents(trial, 192));
 * // 31.318566...
 * ```
 */
export function timeOfEvents(trial: TwoArms, events: number): number {
  if (!(events >= 0)) throw new RangeError(`the number of events is ${events}, must be at least 0`);
  if (events === 0) return 0;
  if (expectedEvents(trial, Infinity).total <= events) return Infinity;
  let late = accrualEnd(trial.accrual);
  while (expectedEvents(trial, late).total < events) late *= 2;
  return findRoot((t) => expectedEvents(trial, t).total - events, 0, late, 1e-13 * late);
}

/**
 * The integral over time since entry s of (patients who entered by t - s) x hazard x P(at risk at s). Between the
 * hazards' starts and the accrual's corners, the first factor is a parabola and the others an exponential.
 */
function eventsOfArm({ hazard, dropout = constantHazard(0) }: Arm, accrual: Accrual, t: number): number {
  if (!(t >= 0)) throw new RangeError(`the calendar time is ${t}, must be at least 0`);
  const leaving = sumOfHazards(hazard, dropout);
  const corners = t === Infinity ? [] : accrual.flatMap(({ from, to }) => [t - from, t - to]);
  const cuts = risingTimes(
    leaving.starts,
    corners.filter((s) => s > 0),
  ).filter((s) => s < t);
  let events = 0;
  cuts.forEach((start, i) => {
    const end = cuts[i + 1] ?? t;
    const rate = hazardAt(hazard, start);
    if (rate === 0) return;
    const moments = exponentialMoments(hazardAt(leaving, start), end - start);
    const [constant, slope, bend] = enteredBefore(accrual, t - start, t - end);
    const weighted =
      constant * moments[0] - (slope === 0 ? 0 : slope * moments[1]) + (bend === 0 ? 0 : bend * moments[2]);
    events += rate * exp(-cumulativeHazard(leaving, start)) * weighted;
  });
  return events;
}

/**
 * Coefficients of the number who entered by u - x, for x up to u - least within one piece: constant - slope x + bend
 * x².
 */
function enteredBefore(accrual: Accrual, u: number, least: number): [number, number, number] {
  const middle = (u + least) / 2;
  const piece = accrual.find(({ from, to }) => from < middle && middle < to);
  if (!piece) return [enteredBy(accrual, u), 0, 0];
  const { from, to, rate, rateAtEnd = rate } = piece;
  const steepness = (rateAtEnd - rate) / (to - from);
  return [enteredBy(accrual, u), rate + steepness * (u - from), steepness / 2];
}
