import { ln, log1p } from '../../math/elementary.ts';
import { gammaQuantile } from '../../math/gamma-quantile.ts';
import { lnGamma } from '../../math/ln-gamma.ts';
import { normalQuantile } from '../../math/normal.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import type { EvenNumbers } from '../../uncertainty/even.ts';

/** A proposal: a multivariate t law about a centre. */
export interface Kernel {
  centre: Float64Array;
  /** L, the Cholesky factor of the covariance L L' */
  root: number[][];
  precision: ReturnType<typeof factorise>;
  logNorm: number;
  draws: number;
}

export function logDensity({ centre, precision, logNorm, draws }: Kernel, scores: Float64Array): number {
  const size = centre.length;
  const constant = lnGamma((DEGREES + size) / 2) - lnGamma(DEGREES / 2) - (size / 2) * ln(DEGREES * Math.PI);
  const away = quadraticForm(
    precision,
    scores.map((score, k) => score - centre[k]!),
  );
  return ln(draws) + constant + logNorm - ((DEGREES + size) / 2) * log1p(away / DEGREES);
}

/** Degrees of freedom of the t kernels: few, so that their tails are heavier than those of the posterior. */
const DEGREES = 8;

export function kernelOf(
  centre: Float64Array,
  covariance: readonly (readonly number[])[],
  draws: number,
): Kernel {
  // a direction that nothing is known of is that of the prior
  const safe = covariance.map((row, k) => row.map((entry, l) => (k === l ? entry + 1e-6 : entry)));
  const precision = factorise(safe);
  const root = rootOf(precision);
  const logNorm = -root.reduce((sum, row, i) => sum + ln(row[i]!), 0);
  return { centre, root, precision, logNorm, draws };
}

/** L, with L L' the factorised matrix. */
function rootOf({ entries, size }: ReturnType<typeof factorise>): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      const pivot = Math.sqrt(entries[j * size + j]!);
      return i === j ? pivot : i > j ? entries[i * size + j]! * pivot : 0;
    }),
  );
}

export function drawsOf({ centre, root, draws }: Kernel, number: number, even: EvenNumbers): Float64Array[] {
  const normal = even(`calibration kernel ${number}`);
  const scale = even(`calibration scale ${number}`);
  return Array.from({ length: draws }, (_, i) => {
    // a chi-square variable is two times a gamma variable with half its degrees of freedom as shape
    const stretch = Math.sqrt(DEGREES / (2 * gammaQuantile(DEGREES / 2, scale(i, 0))));
    return movedFrom(centre, root, stretch, (k) => normalQuantile(normal(i, k)));
  });
}

/** Draws from a multivariate normal law. */
export function normalDraws(
  centre: Float64Array,
  covariance: readonly (readonly number[])[],
  draws: number,
  even: ReturnType<EvenNumbers>,
): Float64Array[] {
  const root = rootOf(factorise(covariance));
  return Array.from({ length: draws }, (_, i) =>
    movedFrom(centre, root, 1, (k) => normalQuantile(even(i, k))),
  );
}

function movedFrom(
  centre: Float64Array,
  root: readonly (readonly number[])[],
  stretch: number,
  normal: (k: number) => number,
): Float64Array {
  const z = Float64Array.from(centre, (_, k) => normal(k));
  return centre.map((at, k) => {
    let sum = at;
    for (let l = 0; l <= k; l++) sum += stretch * root[k]![l]! * z[l]!;
    return sum;
  });
}
