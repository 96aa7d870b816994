import { exp, ln } from '../../math/elementary.ts';
import { type ErrorLaw, errorLaws } from './errors.ts';

/** Names of the laws that can be fitted. */
export const fittedLaws = ['exponential', ...errorLaws.map(({ name }) => name)] as const;
export type FittedLawName = (typeof fittedLaws)[number];

/** A law of the time to an event, ln T = location + scale x error, fitted by maximum likelihood. */
export interface FittedLaw {
  name: FittedLawName;
  /** intercept of survreg in R */
  location: number;
  /** logarithm of the scale; 0 for the exponential law */
  lnScale: number;
  /** covariance of location and lnScale: inverse of the observed information; 0 where a parameter is fixed */
  covariance: [[number, number], [number, number]];
  logLikelihood: number;
  /** Akaike's criterion: 2 x parameters - 2 x logLikelihood */
  aic: number;
}

export interface CensoredTimes {
  /** above 0 */
  times: ArrayLike<number>;
  /** 0 censored, above 0 event */
  statuses: ArrayLike<number>;
}

const MOST_STEPS = 100;

/**
 * Fits a law to censored times.
 *
 * @throws RangeError if a time is not above 0 or nobody has the event, if the likelihood has no maximum, or for fewer
 *   than two different event times with a law of two parameters
 *
 * Source: Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, chapter 3. The same as survreg
 * of R: test/known/parametric.R.
 */
export function fitLaw(name: FittedLawName, data: CensoredTimes): FittedLaw {
  const { times, statuses } = data;
  let [events, total] = [0, 0];
  for (let i = 0; i < times.length; i++) {
    if (!(times[i]! > 0 && times[i]! < Infinity))
      throw new RangeError(`time ${times[i]} must be above 0 and finite to fit a law`);
    if (statuses[i]! > 0) events++;
    total += times[i]!;
  }
  if (events === 0) throw new RangeError('nobody has the event, so that no law of its time can be fitted');
  const start = ln(total / events);
  const isExponential = name === 'exponential';
  const law = errorLaws.find((one) => one.name === (isExponential ? 'weibull' : name))!;
  const logs = Float64Array.from(times, ln);
  const { location, lnScale, at } = climbed(law, logs, statuses, start, isExponential);
  return {
    name,
    location,
    lnScale,
    covariance: isExponential
      ? [
          [1 / at.information[0], 0],
          [0, 0],
        ]
      : inverse(at.information),
    logLikelihood: at.value,
    aic: 2 * (isExponential ? 1 : 2) - 2 * at.value,
  };
}

/** Newton's method with halved steps: the logarithm of the likelihood rises at each. */
function climbed(
  law: ErrorLaw,
  logs: Float64Array,
  statuses: ArrayLike<number>,
  start: number,
  isExponential: boolean,
) {
  let [location, lnScale] = [start, 0];
  let at = likelihoodAt(law, logs, statuses, location, lnScale);
  for (let step = 0; step < MOST_STEPS; step++) {
    const [a, b, c] = at.information;
    const [u, v] = at.score;
    const determinant = a * c - b * b;
    const isHill = a > 0 && determinant > 0;
    // away from the maximum the information may have another sign: then along the slope
    const move: [number, number] = isExponential
      ? [u / a, 0]
      : isHill
        ? [(c * u - b * v) / determinant, (a * v - b * u) / determinant]
        : [u / logs.length, v / logs.length];
    const longest = Math.max(Math.abs(move[0]), Math.abs(move[1]));
    let share = longest > 1 ? 1 / longest : 1;
    for (; ; share /= 2) {
      const next = likelihoodAt(law, logs, statuses, location + share * move[0], lnScale + share * move[1]);
      if (next.value >= at.value || share * longest < 1e-13) {
        location += share * move[0];
        lnScale += share * move[1];
        at = next;
        break;
      }
    }
    if (lnScale < LEAST_LN_SCALE)
      throw new RangeError('all events are at one time, so that no law of two parameters can be fitted');
    if (longest < 1e-12) return { location, lnScale, at };
  }
  return { location, lnScale, at };
}

const LEAST_LN_SCALE = ln(1e-6);

/** Log likelihood, its slope and minus its curvature, in location and lnScale. */
function likelihoodAt(
  law: ErrorLaw,
  logs: Float64Array,
  statuses: ArrayLike<number>,
  location: number,
  lnScale: number,
) {
  const scale = exp(lnScale);
  let value = 0;
  const score: [number, number] = [0, 0];
  const information: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < logs.length; i++) {
    const z = (logs[i]! - location) / scale;
    const isEvent = statuses[i]! > 0;
    const [own, slope, curvature] = isEvent ? law.density(z) : law.survival(z);
    // of T: the density of ln T over the time and the scale
    value += isEvent ? own - lnScale - logs[i]! : own;
    // z falls by 1 / scale in location, and by z in lnScale
    score[0] -= slope / scale;
    score[1] -= slope * z + (isEvent ? 1 : 0);
    information[0] -= curvature / (scale * scale);
    information[1] -= (curvature * z + slope) / scale;
    information[2] -= curvature * z * z + slope * z;
  }
  return { value, score, information };
}

function inverse([a, b, c]: readonly [number, number, number]): FittedLaw['covariance'] {
  const determinant = a * c - b * b;
  return [
    [c / determinant, -b / determinant],
    [-b / determinant, a / determinant],
  ];
}

/** ln survival at a time, of a law with other numbers than the fitted ones. */
export function lnSurvivalAt(name: FittedLawName, location: number, lnScale: number, time: number): number {
  if (time <= 0) return 0;
  return lawOf(name).survival((ln(time) - location) / exp(lnScale))[0];
}

/** The time at which the logarithm of survival is this. */
export function timeOfLnSurvival(
  name: FittedLawName,
  location: number,
  lnScale: number,
  lnSurvival: number,
): number {
  return exp(location + exp(lnScale) * lawOf(name).zOfLnSurvival(lnSurvival));
}

const lawOf = (name: FittedLawName): ErrorLaw =>
  errorLaws.find((one) => one.name === (name === 'exponential' ? 'weibull' : name))!;
