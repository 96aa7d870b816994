import { exp } from '../math/elementary.ts';
import { normalQuantile } from '../math/normal.ts';
import type { Simulated } from './operating-characteristics.ts';

/** The power simulated at a size. */
export interface PowerPoint {
  size: number;
  power: Simulated;
  /** whether replicate r claimed an effect; the replicates of all points of a line are nested */
  isClaimed(r: number): boolean;
}

/** The probit of the power as a straight line in the root of the size. */
export interface PowerLine {
  slope: number;
  /** the root of the size at which the power is reached */
  rootAt(power: number): number;
  /** its standard error, from what each replicate did at all the sizes together */
  errorAt(power: number, replicates: number): number;
}

/**
 * The line by weighted least squares, each point weighted by what it tells.
 *
 * The points share their patients, so that their errors go together. The root of the size is nearly linear in the powers,
 * sum of g_k p_k: its variance is that of sum of g_k I_kr over replicates r, where I_kr tells whether replicate r claimed
 * an effect at size k, over their number (the delta method). The weights are taken as they stand.
 *
 * @param points of two sizes or more
 * @returns a line whose slope is not above 0, or NaN, where more patients do not help
 */
export function powerLine(points: readonly PowerPoint[]): PowerLine {
  const terms = points.map(({ size, power }) => {
    // 0 and 1 have no probit: half a replicate from there, which is where their weight is small
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
      // of the root by the power at each point
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

/** Not x ** 2, which may differ between JavaScript engines. */
function square(x: number): number {
  return x * x;
}

/** The normal density where the distribution function is p. */
function densityAt(p: number): number {
  const z = normalQuantile(p);
  return exp(-(z * z) / 2) / 2.5066282746310002;
}
