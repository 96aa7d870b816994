import { describe, expect, it } from 'vitest';
import { eigenOf } from '../../src/math/eigen.ts';

describe('eigenvalues of a symmetric matrix', () => {
  it('are those by hand', () => {
    // [2, 1; 1, 2]: 3 along (1, 1), 1 along (1, -1)
    const { values, vectors } = eigenOf([
      [2, 1],
      [1, 2],
    ]);
    expect(values[0]).toBeCloseTo(3, 14);
    expect(values[1]).toBeCloseTo(1, 14);
    expect(Math.abs(vectors[0]![0]! - vectors[0]![1]!)).toBeLessThan(1e-14);
  });

  it('put the matrix together again', () => {
    const size = 7;
    const matrix = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => 1 / (i + j + 1) + Number(i === j)),
    );
    const { values, vectors } = eigenOf(matrix);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const entry = values.reduce((sum, value, k) => sum + value * vectors[k]![i]! * vectors[k]![j]!, 0);
        expect(entry).toBeCloseTo(matrix[i]![j]!, 13);
      }
  });
});
