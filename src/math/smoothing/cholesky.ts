/**
 * Dense Cholesky factors of positive definite matrices in flat arrays, for some hundred rows. `math/symmetric.ts`
 * also takes singular matrices, but is too slow for that.
 */

/**
 * L with L L' = matrix.
 *
 * @param matrix size x size, by rows; entries above the diagonal are not read
 * @returns by rows, 0 above the diagonal; undefined if the matrix is not positive definite
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j <= i; j++) {
      const other = j * size;
      let entry = matrix[row + j]!;
      for (let k = 0; k < j; k++) entry -= factor[row + k]! * factor[other + k]!;
      if (j < i) factor[row + j] = entry / factor[other + j]!;
      else if (entry > 0) factor[row + i] = Math.sqrt(entry);
      else return undefined;
    }
  }
  return factor;
}

/** The x with L x = vector. */
export function solveLower(factor: Float64Array, vector: ArrayLike<number>): Float64Array {
  const size = vector.length;
  const x = Float64Array.from(vector);
  for (let i = 0; i < size; i++) {
    let entry = x[i]!;
    for (let k = 0; k < i; k++) entry -= factor[i * size + k]! * x[k]!;
    x[i] = entry / factor[i * size + i]!;
  }
  return x;
}

/** The x with L L' x = vector. */
export function solveCholesky(factor: Float64Array, vector: ArrayLike<number>): Float64Array {
  const size = vector.length;
  const x = solveLower(factor, vector);
  for (let i = size - 1; i >= 0; i--) {
    x[i]! /= factor[i * size + i]!;
    for (let k = 0; k < i; k++) x[k]! -= factor[i * size + k]! * x[i]!;
  }
  return x;
}

/** The inverse of L L', by rows. */
export function invertCholesky(factor: Float64Array, size: number): Float64Array {
  // the transpose of L⁻¹: column j of L⁻¹ is in row j
  const lower = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const row = j * size;
    lower[row + j] = 1 / factor[row + j]!;
    for (let i = j + 1; i < size; i++) {
      let entry = 0;
      for (let k = j; k < i; k++) entry -= factor[i * size + k]! * lower[row + k]!;
      lower[row + i] = entry / factor[i * size + i]!;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let entry = 0;
      for (let k = i; k < size; k++) entry += lower[i * size + k]! * lower[j * size + k]!;
      inverse[i * size + j] = entry;
      inverse[j * size + i] = entry;
    }
  return inverse;
}
