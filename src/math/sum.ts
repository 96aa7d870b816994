/** Compensated sum: the rounding error of each addition is kept and added at the end. Source: Neumaier (1974). */
export function sum(values: Iterable<number>): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  // an infinite total needs no correction, which would be NaN
  return Number.isFinite(total) ? total + lost : total;
}
