import { describe, expect, it } from 'vitest';
import { limitsOf, limitsOfRatio, limitsOfShare } from '../../src/estimates/intervals.ts';

// R: qnorm(0.975)
const Z = 1.959963984540054;

describe('a 95% Monte Carlo interval', () => {
  it('of a difference is as wide on either side', () => {
    expect(limitsOf(-0.3, 0.1)).toEqual({ lower: -0.3 - Z * 0.1, upper: -0.3 + Z * 0.1 });
  });

  it('of a share ends at 0 and 1', () => {
    expect(limitsOfShare(0.5, 0.1)).toEqual({ lower: 0.5 - Z * 0.1, upper: 0.5 + Z * 0.1 });
    expect(limitsOfShare(0.01, 0.1).lower).toBe(0);
    expect(limitsOfShare(0.99, 0.1).upper).toBe(1);
  });

  it('of a ratio is as wide on either side of its logarithm', () => {
    const { lower, upper } = limitsOfRatio(0.8, 0.04);
    expect(lower! * upper!).toBeCloseTo(0.64, 12);
    // R: 0.8 * exp(qnorm(0.975) * 0.05)
    expect(upper).toBeCloseTo(0.88236863914, 11);
  });

  it('is not known without a standard error', () => {
    for (const limits of [limitsOf, limitsOfShare, limitsOfRatio])
      for (const mcse of [null, NaN]) expect(limits(0.5, mcse)).toEqual({ lower: null, upper: null });
  });
});
