/**
 * A root of a continuous function between two points where it has opposite signs, by Brent's method: as reliable as
 * bisection, and as fast as inverse quadratic interpolation for smooth functions. Source: Brent (1973), "Algorithms
 * for Minimization without Derivatives", ch. 4.
 *
 * @param tolerance absolute error of the root, in addition to two units in its last place
 * @returns a root; an end of the interval if the function is 0 there
 * @throws RangeError if the function has the same sign at both ends, or is NaN at one of them
 */
export function findRoot(f: (x: number) => number, low: number, high: number, tolerance = 0): number {
  // best: the estimate; other: a point on the other side of the root; before: the estimate before the previous one
  let best = high;
  let other = low;
  let before = low;
  let fBest = f(best);
  let fOther = f(other);
  let fBefore = fOther;
  if (fBest === 0) return best;
  if (fOther === 0) return other;
  if (!(fBest > 0 !== fOther > 0) || Number.isNaN(fBest + fOther))
    throw new RangeError(`no change of sign between f(${low}) = ${fOther} and f(${high}) = ${fBest}`);
  let step = best - before;
  let stepBefore = step;
  for (;;) {
    if (Math.abs(fOther) < Math.abs(fBest)) {
      [before, best, other] = [best, other, best];
      [fBefore, fBest, fOther] = [fBest, fOther, fBest];
    }
    const enough = 2 * Number.EPSILON * Math.abs(best) + 0.5 * tolerance;
    const half = 0.5 * (other - best);
    if (Math.abs(half) <= enough || fBest === 0) return best;
    const guess = interpolate(best, before, other, fBest, fBefore, fOther);
    // accept an interpolated step only if it stays well inside and shrinks as fast as bisection
    if (
      guess * half > 0 &&
      Math.abs(guess) < Math.min(1.5 * Math.abs(half) - 0.5 * enough, 0.5 * Math.abs(stepBefore))
    ) {
      stepBefore = step;
      step = guess;
    } else {
      step = half;
      stepBefore = half;
    }
    before = best;
    fBefore = fBest;
    best += Math.abs(step) > enough ? step : half > 0 ? enough : -enough;
    fBest = f(best);
    if (fBest > 0 === fOther > 0) {
      other = before;
      fOther = fBefore;
      step = best - before;
      stepBefore = step;
    }
  }
}

/** The step from `best` to the zero of the inverse quadratic interpolation; linear with two points only. */
function interpolate(
  best: number,
  before: number,
  other: number,
  f: number,
  fBefore: number,
  fOther: number,
): number {
  const s = f / fBefore;
  if (before === other) return (other - best) * (s / (s - 1));
  const q = fBefore / fOther;
  const r = f / fOther;
  const above = s * ((other - best) * q * (q - r) - (best - before) * (r - 1));
  return -above / ((q - 1) * (r - 1) * (s - 1));
}
