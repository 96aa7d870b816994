import { describe, expect, it } from 'vitest';
import {
  type Distribution,
  empirical,
  laws,
  piecewiseExponential,
} from '../../../src/scenario/distributions/index.ts';
import {
  properPart,
  withCure,
  withHazardRatio,
  withTimeRatio,
} from '../../../src/scenario/distributions/transform.ts';

const make = (name: string, parameters: Record<string, number>) =>
  laws.find((law) => law.name === name)!.make(parameters);

const bases: [string, Distribution][] = [
  ['weibull', make('weibull', { shape: 1.3, scale: 20 })],
  ['log-normal', make('log-normal', { meanlog: 2, sdlog: 1 })],
  ['improper gompertz', make('gompertz', { shape: -0.02, rate: 0.05 })],
  ['triangular', make('triangular', { min: 0, mode: 2, max: 5 })],
  ['piecewise exponential', piecewiseExponential([0, 6, 12], [0.1, 0, 0.3])],
  [
    'empirical, then never',
    empirical(
      [
        [0, 1],
        [3, 0.8],
        [10, 0.3],
      ],
      'never',
    ),
  ],
];

const times = [1e-9, 0.01, 0.7, 3, 4.5, 8, 30, 150];
const survival = (d: Distribution, t: number) => Math.exp(-d.cumulativeHazard(t));

/** H inverse of H is the identity wherever something can still happen. */
function expectInverse(d: Distribution): void {
  for (const y of [1e-12, 1e-5, 0.01, 0.3, 0.9, 2, 5]) {
    if (y >= d.limit) expect(d.inverseCumulativeHazard(y)).toBe(Infinity);
    else expect(d.cumulativeHazard(d.inverseCumulativeHazard(y)) / y).toBeCloseTo(1, 9);
  }
}

describe.each(bases)('%s', (_, d) => {
  it('with a hazard ratio has the survival to its power', () => {
    const changed = withHazardRatio(d, 0.6);
    for (const t of times) expect(survival(changed, t)).toBeCloseTo(survival(d, t) ** 0.6, 13);
    expect(changed.limit).toBeCloseTo(0.6 * d.limit, 14);
    expectInverse(changed);
  });

  it('with a time ratio has every time that much longer', () => {
    const changed = withTimeRatio(d, 2.5);
    for (const t of times) expect(survival(changed, 2.5 * t)).toBeCloseTo(survival(d, t), 13);
    expect(changed.limit).toBe(d.limit);
    expectInverse(changed);
  });

  it('with a cured fraction has the mixture of survivals', () => {
    const changed = withCure(d, 0.3);
    for (const t of times) expect(survival(changed, t)).toBeCloseTo(0.3 + 0.7 * survival(d, t), 13);
    for (const t of [1e-9, 0.01]) {
      const h = d.cumulativeHazard(t);
      if (h > 0) expect(changed.cumulativeHazard(t) / h).toBeCloseTo(0.7, 1);
    }
    expect(Math.exp(-changed.limit)).toBeCloseTo(0.3 + 0.7 * Math.exp(-d.limit), 14);
    expectInverse(changed);
  });

  it('splits into a cured fraction and a proper part, before and after changes', () => {
    for (const one of [
      d,
      withCure(d, 0.3),
      withHazardRatio(withCure(d, 0.3), 0.5),
      withTimeRatio(withCure(d, 0.3), 2),
    ]) {
      const { cure, proper } = properPart(one);
      expect(proper.limit).toBe(Infinity);
      expect(cure).toBeCloseTo(Math.exp(-one.limit), 14);
      for (const t of times)
        expect(survival(one, t)).toBeCloseTo(cure + (1 - cure) * survival(proper, t), 13);
      for (const y of [1e-12, 0.01, 0.4, 1, 3, 20]) {
        const t = proper.inverseCumulativeHazard(y);
        expect(t).toBeLessThan(Infinity);
        expect(survival(proper, t) / Math.exp(-y)).toBeCloseTo(1, 5);
      }
    }
  });
});

describe('changes', () => {
  it('compose: a mixture cure model under a hazard ratio is its survival to the power', () => {
    const d = withHazardRatio(withCure(bases[0]![1], 0.3), 0.5);
    for (const t of times)
      expect(survival(d, t)).toBeCloseTo((0.3 + 0.7 * survival(bases[0]![1], t)) ** 0.5, 14);
  });

  it('keep exact pieces exact', () => {
    const d = withTimeRatio(withHazardRatio(piecewiseExponential([0, 6], [0.1, 0.2]), 2), 3);
    const { form } = d;
    if (form.kind !== 'pieces') throw new Error(form.kind);
    expect([...form.times]).toEqual([0, 18]);
    expect(form.hazards[1]).toBeCloseTo(1.2, 15);
    expect(form.lastRate).toBeCloseTo(0.4 / 3, 15);
    expect(properPart(withCure(d, 0.2)).proper).toBe(d);
  });

  it('move the kink and the jumps with the curve', () => {
    const d = bases[3]![1];
    const kinkOf = ({ form }: Distribution) => (form.kind === 'kink' ? form.at : undefined);
    expect(kinkOf(d)).toBe(0.4);
    expect(kinkOf(withHazardRatio(d, 2))).toBeCloseTo(1 - 0.6 ** 2, 15);
    expect(kinkOf(withTimeRatio(d, 2))).toBe(0.4);
    const cured = withCure(d, 0.5);
    expect(kinkOf(cured)).toBe(0.2);
    expect(kinkOf(properPart(withHazardRatio(cured, 1)).proper)).toBeCloseTo(0.4, 15);
    const jumping = withTimeRatio(
      withHazardRatio(withCure(piecewiseExponential([0, 6], [0.1, 0.2]), 0.1), 2),
      3,
    );
    expect(jumping.form).toEqual({ kind: 'jumps', times: Float64Array.of(18) });
  });

  it('a cured fraction of 0 changes nothing, and two of them are one', () => {
    const d = bases[0]![1];
    expect(withCure(d, 0)).toBe(d);
    const twice = properPart(withCure(withCure(d, 0.3), 0.2));
    expect(twice.cure).toBeCloseTo(0.44, 15);
    expect(twice.proper).toBe(d);
  });

  it('refuse what is out of range', () => {
    const d = bases[0]![1];
    expect(() => withHazardRatio(d, 0)).toThrow('the hazard ratio is 0, must be above 0');
    expect(() => withTimeRatio(d, Infinity)).toThrow(RangeError);
    expect(() => withCure(d, 1)).toThrow('the cured fraction is 1');
  });
});
