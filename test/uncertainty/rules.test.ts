import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RawParameter } from '../../src/scenario/schema/quantity.ts';
import { intervalOf, type UncertaintyLaw } from '../../src/uncertainty/law.ts';
import type { Use } from '../../src/uncertainty/rule.ts';
import { rules } from '../../src/uncertainty/rules/index.ts';
import { problemsOf, scenarioText } from './scenarios.ts';

const lawOf = (figure: Partial<RawParameter>, use: Use = 'real') => {
  const found = rules.flatMap((rule) => {
    const law = rule.lawOf(figure as RawParameter, use);
    return law ? [{ rule: rule.name, law }] : [];
  });
  return found[0];
};

interface Case {
  rule: string;
  /** as test/known/uncertainty.R calls it */
  known: string;
  figure: Partial<RawParameter>;
  use?: Use;
}

/** Evidence that each rule speaks of; what R makes of it stands in test/known/uncertainty.json. */
const cases: Case[] = [
  { rule: 'events of a number', known: '112 of 228', figure: { events: 112, of: 228 } },
  { rule: 'events of a number', known: '0 of 10', figure: { events: 0, of: 10 } },
  { rule: 'events of a number', known: '10 of 10', figure: { events: 10, of: 10 } },
  { rule: 'events in a time at risk', known: '20 in 400', figure: { events: 20, exposure: 400 } },
  { rule: 'events in a time at risk', known: '0 in 400', figure: { events: 0, exposure: 400 } },
  { rule: 'ratio with an interval', known: 'ratio 0.81', figure: { ratio: 0.81, interval: [0.68, 0.95] } },
  {
    rule: 'ratio with an interval',
    known: 'ratio at 90%',
    figure: { ratio: 0.81, interval: [0.68, 0.95], level: 0.9 },
  },
  {
    rule: 'share with an interval',
    known: 'share 0.8',
    figure: { value: 0.8, interval: [0.7, 0.875] },
    use: 'probability',
  },
  {
    rule: 'positive number with an interval',
    known: '10, 5 to 20',
    figure: { value: 10, interval: [5, 20] },
    use: 'positive',
  },
  { rule: 'number with an interval', known: '-1, -2 to 0', figure: { value: -1, interval: [-2, 0] } },
  { rule: 'mean with its error', known: 'mean 3.2', figure: { mean: 3.2, se: 0.4 } },
  { rule: 'mean with its error', known: 'mean 3.2 > 0', figure: { mean: 3.2, se: 0.4 }, use: 'positive' },
  {
    rule: 'mean with its error',
    known: 'mean 0.7 of a share',
    figure: { mean: 0.7, se: 0.05 },
    use: 'probability',
  },
  { rule: 'mean with its error', known: 'mean of 25', figure: { mean: 3.2, sd: 1.5, n: 25 } },
  { rule: 'mean with its error', known: 'mean, interval', figure: { mean: 3.2, interval: [2.4, 4] } },
  { rule: 'range', known: 'range', figure: { value: 2, range: [1, 5] } },
  {
    rule: 'quantiles',
    known: 'quantiles',
    figure: { value: 0.6, quantiles: { '0.05': 0.4, '0.5': 0.6, '0.95': 0.7 } },
  },
  {
    rule: 'quantiles',
    known: 'quantiles of a share',
    figure: { value: 0.1, quantiles: { '0.1': 0.02, '0.5': 0.1, '0.9': 0.3 } },
    use: 'probability',
  },
  ...(
    [
      ['beta(3, 7)', { law: 'beta', shape1: 3, shape2: 7 }],
      ['gamma(2, 5)', { law: 'gamma', shape: 2, rate: 5 }],
      ['normal(3, 2)', { law: 'normal', mean: 3, sd: 2 }],
      ['lnorm(1, 0.5)', { law: 'log-normal', meanlog: 1, sdlog: 0.5 }],
      ['logit-normal(-1, 0.7)', { law: 'logit-normal', location: -1, scale: 0.7 }],
      ['unif(-1, 4)', { law: 'uniform', min: -1, max: 4 }],
    ] as const
  ).map(
    ([known, distribution]): Case => ({
      ...{ rule: 'distribution', known, figure: { events: 1, of: 2, distribution } },
    }),
  ),
];

