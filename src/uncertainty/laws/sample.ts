import type { UncertaintyLaw } from '../law.ts';

/** The empirical law of sampled values, such as a column of a posterior. R: quantile(x, p), type 7. */
export function sample(values: Float64Array): UncertaintyLaw {
  const count = values.length;
  const sorted = values.toSorted();
  const mean = values.reduce((sum, value) => sum + value / count, 0);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    name: 'sample',
    parameters: { rows: count },
    mean,
    sd: Math.sqrt(squares / (count - 1)),
    quantile(p) {
      const place = (count - 1) * p;
      const below = Math.min(count - 1, Math.max(0, Math.floor(place)));
      const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, count - 1)]!];
      return low + (place - below) * (high - low);
    },
  };
}
