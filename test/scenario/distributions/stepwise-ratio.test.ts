/** A hazard ratio that changes with time. */
import { describe, expect, it } from 'vitest';
import { laws, piecewiseExponential } from '../../../src/scenario/distributions/index.ts';
import { withHazardRatios } from '../../../src/scenario/distributions/stepwise-ratio.ts';
import { withCure } from '../../../src/scenario/distributions/transform.ts';

const lawOf = (name: string, p: Record<string, number>) => laws.find((law) => law.name === name)!.make(p);
const [starts, ratios] = [
  [0, 3, 10],
  [1, 0.5, 2],
];

it('of an exponential law is a piecewise exponential one', () => {
  const found = withHazardRatios(lawOf('exponential', { rate: 0.1 }), starts, ratios);
  const expected = piecewiseExponential(starts, [0.1, 0.05, 0.2]);
  for (const t of [0, 1, 3, 5, 10, 17, 60])
    expect(found.cumulativeHazard(t)).toBeCloseTo(expected.cumulativeHazard(t), 13);
});

describe.each([
  ['weibull', lawOf('weibull', { shape: 1.4, scale: 18 })],
  ['log-normal', lawOf('log-normal', { meanlog: 3, sdlog: 0.8 })],
  ['with a cured fraction', withCure(lawOf('weibull', { shape: 1.4, scale: 8 }), 0.4)],
  ['uniform, over before the last step', lawOf('uniform', { min: 1, max: 8 })],
])('%s', (_, d) => {
  const changed = withHazardRatios(d, starts, ratios);

  it('has the hazard times the ratio, step by step', () => {
    const { cumulativeHazard: own } = d;
    expect(changed.cumulativeHazard(2)).toBe(own(2));
    expect(changed.cumulativeHazard(7)).toBeCloseTo(own(3) + 0.5 * (own(7) - own(3)), 12);
    if (own(20) < Infinity)
      expect(changed.cumulativeHazard(20)).toBeCloseTo(
        own(3) + 0.5 * (own(10) - own(3)) + 2 * (own(20) - own(10)),
        12,
      );
    else expect(changed.cumulativeHazard(20)).toBe(Infinity);
  });

  it('is inverted', () => {
    for (const t of [1.5, 3, 4, 7.9, 9.9, 10.1, 30]) {
      const y = changed.cumulativeHazard(t);
      if (y < Infinity) expect(changed.inverseCumulativeHazard(y)).toBeCloseTo(t, 8);
    }
    expect(changed.inverseCumulativeHazard(changed.limit + 1)).toBe(
      d.limit < Infinity ? Infinity : changed.inverseCumulativeHazard(Infinity),
    );
  });
});
