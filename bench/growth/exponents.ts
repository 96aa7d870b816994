/** The growth of a cost from one size to the next. */
export interface Step<T> {
  from: number;
  to: number;
  /** 1 is linear, 0 no growth, 2 quadratic */
  exponents: T;
}

/**
 * Exponents of growth between neighbouring rows: ln(cost ratio) / ln(size ratio), the slope in a log-log plot.
 *
 * @param rows by increasing size
 */
export function exponentsOf<K extends string>(
  rows: readonly { size: number; costs: Readonly<Record<K, number>> }[],
): Step<Record<K, number>>[] {
  return rows.slice(1).map(({ size, costs }, i) => {
    const before = rows[i]!;
    const slope = (cost: K) => Math.log(costs[cost] / before.costs[cost]) / Math.log(size / before.size);
    const keys = Object.keys(costs) as K[];
    return {
      from: before.size,
      to: size,
      exponents: Object.fromEntries(keys.map((key) => [key, slope(key)])) as Record<K, number>,
    };
  });
}