const fromR = JSON.parse(
  readFileSync(new URL('../known/uncertainty.json', import.meta.url), 'utf8'),
) as Record<string, { mean: number; sd: number; lower: number; upper: number }>;

/** Relative, as near as numerical integration of R comes. */
const NEAR = 1e-10;

describe('the distribution that evidence gives', () => {
  it.each(cases)('is that of R: $known', ({ rule, known: name, figure, use }) => {
    const found = lawOf(figure, use)!;
    expect(found.rule).toBe(rule);
    const { law } = found;
    const [lower, upper] = intervalOf(law);
    const { [name]: wanted } = fromR;
    for (const [value, its] of [
      [law.mean, wanted!.mean],
      [law.sd, wanted!.sd],
      [lower, wanted!.lower],
      [upper, wanted!.upper],
    ] as const)
      expect(Math.abs(value - its)).toBeLessThanOrEqual(NEAR * Math.abs(its));
  });

  it('has a case for every rule', () => {
    expect(new Set(cases.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
    expect(new Set(cases.map(({ known: name }) => name))).toEqual(new Set(Object.keys(fromR)));
  });

  it.each(cases)('has the moments and order of its own quantiles: $known', ({ figure, use }) => {
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

/** What is wrong with a number of the scenario's, which stands in line 12. */
const wrongWith = (stated: string) =>
  problemsOf(
    scenarioText('', `  odd: { ${stated}, from: paper }`).replace('chance: response', 'chance: odd'),
  );

describe('evidence that gives no distribution', () => {
  it.each([
    [
      'value: 0.3, interval: [0.4, 0.6]',
      22,
      '0.4 to 0.6 does not hold its estimate 0.3, which lies below it',
    ],
    ['value: 0.3, interval: [0.4, 0.2]', 22, '0.4 to 0.2 is upside down; lower limit first'],
    ['value: 0.3, interval: [0.2, 0.4], level: 95', 51, 'level 95 must lie between 0 and 1, such as 0.95'],
    ['events: 12, of: 10', 18, 'events is 12, must be at most of = 10'],
    ['events: 3, exposure: -4', 31, 'exposure is -4, must be > 0'],
    ['value: 0.3, range: [0.9, 0.2]', 22, 'the lower end stands first, and the ends differ'],
    ['value: 0.3, range: [0.4, 0.9]', 22, '0.4 to 0.9 does not hold the value 0.3'],
    ['value: 0.3, range: [-0.2, 0.6]', 22, 'it must be a probability from 0 to 1'],
    ["value: 0.3, quantiles: { '0.1': 0.5, '0.9': 0.4 }", 22, 'quantiles must rise with their probabilities'],
    [
      'value: 0.3, distribution: { law: weibull, shape: 1, scale: 2 }',
      43,
      'law is "weibull", must be beta, gamma, normal, log-normal, logit-normal or uniform',
    ],
    ['value: 0.3, distribution: { law: beta, shape1: 1, shape: 2 }', 22, 'shape2 is missing'],
    ['value: 0.3, distribution: { law: beta, shape1: .inf, shape2: 2 }', 57, 'must be a finite number'],
    ['value: 0.3, distribution: { law: normal, mean: 0.3, sd: 0.2 }', 22, 'goes beyond where odd may lie'],
    ['value: .nan', 17, 'value is NaN, must be a finite number'],
    ['value: 0.3, interval: [0.2, .inf]', 38, 'is Infinity, must be a finite number'],
    ['mean: 0.3, se: 0', 25, 'se is 0, must be > 0'],
    ['mean: 0.3, sd: 1', 3, 'needs sd and n'],
    ['mean: 0.3, se: 0.1, interval: [0.1, 0.5]', 3, 'one of se, sd + n, interval'],
    ['mean: 0.3, interval: [0.4, 0.5]', 21, 'does not hold its estimate 0.3'],
    ['value: 0.3, se: 0.1', 26, 'se goes with mean; of any other number give its interval'],
  ])('is refused where it stands: %s', (stated, column, message) => {
    const [problem] = wrongWith(stated);
    expect(problem).toMatchObject({ line: 12, column, message: expect.stringContaining(message) });
  });

  it('is told of once', () => {
    expect(wrongWith('value: 0.3, interval: [0.2, 0.4], level: 95')).toHaveLength(1);
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
