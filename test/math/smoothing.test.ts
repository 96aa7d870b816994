import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/math/normal.ts';
import { cholesky, invertCholesky, solveCholesky } from '../../src/math/smoothing/cholesky.ts';
import { gaussianProcessSmoother } from '../../src/math/smoothing/gaussian-process.ts';
import { PARTS } from '../../src/math/smoothing/penalised.ts';
import { splineSmoother } from '../../src/math/smoothing/splines.ts';

interface Known {
  value: number;
  rSquared: number;
  fitted: number[];
}

const known = JSON.parse(readFileSync('test/known/smoothing.json', 'utf8')) as Record<string, Known>;

/** Even but in no order, as in test/known/smoothing.R. */
const rowsOf = (n: number) =>
  [2, 3, 5, 7, 11, 13].map((prime) =>
    Float64Array.from({ length: n }, (_, r) => normalQuantile(((r + 1) * Math.sqrt(prime)) % 1)),
  );
const valueOfFitted = (fitted: Float64Array) => {
  const mean = fitted.reduce((sum, one) => sum + one, 0) / fitted.length;
  return fitted.reduce((sum, one) => sum + Math.max(0, one), 0) / fitted.length - Math.max(0, mean);
};
const response = (columns: Float64Array[], of: (x: number[]) => number) =>
  columns[0]!.map((_, r) => of(columns.map((column) => column[r]!)));

const data = rowsOf(2000);
const small = rowsOf(250);
const cases = {
  one: { columns: data.slice(0, 1), of: ([a, , , , , e]: number[]) => Math.sin(2 * a!) + 0.5 * a! + e! },
  two: { columns: data.slice(0, 2), of: ([a, b, , , , e]: number[]) => a! + b! + 0.5 * a! * b! + e! },
  four: {
    columns: data.slice(0, 4),
    of: ([a, b, c, d, , e]: number[]) => a! - b! + 0.5 * c! + 0.3 * c! ** 2 + 0.4 * a! * d! - 0.3 + e!,
  },
};

/** Of the noise's standard deviation, 1: two good estimates differ by as much as each may be wrong. */
const NEAR = 0.16;

function expectNear(
  fitted: Float64Array,
  rSquared: number,
  { value, rSquared: theirs, fitted: rows }: Known,
) {
  expect(Math.abs(valueOfFitted(fitted) / value - 1)).toBeLessThan(0.01);
  expect(Math.abs(rSquared - theirs)).toBeLessThan(0.006);
  const squares = rows.reduce((sum, one, k) => sum + (one - fitted[100 * k]!) ** 2, 0);
  expect(Math.sqrt(squares / rows.length)).toBeLessThan(NEAR);
}

describe('a smooth function of some columns', () => {
  it.each(Object.entries(cases))('is that of R’s mgcv, of %s', (name, { columns, of }) => {
    const y = response(data, of);
    const { fitted, rSquared } = splineSmoother(columns, y.length)(y);
    expectNear(fitted, rSquared, known[name]!);
  });

  it('is that of a Gaussian process by base R, of five', () => {
    const y = response(
      small,
      ([a, b, c, d, e, f]) => a! - b! + c! + 0.5 * d! ** 2 - e! + 0.6 * a! * b! - 0.5 + 0.5 * f!,
    );
    const { fitted, rSquared } = gaussianProcessSmoother(small.slice(0, 5), y.length)(y);
    expectNear(fitted, rSquared, known.five!);
  });

  it('leaves out every tenth row as if it had never been there', () => {
    const y = response(small, ([a, , , , , f]) => Math.exp(a! / 2) + f!);
    const { fitted, without } = splineSmoother(small.slice(0, 1), y.length)(y);
    const isKept = (_: number, r: number) => r % PARTS !== 3;
    const changed = y.map((value, r) => (r % PARTS === 3 ? 1e6 : value));
    const again = splineSmoother(small.slice(0, 1), y.length)(changed);
    // the weights of the penalties are those of all rows, so that only what is left out differs
    expect(without(3)).toHaveLength(225);
    const distance = without(3).map((value, r) => Math.abs(value - fitted.filter(isKept)[r]!));
    expect(Math.max(...distance)).toBeLessThan(1);
    expect(Math.max(...again.fitted.map(Math.abs))).toBeGreaterThan(1000);
    expect(Math.max(...again.without(3).map(Math.abs))).toBeLessThan(20);
  });

  it('takes a column that does not vary for none, and many to one value for one', () => {
    const y = response(small, ([, , , , , f]) => f!);
    const { fitted, degrees } = splineSmoother([new Float64Array(250).fill(3)], 250)(y);
    expect(degrees).toBeCloseTo(1, 6);
    expect(fitted[0]).toBeCloseTo(y.reduce((sum, one) => sum + one, 0) / 250, 6);
  });

  it.each([
    [
      () =>
        splineSmoother(
          small.slice(0, 2).map((column) => column.slice(0, 60)),
          60,
        ),
      '60 rows are too few for 20 coefficients, must be at least 80',
    ],
    [
      () =>
        gaussianProcessSmoother(
          small.slice(0, 6).map((column) => column.slice(0, 50)),
          50,
        ),
      '50 rows are too few for 6 columns, must be at least 60',
    ],
  ])('refuses too few rows', (go, message) => {
    expect(go).toThrow(message);
  });
});

describe('a Cholesky factor', () => {
  const matrix = Float64Array.from([4, 2, 1, 2, 5, 3, 1, 3, 6]);

  it('solves, and gives the inverse', () => {
    const factor = cholesky(matrix, 3)!;
    expect([...solveCholesky(factor, [7, 10, 10])]).toEqual([1, 1, 1].map((one) => expect.closeTo(one, 12)));
    const inverse = invertCholesky(factor, 3);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) sum += matrix[3 * i + k]! * inverse[3 * k + j]!;
        expect(sum).toBeCloseTo(Number(i === j), 12);
      }
  });

  it('is none of a matrix that is not positive definite', () => {
    expect(cholesky(Float64Array.from([1, 2, 2, 1]), 2)).toBeUndefined();
  });
});
