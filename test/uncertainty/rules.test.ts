import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/math/normal.ts';
import type { RawParameter } from '../../src/scenario/schema/quantity.ts';
import { intervalOf, type UncertaintyLaw } from '../../src/uncertainty/law.ts';
import type { Use } from '../../src/uncertainty/rule.ts';
import { rules } from '../../src/uncertainty/rules/index.ts';

const lawOf = (figure: Partial<RawParameter>, use: Use = 'real') => {
  const found = rules.flatMap((rule) => {
    const law = rule.lawOf(figure as RawParameter, use);
    return law ? [{ rule: rule.name, law }] : [];
  });
  return found[0];
};

/** Evidence that each rule speaks of, with moments worked out by hand or by R (stats: qbeta, qgamma, qlnorm, plogis and integrate). */
const cases: {
  rule: string;
  figure: Partial<RawParameter>;
  use?: Use;
  mean: number;
  sd: number;
  interval: [number, number];
}[] = [
  // R: qbeta(c(.025, .975), 112, 116)
  {
    rule: 'events of a number',
    figure: { events: 112, of: 228 },
    mean: 112 / 228,
    sd: Math.sqrt((112 * 116) / (228 ** 2 * 229)),
    interval: [0.4266122693, 0.5559896669],
  },
  // R: qbeta(c(.025, .975), .5, 10.5)
  {
    rule: 'events of a number',
    figure: { events: 0, of: 10 },
    mean: 0.5 / 11,
    sd: Math.sqrt((0.5 * 10.5) / (121 * 12)),
    interval: [4.789043316e-5, 0.2171962675],
  },
  // R: qgamma(c(.025, .975), 20, 400)
  {
    rule: 'events in a time at risk',
    figure: { events: 20, exposure: 400 },
    mean: 0.05,
    sd: Math.sqrt(20) / 400,
    interval: [0.03054129896, 0.07417713393],
  },
  {
    rule: 'ratio with an interval',
    figure: { ratio: 0.81, interval: [0.68, 0.95] },
    mean: 0.812952171,
    sd: 0.069471012,
    interval: [0.685295172, 0.957397669],
  },
  {
    rule: 'share with an interval',
    figure: { value: 0.8, interval: [0.7, 0.875] },
    use: 'probability',
    mean: 0.796297172,
    sd: 0.045182519,
    interval: [0.69783052, 0.873868017],
  },
  {
    rule: 'positive number with an interval',
    figure: { value: 10, interval: [5, 20] },
    use: 'positive',
    mean: 10.6453196,
    sd: 3.8855897,
    interval: [5, 20],
  },
  {
    rule: 'number with an interval',
    figure: { value: -1, interval: [-2, 0] },
    mean: -1,
    sd: 1 / normalQuantile(0.975),
    interval: [-2, 0],
  },
  {
    rule: 'mean with its error',
    figure: { mean: 3.2, se: 0.4 },
    mean: 3.2,
    sd: 0.4,
    interval: [3.2 - 0.4 * normalQuantile(0.975), 3.2 + 0.4 * normalQuantile(0.975)],
  },
  {
    rule: 'range',
    figure: { value: 2, range: [1, 5] },
    mean: 3,
    sd: 4 / Math.sqrt(12),
    interval: [1.1, 4.9],
  },
  {
    rule: 'quantiles',
    figure: { value: 2, quantiles: { '0': 0, '0.5': 2, '1': 6 } },
    mean: 2.5,
    sd: Math.sqrt((4 / 3 + 52 / 3) / 2 - 6.25),
    interval: [0.1, 5.8],
  },
  {
    rule: 'distribution',
    figure: { events: 1, of: 2, distribution: { law: 'normal', mean: 3, sd: 2 } },
    mean: 3,
    sd: 2,
    interval: [3 - 2 * normalQuantile(0.975), 3 + 2 * normalQuantile(0.975)],
  },
];

describe('the distribution that evidence gives', () => {
  it.each(cases)('$rule: $figure', ({ rule, figure, use, mean, sd, interval }) => {
    const found = lawOf(figure, use)!;
    expect(found.rule).toBe(rule);
    const { law } = found;
    expect(law.mean / mean).toBeCloseTo(1, 7);
    expect(law.sd / sd).toBeCloseTo(1, 7);
    const [lower, upper] = intervalOf(law);
    expect(lower).toBeCloseTo(interval[0], 7);
    expect(upper).toBeCloseTo(interval[1], 7);
  });

  it('has a case for every rule', () => {
    expect(new Set(cases.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
  });

  it.each(cases)('has the moments and order of its own quantiles: $rule $figure', ({ figure, use }) => {
    const { law } = lawOf(figure, use)!;
    const { mean, sd } = byQuantiles(law);
    expect(Math.abs(mean - law.mean)).toBeLessThan(2e-3 * law.sd);
    expect(sd / law.sd).toBeCloseTo(1, 2);
  });

  it('takes the estimate for the median of ratios, shares and positive numbers', () => {
    expect(lawOf({ ratio: 0.81, interval: [0.68, 0.95] })!.law.quantile(0.5)).toBeCloseTo(0.81, 12);
    expect(lawOf({ value: 0.8, interval: [0.7, 0.87] }, 'probability')!.law.quantile(0.5)).toBeCloseTo(
      0.8,
      12,
    );
    expect(lawOf({ value: 10, interval: [4, 20] }, 'positive')!.law.quantile(0.5)).toBeCloseTo(10, 10);
  });

  it('reads the level of an interval', () => {
    const wide = lawOf({ value: 0, interval: [-1, 1], level: 0.5 })!.law;
    expect(wide.quantile(0.75)).toBeCloseTo(1, 12);
  });

  it.each([
    { value: 3 },
    { ratio: 0.8 },
    { ratio: 0.8, interval: [0, 1.2] as [number, number] },
    { value: 0.9, interval: [0.7, 1] as [number, number] },
  ])('says nothing of a number without one, or whose interval reaches a bound: %o', (figure) => {
    expect(lawOf(figure, figure.value === 0.9 ? 'probability' : 'positive')).toBeUndefined();
  });
});

/** Moments from many quantiles, the middle of equal shares. */
function byQuantiles({ quantile }: UncertaintyLaw): { mean: number; sd: number } {
  const count = 4000;
  const values = Array.from({ length: count }, (_, i) => quantile((i + 0.5) / count));
  values.forEach((value, i) => {
    if (i > 0) expect(value).toBeGreaterThanOrEqual(values[i - 1]!);
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { mean, sd: Math.sqrt(square) };
}
