import { describe, expect, it } from 'vitest';
import { arcsineRoot, squaredSine } from '../../src/math/arcsine.ts';

const shares = [0, 1e-12, 1e-4, 0.005, 0.1, 0.3, 0.5, 0.77, 0.995, 1 - 1e-9, 1];

describe('the arcsine transformation', () => {
  it.each(shares)('is the arcsine of the root of %d', (share) => {
    expect(arcsineRoot(share)).toBeCloseTo(Math.atan2(Math.sqrt(share), Math.sqrt(1 - share)), 14);
  });

  it.each(shares)('goes back to %d', (share) => {
    expect(squaredSine(arcsineRoot(share))).toBeCloseTo(share, 14);
  });

  it('goes back to 0 and 1 from beyond its ends', () => {
    expect([squaredSine(-0.1), squaredSine(2)]).toEqual([0, 1]);
  });
});
