import { exp, ln } from '../math/elementary.ts';
import type { PiecewiseHazard } from './piecewise-hazard.ts';

/** A law of time by its cumulative hazard. */
export interface CumulativeHazard {
  cumulativeHazard(t: number): number;
  /** the time at which it is reached; Infinity where it never is */
  inverseCumulativeHazard(y: number): number;
  /** its supremum: finite where some never have the event */
  limit: number;
}

/** A law in steps of its hazard. */
export interface SteppedLaw {
  hazard: PiecewiseHazard;
  /** the largest difference in survival between the law and its steps */
  within: number;
}

/** Survival in steps is nearer to the law than this, unless that takes more than `MOST_STEPS`. */
const WITHIN = 2e-5;
const MOST_STEPS = 600;
/** Of those who ever have the event, this share has it later than all steps: there the last hazard goes on. */
const LAST = 1e-6;
/** A hazard that nobody outlives, for laws that come to an end. */
const CERTAIN = 700;
/** Survival levels at which the first steps begin and end. */
const LEVELS = 16;
/** Where within a step survival is compared. */
const COMPARED = [0.1, 0.25, 0.5, 0.75, 0.9];

/**
 * Steps of a hazard through points of a law: the same cumulative hazard at every start, steps halved until survival
 * between the starts is as near as wanted.
 *
 * @returns with `within` measured at five places of each step, 0 of a hazard that is the same at all times. A law of which
 *   many have the event at one time is not near
 */
export function stepsThrough(law: CumulativeHazard): SteppedLaw {
  const cured = exp(-law.limit);
  const timeOf = (left: number) => law.inverseCumulativeHazard(-ln(cured + (1 - cured) * left));
  const levels = Array.from({ length: LEVELS - 1 }, (_, k) => 1 - (k + 1) / LEVELS);
  const times = [0, ...levels.map(timeOf), timeOf(LAST)];
  const ends = times.filter((time, i) => time < Infinity && (i === 0 || time > times[i - 1]!));
  const steps: Step[] = [];
  // those that are still to be looked at, the first last
  const open = ends
    .slice(1)
    .map((to, i) => stepOf(law, ends[i]!, to))
    .reverse();
  for (let step = open.pop(); step; step = open.pop()) {
    const middle = (step.from + step.to) / 2;
    const isDone =
      step.off <= WITHIN ||
      steps.length + open.length >= MOST_STEPS ||
      !(middle > step.from && middle < step.to);
    if (isDone) steps.push(step);
    else open.push(stepOf(law, middle, step.to), stepOf(law, step.from, middle));
  }
  if (steps.length === 0) return { hazard: { starts: [0], rates: [0] }, within: 1 - cured };
  const last = steps[steps.length - 1]!;
  const within = Math.max(LAST, ...steps.map(({ off }) => off));
  const apart = steps.filter(({ rate }, i) => i === 0 || !isSame(rate, steps[i - 1]!.rate));
  const hazard = { starts: apart.map(({ from }) => from), rates: apart.map(({ rate }) => rate) };
  if (law.limit === Infinity) return { hazard, within: apart.length === 1 ? 0 : within };
  return { hazard: { starts: [...hazard.starts, last.to], rates: [...hazard.rates, 0] }, within };
}

/** But for rounding. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * b;
}

/** The largest difference in survival between a law and steps of a hazard, at five places of each step and at its end. */
export function distanceOf(law: CumulativeHazard, { starts, rates }: PiecewiseHazard): number {
  let [before, worst] = [0, starts.length > 1 ? LAST : 0];
  for (let i = 0; i < starts.length - 1; i++) {
    const [from, length] = [starts[i]!, starts[i + 1]! - starts[i]!];
    for (const place of [...COMPARED, 1]) {
      const off =
        exp(-before - rates[i]! * place * length) - exp(-law.cumulativeHazard(from + place * length));
      worst = Math.max(worst, Math.abs(off));
    }
    before += rates[i]! * length;
  }
  return worst;
}

interface Step {
  from: number;
  to: number;
  rate: number;
  /** the largest difference in survival that was seen */
  off: number;
}

function stepOf(law: CumulativeHazard, from: number, to: number): Step {
  const before = law.cumulativeHazard(from);
  const rise = Math.min(law.cumulativeHazard(to) - before, CERTAIN);
  const off = COMPARED.map((place) =>
    Math.abs(exp(-(before + place * rise)) - exp(-law.cumulativeHazard(from + place * (to - from)))),
  );
  return { from, to, rate: rise / (to - from), off: Math.max(...off) };
}
