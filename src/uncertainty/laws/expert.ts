import type { UncertaintyLaw } from '../law.ts';

/**
 * The law of an expert's quantiles: linear interpolation of the quantile function. Beyond the outermost quantiles it has the slope of the
 * nearest segment, up to the probabilities 0 and 1. It reproduces the stated quantiles exactly.
 *
 * @param points probabilities with their values, both increasing; two or more
 * @param bounds no value lies outside these: 0 and 1 for a share
 */
export function expert(
  points: readonly (readonly [p: number, value: number])[],
  bounds: readonly [lower: number, upper: number] = [-Infinity, Infinity],
): UncertaintyLaw {
  const [first, second] = points as [readonly [number, number], readonly [number, number]];
  const [last, before] = [points.at(-1)!, points.at(-2)!];
  const lineTo = (p: number, [p0, v0]: readonly [number, number], [p1, v1]: readonly [number, number]) =>
    v0 + ((p - p0) / (p1 - p0)) * (v1 - v0);
  const all: (readonly [number, number])[] = [
    [0, Math.max(bounds[0], lineTo(0, first, second))],
    ...points,
    [1, Math.min(bounds[1], lineTo(1, before, last))],
  ];
  const pieces = all.slice(1).map((end, i) => ({ start: all[i]!, end }));
  const moment = (of: (a: number, b: number) => number) =>
    pieces.reduce((sum, { start, end }) => sum + (end[0] - start[0]) * of(start[1], end[1]), 0);
  const mean = moment((a, b) => (a + b) / 2);
  const square = moment((a, b) => (a * a + a * b + b * b) / 3);
  return {
    name: 'expert',
    parameters: Object.fromEntries(points.map(([p, value]) => [String(p), value])),
    mean,
    sd: Math.sqrt(Math.max(0, square - mean * mean)),
    quantile: (p) => {
      const piece = pieces.find(({ end }) => p <= end[0]) ?? pieces.at(-1)!;
      return lineTo(p, piece.start, piece.end);
    },
  };
}
