import { Z_95 } from '../math/normal.ts';
import type { SimulatedQuantile } from './operating-characteristics.ts';

/**
 * A sample quantile and its Monte Carlo standard error. The error needs no density estimate: it is the width of the
 * 95% interval between order statistics, divided by that of a normal interval. It is NaN if the interval leaves the
 * sample, as in a tail with few values.
 *
 * Source: David & Nagaraja (2003), Order Statistics, section 7.1.
 *
 * @param sorted increasing; values may be infinite
 */
export function simulatedQuantile(sorted: Float64Array, p: number): SimulatedQuantile {
  const last = sorted.length - 1;
  const at = last * p;
  const reach = Z_95 * Math.sqrt(sorted.length * p * (1 - p));
  const isInside = at - reach >= 0 && at + reach <= last;
  const width = isInside ? valueAt(sorted, at + reach) - valueAt(sorted, at - reach) : Number.NaN;
  return { p, value: valueAt(sorted, at), mcse: width / (2 * Z_95) };
}

/** The value at a rank (from 0), with linear interpolation between ranks: R's type 7. */
function valueAt(sorted: Float64Array, at: number): number {
  if (sorted.length === 0) return Number.NaN;
  const low = Math.floor(at);
  const [below, above] = [sorted[low]!, sorted[low + 1]];
  // ratios may be infinite, and Infinity - Infinity is NaN
  if (at === low || above === undefined || above === below) return below;
  return below + (at - low) * (above - below);
}
