import { describe, expect, it } from 'vitest';
import { singleArmNormalSize, singleArmSize, singleArmTest } from '../../src/formulas/single-arm-binomial.ts';
import { known, relative } from './known.ts';

describe('an exact single-arm trial', () => {
  it.each(known.binomial)(
    'is the smallest that R finds by trying all: $null against $alternative, $alpha, $power',
    (at) => {
      const { steady, ...first } = singleArmSize(at, at);
      for (const [ours, theirs] of [
        [first, at.first],
        [steady, at.steady],
      ] as const) {
        expect([ours.patients, ours.responses]).toEqual([theirs.patients, theirs.responses]);
        expect(relative(ours.error, theirs.error)).toBeLessThan(1e-12);
        expect(relative(ours.power, theirs.power)).toBeLessThan(1e-12);
      }
    },
  );

  it('of 0.45 against 0.63 has 50 patients and succeeds from 29 on, at one-sided 0.05 and power 0.8', () => {
    expect(singleArmSize({ null: 0.45, alternative: 0.63 }, { alpha: 0.05, power: 0.8 })).toMatchObject({
      patients: 50,
      responses: 29,
      steady: { patients: 54, responses: 31 },
    });
  });

  it.each([
    [0.55, 435],
    [0.6, 127],
    [0.65, 61],
  ])('of 0.49 against %d has %d patients, at one-sided 0.05 and power 0.8', (alternative, patients) => {
    expect(singleArmSize({ null: 0.49, alternative }, { alpha: 0.05, power: 0.8 }).patients).toBe(patients);
  });

  it('can lose power with a patient more', () => {
    const rates = { null: 0.45, alternative: 0.63 };
    const at = [50, 51, 52, 53, 54].map((patients) => singleArmTest(rates, patients, 0.05).power >= 0.8);
    expect(at[0]).toBe(true);
    expect(at[4]).toBe(true);
    expect(at).toContain(false);
  });

  it('of two patients cannot reject a common response', () => {
    expect(singleArmTest({ null: 0.5, alternative: 0.9 }, 2, 0.05)).toEqual({
      patients: 2,
      responses: 3,
      error: 0,
      power: 0,
    });
  });

  it('is not far from the normal approximation', () => {
    const size = singleArmNormalSize({ null: 0.49, alternative: 0.55 }, { alpha: 0.05, power: 0.8 });
    expect(size).toBeCloseTo(427.78, 2);
  });

  it.each([
    [
      'the alternative is 0.4, must be above the null, 0.5',
      { null: 0.5, alternative: 0.4 },
      { alpha: 0.05, power: 0.8 },
    ],
    [
      'the alternative is 0.5, must be above the null, 0.5',
      { null: 0.5, alternative: 0.5 },
      { alpha: 0.05, power: 0.8 },
    ],
    [
      'a response rate is 0, must lie between 0 and 1',
      { null: 0, alternative: 0.5 },
      { alpha: 0.05, power: 0.8 },
    ],
    ['alpha is 0, must be above 0', { null: 0.2, alternative: 0.5 }, { alpha: 0, power: 0.8 }],
    ['the power is 1, must be above', { null: 0.2, alternative: 0.5 }, { alpha: 0.05, power: 1 }],
  ])('says so when it is not possible: %s', (message, rates, test) => {
    expect(() => singleArmSize(rates, test)).toThrow(message);
    expect(() => singleArmNormalSize(rates, test)).toThrow(message);
  });

  it('has a whole number of patients', () => {
    expect(() => singleArmTest({ null: 0.2, alternative: 0.5 }, 10.5, 0.05)).toThrow(
      'there are 10.5 patients',
    );
  });
});
