import { describe, expect, it } from 'vitest';
import { exp, ln } from '../../src/math/elementary.ts';
import { normalQuantileOfUpper, normalSurvival } from '../../src/math/normal.ts';
import { conditionalPower, driftGiven, predictivePower } from '../../src/sequential/conditional-power.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { sequentialPower } from '../../src/sequential/operating-characteristics.ts';
import { obrienFleming } from '../../src/sequential/spending/obrien-fleming.ts';

describe('conditional power', () => {
  it('of one look that is left is the formula of Lan and Wittes', () => {
    for (const [fraction, z, bound, drift] of [
      [0.5, 1.2, 1.96, 3.24],
      [0.7, -0.4, 2.01, 0],
      [0.2, 2.5, 1.98, 2.5 / Math.sqrt(0.2)],
    ] as const) {
      const needed = (bound - z * Math.sqrt(fraction) - drift * (1 - fraction)) / Math.sqrt(1 - fraction);
      const left = { now: { fraction, z }, fractions: [1], efficacy: [bound] };
      expect(Math.abs(conditionalPower(left, drift) - normalSurvival(needed))).toBeLessThan(1e-12);
    }
  });

  it('averages to the power of the trial over what the first look may show', () => {
    const design = designSequential({
      ...{ fractions: [0.4, 0.75, 1], alpha: 0.025 },
      efficacy: { spending: obrienFleming.make() },
    });
    const drift = 3;
    const [first, ...fractions] = design.fractions as [number, ...number[]];
    const [bound, ...efficacy] = design.efficacy as [number, ...number[]];
    // Simpson's rule up to the boundary; beyond it the claim is certain
    const [low, steps] = [drift * Math.sqrt(first) - 9, 400];
    const width = (bound - low) / steps;
    let total = normalSurvival(bound - drift * Math.sqrt(first));
    for (let k = 0; k <= steps; k++) {
      const z = low + k * width;
      const deviate = z - drift * Math.sqrt(first);
      const density = exp((-deviate * deviate) / 2) / Math.sqrt(2 * Math.PI);
      const weight = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
      const left = { now: { fraction: first, z }, fractions, efficacy };
      total += ((weight * width) / 3) * density * conditionalPower(left, drift);
    }
    expect(Math.abs(total - sequentialPower(design, drift))).toBeLessThan(1e-9);
  });
});

describe('predictive power', () => {
  it('of one look that is left is the closed form, with and without a prior', () => {
    const now = { fraction: 0.6, z: 1.7 };
    for (const prior of [undefined, { mean: 2, sd: 1.1 }]) {
      const { mean, sd } = driftGiven(now, prior);
      // the final score is normal: mean z sqrt(t) + drift (1 - t), variance (1 - t) + sd^2 (1 - t)^2
      const left = 1 - now.fraction;
      const deviation = Math.sqrt(left + (sd * left) ** 2);
      const closed = normalSurvival((1.96 - now.z * Math.sqrt(now.fraction) - mean * left) / deviation);
      const remaining = { now, fractions: [1], efficacy: [1.96] };
      expect(Math.abs(predictivePower(remaining, { mean, sd }) - closed)).toBeLessThan(1e-12);
    }
  });

  it('before the first patient is assurance: bpp has .7021 for a log hazard ratio of ln .85, sd .11, and 1,600 events', () => {
    const perUnit = Math.sqrt(1600 / 4);
    const prior = { mean: -ln(0.85) * perUnit, sd: 0.11 * perUnit };
    const final = { now: { fraction: 0, z: 0 }, fractions: [1], efficacy: [normalQuantileOfUpper(0.0245)] };
    expect(predictivePower(final, driftGiven(final.now, prior)).toFixed(4)).toBe('0.7021');
  });

  it('needs data or a prior, and looks ahead of the present one', () => {
    expect(() => driftGiven({ fraction: 0, z: 0 })).toThrow('the fraction is 0, must be above 0');
    const left = { now: { fraction: 0.8, z: 1 }, fractions: [0.7], efficacy: [2] };
    expect(() => conditionalPower(left, 0)).toThrow('must be above that of the look before, 0.8');
  });
});
