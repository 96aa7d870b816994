import { exp, ln } from '../math/elementary.ts';
import type { PiecewiseHazard } from './piecewise-hazard.ts';

/** A distribution of times, given by its cumulative hazard. */
export interface CumulativeHazard {
  cumulativeHazard(t: number): number;
  /** the time at which the cumulative hazard reaches y; Infinity if it never does */
  inverseCumulativeHazard(y: number): number;
  /** its supremum; finite if some patients never have the event */
  limit: number;
}

/** A piecewise constant hazard that approximates a law. */
export interface SteppedLaw {
  hazard: PiecewiseHazard;
  /** largest absolute difference in survival between the law and the approximation */
  within: number;
}

/** Target accuracy in survival, unless it takes more than `MOST_STEPS` steps. */
const TARGET_ACCURACY = 2e-5;
const MOST_STEPS = 600;
/** Share of the patients with an event who have it after the last step; the last hazard continues there. */
const TAIL_SHARE = 1e-6;
/** Cumulative hazard that nobody survives (exp(-700) is about 0), for laws that end at a finite time. */
const LARGEST_CUMULATIVE_HAZARD = 700;
/** Number of survival levels that delimit the first steps. */
const LEVELS = 16;
/** Positions within a step at which survival is compared. */
const COMPARED = [0.1, 0.25, 0.5, 0.75, 0.9];

/**
 * A piecewise constant hazard with the law's cumulative hazard at every start. Steps are halved until survival
 * between the starts is accurate enough.
 *
 * @returns `within` is measured at five positions of each step; it is 0 for a constant hazard. A law with many events
 *   at one time cannot be approximated well.
 */
export function stepsThrough(law: CumulativeHazard): SteppedLaw {
  const cured = exp(-law.limit);
  const timeOf = (left: number) => law.inverseCumulativeHazard(-ln(cured + (1 - cured) * left));
  const levels = Array.from({ length: LEVELS - 1 }, (_, k) => 1 - (k + 1) / LEVELS);
  const times = [0, ...levels.map(timeOf), timeOf(TAIL_SHARE)];
  const ends = times.filter((time, i) => time < Infinity && (i === 0 || time > times[i - 1]!));
  const steps: Step[] = [];
  // steps still to be checked, the earliest last
  const open = ends
    .slice(1)
    .map((to, i) => stepOf(law, ends[i]!, to))
    .reverse();
  for (let step = open.pop(); step; step = open.pop()) {
    const middle = (step.from + step.to) / 2;
    const isDone =
      step.error <= TARGET_ACCURACY ||
      steps.length + open.length >= MOST_STEPS ||
      !(middle > step.from && middle < step.to);
    if (isDone) steps.push(step);
    else open.push(stepOf(law, middle, step.to), stepOf(law, step.from, middle));
  }
  if (steps.length === 0) return { hazard: { starts: [0], rates: [0] }, within: 1 - cured };
  const last = steps[steps.length - 1]!;
  const within = Math.max(TAIL_SHARE, ...steps.map(({ error }) => error));
  const distinct = steps.filter(({ rate }, i) => i === 0 || !isSame(rate, steps[i - 1]!.rate));
  const hazard = { starts: distinct.map(({ from }) => from), rates: distinct.map(({ rate }) => rate) };
  if (law.limit === Infinity) return { hazard, within: distinct.length === 1 ? 0 : within };
  return { hazard: { starts: [...hazard.starts, last.to], rates: [...hazard.rates, 0] }, within };
}

/** Equal up to rounding. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * b;
}

/**
 * The largest difference in survival between a law and a piecewise constant hazard, at five positions of each step
 * and at its end.
 */
export function distanceOf(law: CumulativeHazard, { starts, rates }: PiecewiseHazard): number {
  let [before, worst] = [0, starts.length > 1 ? TAIL_SHARE : 0];
  for (let i = 0; i < starts.length - 1; i++) {
    const [from, length] = [starts[i]!, starts[i + 1]! - starts[i]!];
    for (const place of [...COMPARED, 1]) {
      const error =
        exp(-before - rates[i]! * place * length) - exp(-law.cumulativeHazard(from + place * length));
      worst = Math.max(worst, Math.abs(error));
    }
    before += rates[i]! * length;
  }
  return worst;
}

interface Step {
  from: number;
  to: number;
  rate: number;
  /** largest difference in survival at the positions compared */
  error: number;
}

function stepOf(law: CumulativeHazard, from: number, to: number): Step {
  const before = law.cumulativeHazard(from);
  const rise = Math.min(law.cumulativeHazard(to) - before, LARGEST_CUMULATIVE_HAZARD);
  const error = COMPARED.map((place) =>
    Math.abs(exp(-(before + place * rise)) - exp(-law.cumulativeHazard(from + place * (to - from)))),
  );
  return { from, to, rate: rise / (to - from), error: Math.max(...error) };
}
