import { Z_95 } from '../math/normal.ts';
import { valueAtRank } from '../math/sample-quantile.ts';
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
  const width = isInside ? valueAtRank(sorted, at + reach) - valueAtRank(sorted, at - reach) : Number.NaN;
  return { p, value: valueAtRank(sorted, at), mcse: width / (2 * Z_95) };
}
