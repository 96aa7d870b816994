import { exp } from './elementary.ts';
import { integrate } from './integrate.ts';
import { normalCdf, normalSurvival } from './normal.ts';
import { factorise, isDependent } from './symmetric.ts';

const SQRT_2PI = 2.5066282746310002;
/** Beyond this many standard deviations the probability is 0 in a double. */
const FAR = 38;
/** Of the outermost integral, as a share of it; those inside are the surer, so that it is smooth. */
const ACCURACY = 1e-9;
/** Smaller coefficients than this are rounding. */
const NO_PART = 1e-10;

/** lower <= sum of coefficients times the independent normals <= upper; the last coefficient is not 0. */
interface Bounds {
  coefficients: number[];
  lower: number;
  upper: number;
}

/**
 * The probability that a normal vector of mean 0 leaves a box: that some Z[i] is below lower[i] or above upper[i].
 *
 * It is written in independent normals, one after the other: Y1 leaves its bounds, or it stays and Y2 leaves those that
 * remain, and so on. As this only adds, a small probability keeps its digits. Exact but for the adaptive quadrature of
 * the outer variables: within 1e-9 of its size for up to 4 variables; the time grows by some 50 with each.
 *
 * @param covariance may be singular: a variable that depends on others only narrows their bounds
 *
 * Source: separation of variables after Genz (1992), J. Comput. Graph. Statist. 1, by quadrature instead of chance.
 * Checked against R's `mvtnorm` in test/known/multivariate-normal.R.
 */
export function normalOutside(
  lower: readonly number[],
  upper: readonly number[],
  covariance: readonly ArrayLike<number>[],
): number {
  const levels = boundsByVariable(lower, upper, covariance);
  const values: number[] = [];
  const outsideFrom = (level: number): number => {
    let low = -Infinity;
    let high = Infinity;
    for (const { coefficients, lower, upper } of levels[level]!) {
      let sum = 0;
      for (let k = 0; k < level; k++) sum += coefficients[k]! * values[k]!;
      const own = coefficients[level]!;
      const [a, b] = own > 0 ? [lower, upper] : [upper, lower];
      low = Math.max(low, (a - sum) / own);
      high = Math.min(high, (b - sum) / own);
    }
    if (!(low < high)) return 1;
    const tails = normalCdf(low) + normalSurvival(high);
    if (level === levels.length - 1) return tails;
    const inside = (y: number) => {
      values[level] = y;
      return (exp(-0.5 * y * y) / SQRT_2PI) * outsideFrom(level + 1);
    };
    const [from, to] = [Math.max(low, -FAR), Math.min(high, FAR)];
    return tails + (from < to ? integrate(inside, from, to, ACCURACY * 0.5 ** level) : 0);
  };
  return levels.length === 0 ? 0 : outsideFrom(0);
}

/** The bounds by the last independent normal that has a part in each. */
function boundsByVariable(
  lower: readonly number[],
  upper: readonly number[],
  covariance: readonly ArrayLike<number>[],
): Bounds[][] {
  const factor = factorise(covariance, NO_PART);
  const { size, entries } = factor;
  const free = covariance.map((_, i) => i).filter((i) => !isDependent(factor, i));
  const levels: Bounds[][] = free.map(() => []);
  for (let i = 0; i < size; i++) {
    const scale = Math.sqrt(covariance[i]![i]!);
    const coefficients = free.map((j) => {
      const root = Math.sqrt(entries[j * size + j]!);
      return j > i ? 0 : j === i ? root : entries[i * size + j]! * root;
    });
    const last = coefficients.findLastIndex((c) => Math.abs(c) > NO_PART * scale);
    if (last >= 0) levels[last]!.push({ coefficients, lower: lower[i]!, upper: upper[i]! });
  }
  return levels;
}
