import { describe, expect, it } from 'vitest';
import { efficiencyLimit, efficiencyOf, median, speedOf, spreadOf } from '../../src/card/statistics.ts';

describe('what repeats came to', () => {
  it('has the one in the middle, or halfway between two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
    expect(median([])).toBeNaN();
  });

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('has the smallest and the largest', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  });

  it('is a speed where patients take seconds', () => {
    expect(speedOf(100, [2, 4, 5])).toEqual({ median: 25, least: 20, most: 50 });
  });
});

describe('parallel efficiency', () => {
  it('is 1 where twice the threads take half the time, and 1 / 2 where they take as long', () => {
    expect(efficiencyOf([8, 8, 8], [4, 4, 4], 2)).toBe(1);
    expect(efficiencyOf([8, 8, 8], [8, 8, 8], 2)).toBe(0.5);
  });

  it('compares within a turn, so that slow turns do not count against it', () => {
    expect(efficiencyOf([8, 80, 800], [4, 40, 400], 2)).toBe(1);
  });

  it('cannot be had in full where chunks do not divide among the threads', () => {
    expect(efficiencyLimit(8, 2)).toBe(1);
    expect(efficiencyLimit(8, 8)).toBe(1);
    expect(efficiencyLimit(8, 6)).toBeCloseTo(8 / 12);
    expect(efficiencyLimit(8, 16)).toBe(0.5);
  });
});
