import { exp, ln } from '../../math/elementary.ts';
import type { FreeParameter } from './free.ts';

/** The posterior of a parameter and its prior, as curves over its values. */
export interface Densities {
  name: string;
  points: { value: number; posterior: number; prior: number }[];
}

/** Points of each curve. */
const POINTS = 81;
/** The curves reach this many posterior standard deviations beyond the rows. */
const BEYOND = 0.5;
/** Step of a share over which the density of a prior is taken. */
const STEP = 1e-4;

/**
 * Densities of the posterior, smoothed over its rows by a normal kernel, and of the priors.
 *
 * Source: Silverman (1986), Density Estimation, section 3.4, for the width of the kernel.
 *
 * @param rows joint draws, one number for each parameter
 */
export function densitiesOf(
  free: readonly FreeParameter[],
  rows: readonly (readonly number[])[],
): Densities[] {
  return free.map(({ name, prior }, k) => {
    const values = Float64Array.from(rows, (row) => row[k]!).sort();
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    const width = 0.9 * sd * exp(-0.2 * ln(values.length));
    const [least, most] = [prior.quantile(STEP), prior.quantile(1 - STEP)];
    // not beyond what the prior allows
    const from = Math.max(values[0]! - BEYOND * sd, Math.min(values[0]!, least));
    const to = Math.min(values[values.length - 1]! + BEYOND * sd, Math.max(values[values.length - 1]!, most));
    return {
      name,
      points: Array.from({ length: POINTS }, (_, i) => {
        const value = from + ((to - from) * i) / (POINTS - 1);
        const sum = values.reduce((total, one) => total + bell((value - one) / width), 0);
        return {
          value,
          posterior: sum / (values.length * width),
          prior: value < least || value > most ? 0 : densityOf(prior.quantile, value),
        };
      }),
    };
  });
}

const ROOT_2_PI = Math.sqrt(2 * Math.PI);
/** The standard normal density. */
const bell = (z: number) => exp(-0.5 * z * z) / ROOT_2_PI;

/** The density of a law at a value inside it, from its quantiles. */
function densityOf(quantile: (p: number) => number, value: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (quantile(middle) < value) low = middle;
    else high = middle;
  }
  const below = Math.max(STEP / 2, low - STEP);
  const above = Math.min(1 - STEP / 2, low + STEP);
  return (above - below) / (quantile(above) - quantile(below));
}
