import { describe, expect, it } from 'vitest';
import {
  type Distribution,
  empirical,
  lifeTable,
  piecewiseExponential,
} from '../../../src/scenario/distributions/index.ts';

const survival = (d: Distribution, t: number) => Math.exp(-d.cumulativeHazard(t));

describe('laws with arrays', () => {
  it('a piecewise exponential law has the hazard of the interval', () => {
    const d = piecewiseExponential([0, 6, 12], [0.1, 0, 0.3]);
    expect(
      [3, 6, 9, 12, 14].map((t) => d.cumulativeHazard(t)).map((h) => Math.round(h * 1e12) / 1e12),
    ).toEqual([0.3, 0.6, 0.6, 0.6, 1.2]);
    expect(d.inverseCumulativeHazard(0.6 - 1e-12)).toBeCloseTo(6, 9);
    expect(d.inverseCumulativeHazard(0.6 + 1e-12)).toBeCloseTo(12, 9);
    expect(d.limit).toBe(Infinity);
    expect(piecewiseExponential([0, 6], [0.1, 0]).inverseCumulativeHazard(0.7)).toBe(Infinity);
  });

  it('an empirical law goes through its points, with a constant hazard between them', () => {
    const d = empirical(
      [
        [0, 1],
        [2, 0.64],
        [5, 0.64],
        [6, 0.32],
      ],
      'constant-hazard',
    );
    expect(survival(d, 1)).toBeCloseTo(0.8, 15);
    expect(survival(d, 4)).toBeCloseTo(0.64, 15);
    expect(survival(d, 7)).toBeCloseTo(0.16, 15);
    const stopped = empirical(
      [
        [0, 1],
        [2, 0.64],
      ],
      'never',
    );
    expect(Math.exp(-stopped.limit)).toBeCloseTo(0.64, 15);
  });

  it('an empirical law that reaches 0 falls to it in a straight line', () => {
    const d = empirical(
      [
        [0, 1],
        [2, 0.5],
        [3, 0],
        [4, 0],
      ],
      'never',
    );
    expect(survival(d, 2)).toBeCloseTo(0.5, 15);
    expect(survival(d, 1)).toBeCloseTo(Math.SQRT1_2, 15);
    for (const t of [2.1, 2.5, 2.9, 2.999]) {
      expect(survival(d, t)).toBeCloseTo(0.5 * (3 - t), 15);
      expect(d.inverseCumulativeHazard(d.cumulativeHazard(t))).toBeCloseTo(t, 14);
    }
    expect(survival(d, 3)).toBe(0);
    expect(d.inverseCumulativeHazard(800)).toBe(3);
  });

  it('a life table gives back its yearly probabilities, and its last one for ever', () => {
    const d = lifeTable([0.01, 0.02, 0.5], 12);
    const yearly = [0, 1, 2, 3, 9].map((year) => 1 - survival(d, 12 * year + 12) / survival(d, 12 * year));
    [0.01, 0.02, 0.5, 0.5, 0.5].forEach((q, i) => {
      expect(yearly[i]).toBeCloseTo(q, 12);
    });
  });

  it('a life table that closes with certain death is a hazard of 50 a year', () => {
    const d = lifeTable([0.1, 1], 1);
    expect(d.cumulativeHazard(2) - d.cumulativeHazard(1)).toBe(50);
    expect(d.limit).toBe(Infinity);
  });

  it('refuse arrays that do not fit', () => {
    expect(() => piecewiseExponential([0, 1], [1])).toThrow(
      'there are 1 rates for 2 breaks, must be as many',
    );
    expect(() => piecewiseExponential([1, 2], [1, 1])).toThrow('must start at (0, 0)');
    expect(() => piecewiseExponential([0, 2, 2], [1, 1, 1])).toThrow('time 2 is 2 after 2');
    expect(() => piecewiseExponential([0, 2], [-1, 1])).toThrow('hazard 1 is -2 after 0');
    expect(() => piecewiseExponential([0], [Infinity])).toThrow('the last rate is Infinity');
    expect(() => empirical([[0, 1]], 'never')).toThrow(RangeError);
    expect(() =>
      empirical(
        [
          [0, 0.9],
          [1, 0.8],
        ],
        'never',
      ),
    ).toThrow('must start at 1');
    expect(() =>
      empirical(
        [
          [0, 1],
          [1, 0.8],
          [2, 0.9],
        ],
        'never',
      ),
    ).toThrow('survival at time 2 is 0.9');
    expect(() => lifeTable([], 1)).toThrow('at least one year');
    expect(() => lifeTable([0.1, 1.2], 1)).toThrow('in year 1 is 1.2');
    expect(() => lifeTable([0.1], 0)).toThrow('the length of a year is 0');
  });
});
