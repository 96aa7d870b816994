/** Numbers of patients that span many orders of magnitude: as they are, and their reciprocals. */
import { describe, expect, it } from 'vitest';
import { inverseOfPieces } from '../../../src/kernel/tables.ts';
import { numberPieces } from '../../../src/scenario/compile/number-pieces.ts';
import { packPieces } from '../../../src/scenario/compile/pieces.ts';
import { SMOOTH } from '../../../src/scenario/distributions/distribution.ts';
import { type Distribution, laws } from '../../../src/scenario/distributions/index.ts';
import { piecewiseLinear } from '../../../src/scenario/distributions/piecewise-linear.ts';

const lawOf = (name: string, parameters: Record<string, number>) =>
  laws.find((law) => law.name === name)!.make(parameters);

/** Nobody's number lies between 1 and 5, or between 6 and 1000. */
const gaps = piecewiseLinear({
  times: Float64Array.of(0, 1, 5, 6, 1000),
  hazards: Float64Array.of(0, 0.5, 0.5, 1, 1),
  lastRate: 0.01,
});

const numbers: [name: string, d: Distribution][] = [
  ...[1, 0.1, 0.01, 0.001].map((shape): [string, Distribution] => [
    `gamma of shape ${shape}`,
    lawOf('gamma', { shape, rate: shape }),
  ]),
  ...[1, 4, 200].map((sdlog): [string, Distribution] => [
    `log-normal of sdlog ${sdlog}`,
    lawOf('log-normal', { meanlog: 0, sdlog }),
  ]),
  ['Weibull of shape 0.01', lawOf('weibull', { shape: 0.01, scale: 1 })],
  ['one with gaps', gaps],
];

/** Unit exponentials in increasing order. */
const draws = Array.from({ length: 5001 }, (_, i) => -Math.log1p(-(i + 2 ** -20) / 5001));

describe.each(numbers)('a number, %s,', (_, d) => {
  it.each(['rising', 'falling'])('%s with the draw, is within 1e-6 in probability', (way) => {
    const turned = (value: number) => (way === 'rising' ? value : 1 / value);
    const packed = packPieces(
      numberPieces({
        cumulativeHazard: (value) => d.cumulativeHazard(turned(value)),
        inverseCumulativeHazard: (y) => turned(d.inverseCumulativeHazard(y)),
        form: SMOOTH,
      }),
    );
    let last = way === 'rising' ? -1 : Infinity;
    let worst = 0;
    for (const y of draws) {
      const value = inverseOfPieces(packed, 0, y);
      if (way === 'rising' ? value < last : value > last) expect.fail(`${value} follows ${last}`);
      last = value;
      // what a table may hold ends at 1e-100 and 1e100
      const exact = turned(d.inverseCumulativeHazard(y));
      const truth = exact < 1e-100 ? 0 : Math.min(1e100, exact);
      if (Math.abs(value - truth) <= 1e-9 * truth) continue;
      const met = d.cumulativeHazard(turned(value));
      worst = Math.max(worst, Math.abs(Math.exp(-met) - Math.exp(-y)));
    }
    expect(last >= 0 && last <= 1e100).toBe(true);
    expect(worst).toBeLessThan(1e-6);
  });
});
