import { describe, expect, it } from 'vitest';
import { normalSurvival } from '../../src/math/normal.ts';
import { designSequential } from '../../src/sequential/design.ts';
import {
  hazardRatioToZ,
  logRankInformation,
  repeatedInterval,
  zToHazardRatio,
} from '../../src/sequential/hazard-ratio-scale.ts';
import {
  driftForPower,
  expectedFraction,
  sequentialPower,
} from '../../src/sequential/operating-characteristics.ts';
import { stageWiseChance, stageWiseDrift } from '../../src/sequential/stage-wise.ts';
import { familyOf } from './known.ts';

describe('the scale of hazard ratios', () => {
  it('is exp(-2 z / sqrt(d)) for 1:1, below 1 where z is above 0', () => {
    expect(zToHazardRatio(2, 100)).toBeCloseTo(Math.exp(-0.4), 14);
    expect(zToHazardRatio(-2, 100)).toBeCloseTo(Math.exp(0.4), 14);
    expect(zToHazardRatio(2, 100, { share: 2 / 3, margin: 1.3 })).toBeCloseTo(
      1.3 * Math.exp(-0.2 / Math.sqrt(2 / 9)),
      14,
    );
  });

  it('goes there and back', () => {
    const options = { share: 0.4, margin: 1.2 };
    expect(hazardRatioToZ(zToHazardRatio(1.7, 88, options), 88, options)).toBeCloseTo(1.7, 13);
    expect(hazardRatioToZ(1, 50)).toBe(0);
  });

  it('cannot be crossed without events or without a boundary', () => {
    expect(zToHazardRatio(2, 0)).toBe(0);
    expect(zToHazardRatio(Infinity, 100)).toBe(0);
    expect(zToHazardRatio(0, 0)).toBe(1);
  });

  it('has repeated intervals that exclude 1 just when the boundary is crossed', () => {
    expect(repeatedInterval(2.5, 2.5, 120)[1]).toBe(1);
    expect(repeatedInterval(2.6, 2.5, 120)[1]).toBeLessThan(1);
    const [low, high] = repeatedInterval(0, 1.96, 120);
    expect(low * high).toBeCloseTo(1, 14);
  });

  it('refuses what is no trial', () => {
    expect(() => logRankInformation(-1)).toThrow('the number of events is -1');
    expect(() => zToHazardRatio(2, 100, { share: 1 })).toThrow('the share randomised to treatment is 1');
    expect(() => hazardRatioToZ(0, 100)).toThrow('the hazard ratio is 0');
  });
});

const spending = familyOf('lan-demets-obrien-fleming');
const design = designSequential({ fractions: [0.33, 0.67, 1], alpha: 0.025, efficacy: { spending } });

describe('p values by stages', () => {
  it('are nominal at the first look', () => {
    expect(stageWiseChance(design, 0, 4)).toBeCloseTo(normalSurvival(4), 15);
  });

  it('are alpha on the last boundary, and the error spent on the ones before', () => {
    design.efficacy.forEach((z, k) => {
      expect(Math.abs(stageWiseChance(design, k, z) - design.alphaSpent[k]!)).toBeLessThan(1e-14);
    });
  });

  it('give a median-unbiased drift, at which the result is as likely exceeded as not', () => {
    const drift = stageWiseDrift(design, 1, 2.7, 0.5);
    expect(Math.abs(stageWiseChance(design, 1, 2.7, drift) - 0.5)).toBeLessThan(1e-11);
    // stopping early makes the naive estimate, 2.7 / sqrt(0.67), too large
    expect(drift).toBeLessThan(2.7 / Math.sqrt(0.67));
    const ends = [0.025, 0.975].map((quantile) => stageWiseDrift(design, 1, 2.7, quantile));
    expect(ends[0]).toBeGreaterThan(0);
    expect(ends[1]).toBeGreaterThan(drift);
  });

  it('of two-sided trials leave out those who stopped on the other side', () => {
    const twoSided = designSequential({
      fractions: [0.5, 1],
      alpha: 0.05,
      sides: 2,
      efficacy: { delta: 0.5 },
    });
    expect(stageWiseChance(twoSided, 1, twoSided.efficacy[1]!)).toBeCloseTo(0.025, 14);
  });

  it('are refused for a look that does not exist', () => {
    expect(() => stageWiseChance(design, 3, 2)).toThrow('the look is 3, must be from 0 to 2');
    expect(() => stageWiseDrift(design, 0, 2, 0)).toThrow('the quantile is 0');
  });
});

describe('power and sizes', () => {
  it('are inverse to each other', () => {
    const drift = driftForPower(design, 0.87);
    expect(Math.abs(sequentialPower(design, drift) - 0.87)).toBeLessThan(1e-13);
  });

  it('stop at the last look when nothing stops before, and at the first when the drift is huge', () => {
    expect(expectedFraction(design, -8)).toBeCloseTo(1, 15);
    expect(expectedFraction(design, 60)).toBeCloseTo(0.33, 15);
  });

  it('do not exist for a power of 1 or of less than alpha', () => {
    expect(() => driftForPower(design, 1)).toThrow('the power is 1');
    expect(() => driftForPower(design, 0.02)).toThrow('the power is 0.02');
  });
});
