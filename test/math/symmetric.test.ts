import { describe, expect, it } from 'vitest';
import { factorise, inverse, isDependent, quadraticForm, solve } from '../../src/math/symmetric.ts';

const whole = [
  [4, 2, 2],
  [2, 5, 3],
  [2, 3, 6],
];

describe('a symmetric matrix', () => {
  it('is factorised, solved and inverted', () => {
    const factor = factorise(whole);
    expect(factor.rank).toBe(3);
    expect([...solve(factor, [8, 10, 11])]).toEqual([1, 1, 1]);
    const product = inverse(factor).map((row) =>
      whole[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * whole[k]![j]!, 0)),
    );
    for (const [i, row] of product.entries())
      for (const [j, value] of row.entries()) expect(value).toBeCloseTo(i === j ? 1 : 0, 14);
    expect(quadraticForm(factor, [8, 10, 11])).toBeCloseTo(29, 13);
  });

  it('that is singular leaves out the rows that depend on others', () => {
    // the third row is the sum of the first two
    const singular = [
      [2, 1, 3],
      [1, 3, 4],
      [3, 4, 7],
    ];
    const factor = factorise(singular);
    expect(factor.rank).toBe(2);
    expect([0, 1, 2].map((row) => isDependent(factor, row))).toEqual([false, false, true]);
    expect([...solve(factor, [3, 4, 7])]).toEqual([1, 1, 0]);
    expect(quadraticForm(factor, [3, 4, 7])).toBeCloseTo(7, 14);
    expect(inverse(factor)[2]).toEqual([0, 0, 0]);
  });

  it('of zeros, or of nothing, has rank 0', () => {
    expect(factorise([[0]]).rank).toBe(0);
    expect(factorise([[NaN]]).rank).toBe(0);
    expect(quadraticForm(factorise([]), [])).toBe(0);
  });
});
