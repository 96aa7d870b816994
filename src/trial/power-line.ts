import { exp } from '../math/elementary.ts';
import { normalQuantile } from '../math/normal.ts';
import type { Simulated } from './operating-characteristics.ts';

/** The simulated power at one size. */
export interface PowerPoint {
  size: number;
  power: Simulated;
  /** whether replicate r claimed an effect; at all sizes, replicate r has the same first patients */
  isClaimed(r: number): boolean;
}

/** The probit of the power as a straight line in the square root of the size. */
export interface PowerLine {
  slope: number;
  /** square root of the size that has the power */
  rootAt(power: number): number;
  /** its standard error, from the results of each replicate at all sizes together */
  errorAt(power: number, replicates: number): number;
}

/**
 * Fits the line by weighted least squares; each weight is the inverse variance of the point's probit.
 *
 * The points share patients, so their errors are correlated. The root of the size is nearly linear in the powers, sum
 * of g_k p_k. By the delta method its variance is that of sum of g_k I_kr over replicates r, divided by their number,
 * where I_kr is 1 if replicate r claimed an effect at size k. The weights are treated as fixed.
 *
 * @param points at two sizes or more
 * @returns a line; its slope is NaN or not above 0 if power does not increase with size
 */
export function powerLine(points: readonly PowerPoint[]): PowerLine {
  const terms = points.map(({ size, power }) => {
    // 0 and 1 have no probit: move them half a replicate inwards, where their weight is small
    const value = Math.min(Math.max(power.value, power.mcse / 2), 1 - power.mcse / 2);
    const density = densityAt(value);
    return { x: Math.sqrt(size), y: normalQuantile(value), density, weight: square(density / power.mcse) };
  });
  let [w, wx, wy] = [0, 0, 0];
  for (const { x, y, weight } of terms) {
    w += weight;
    wx += weight * x;
    wy += weight * y;
  }
  const centre = wx / w;
  let [spread, rise] = [0, 0];
  for (const { x, y, weight } of terms) {
    spread += weight * square(x - centre);
    rise += weight * (x - centre) * y;
  }
  const slope = rise / spread;
  const intercept = wy / w - slope * centre;
  const rootAt = (power: number) => (normalQuantile(power) - intercept) / slope;
  return {
    slope,
    rootAt,
    errorAt(power, replicates) {
      const root = rootAt(power);
      // derivative of the root by the power at each point
      const gradient = terms.map(
        ({ x, density, weight }) =>
          (-weight * (1 / w + ((root - centre) * (x - centre)) / spread)) / (slope * density),
      );
      let [sum, squares] = [0, 0];
      for (let r = 0; r < replicates; r++) {
        let own = 0;
        for (const [k, point] of points.entries()) if (point.isClaimed(r)) own += gradient[k]!;
        sum += own;
        squares += square(own);
      }
      const variance = (squares - square(sum) / replicates) / (replicates - 1);
      return Math.sqrt(Math.max(0, variance) / replicates);
    },
  };
}

/** x * x; x ** 2 may differ between JavaScript engines. */
function square(x: number): number {
  return x * x;
}

/** The standard normal density at the quantile of p. */
function densityAt(p: number): number {
  const z = normalQuantile(p);
  return exp(-(z * z) / 2) / 2.5066282746310002;
}
