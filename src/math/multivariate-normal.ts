import { exp } from './elementary.ts';
import { integrate } from './integrate.ts';
import { normalCdf, normalSurvival } from './normal.ts';
import { factorise, isDependent } from './symmetric.ts';

const SQRT_2PI = 2.5066282746310002;
/** Beyond this many standard deviations the probability is 0 in double precision. */
const LARGEST_Z = 38;
/** Relative accuracy of the outermost integral; inner integrals are more accurate, so that the integrand is smooth. */
const ACCURACY = 1e-9;
/** Coefficients smaller than this are rounding errors. */
const ROUNDING = 1e-10;

/** Bounds on a linear combination of independent normals; the last coefficient is not 0. */
interface Bounds {
  coefficients: number[];
  lower: number;
  upper: number;
}

/**
 * The probability that a normal vector with mean 0 lies outside a box: some Z[i] is below lower[i] or above upper[i].
 *
 * It is a sum over independent normals in turn: Y1 is out of its bounds, or it is inside and Y2 is out of the
 * remaining bounds, and so on. Since nothing is subtracted, small probabilities keep their relative accuracy. The
 * only error is that of the adaptive quadrature over the outer variables: relatively 1e-9 for up to 4 variables. The
 * time increases about 50-fold with each variable.
 *
 * @param covariance may be singular: a variable that depends on others only narrows their bounds
 *
 * Source: separation of variables after Genz (1992), J. Comput. Graph. Statist. 1, by quadrature instead of Monte
 * Carlo. Checked against R's `mvtnorm` in test/known/multivariate-normal.R.
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
    const [from, to] = [Math.max(low, -LARGEST_Z), Math.min(high, LARGEST_Z)];
    return tails + (from < to ? integrate(inside, from, to, ACCURACY * 0.5 ** level) : 0);
  };
  return levels.length === 0 ? 0 : outsideFrom(0);
}

/** The bounds, grouped by the last independent normal in each. */
function boundsByVariable(
  lower: readonly number[],
  upper: readonly number[],
  covariance: readonly ArrayLike<number>[],
): Bounds[][] {
  const factor = factorise(covariance, ROUNDING);
  const { size, entries } = factor;
  const free = covariance.map((_, i) => i).filter((i) => !isDependent(factor, i));
  const levels: Bounds[][] = free.map(() => []);
  for (let i = 0; i < size; i++) {
    const scale = Math.sqrt(covariance[i]![i]!);
    const coefficients = free.map((j) => {
      const root = Math.sqrt(entries[j * size + j]!);
      return j > i ? 0 : j === i ? root : entries[i * size + j]! * root;
    });
    const last = coefficients.findLastIndex((c) => Math.abs(c) > ROUNDING * scale);
    if (last >= 0) levels[last]!.push({ coefficients, lower: lower[i]!, upper: upper[i]! });
  }
  return levels;
}
