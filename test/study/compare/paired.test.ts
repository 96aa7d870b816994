import { describe, expect, it } from 'vitest';
import { differenceOf, varianceOfMean } from '../../../src/study/compare/paired.ts';

describe('a difference by paired batches', () => {
  it('is that of all patients, its error that of the mean of the batches', () => {
    const found = differenceOf(
      { value: 0.5, batches: [0.4, 0.5, 0.6, 0.5] },
      { value: 0.62, batches: [0.5, 0.6, 0.8, 0.6] },
    );
    expect(found.difference).toBeCloseTo(0.12, 15);
    // 0.1, 0.1, 0.2, 0.1: a variance of 0.0025, of four
    expect(found.mcse).toBeCloseTo(0.025, 15);
    expect(found.reference.mcse! ** 2).toBeCloseTo(0.02 / 12, 15);
    expect(found.strategy.mcse! ** 2).toBeCloseTo(0.0475 / 12, 15);
    expect(found.varianceRatio).toBeCloseTo((0.02 + 0.0475) / 12 / 0.025 ** 2, 12);
  });

  it('is nothing, for certain, where both are the same in every batch', () => {
    const same = { value: 0.5, batches: [0.4, 0.6] };
    expect(differenceOf(same, same)).toMatchObject({ difference: 0, mcse: 0, varianceRatio: null });
  });

  it('is known without its error where a batch has no figure, and not known where a strategy has none', () => {
    const median = { value: 12, batches: [11, 12, 13] };
    const nearly = { value: 20, batches: [19, Number.NaN, 20] };
    expect(differenceOf(median, nearly)).toMatchObject({
      strategy: { value: 20, mcse: null },
      difference: 8,
      mcse: null,
      varianceRatio: null,
    });
    const none = { value: Number.NaN, batches: [Number.NaN, Number.NaN, Number.NaN] };
    expect(differenceOf(median, none)).toEqual({
      reference: { value: 12, mcse: Math.sqrt(1 / 3) },
      strategy: { value: null, mcse: null },
      difference: null,
      mcse: null,
      varianceRatio: null,
    });
  });
});

it('the variance of a mean is that of the values over their number', () => {
  expect(varianceOfMean([1, 2, 3, 4])).toBeCloseTo(5 / 3 / 4, 15);
  expect(varianceOfMean([7, 7])).toBe(0);
  expect(varianceOfMean([1, Number.NaN])).toBeNaN();
});
