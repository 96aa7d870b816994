/**
 * Positive semi-definite symmetric matrices: covariances and informations. They may be singular; rows that depend on
 * earlier ones, such as a redundant level of a factor, are left out.
 */

/** M = L D L', L with ones on its diagonal. */
export interface Factor {
  size: number;
  /** L below the diagonal and D on it, by rows */
  entries: Float64Array;
  /** number of rows that do not depend on earlier ones */
  rank: number;
}

/** A pivot smaller than this share of its diagonal entry is a rounding error. */
const DEPENDENT = 1e-11;

/**
 * The factor of a matrix, by Cholesky's method without square roots.
 *
 * @param matrix rows of equal length; entries above the diagonal are not read
 */
export function factorise(matrix: readonly ArrayLike<number>[], dependent = DEPENDENT): Factor {
  const size = matrix.length;
  const entries = new Float64Array(size * size);
  let rank = 0;
  for (let j = 0; j < size; j++) {
    let pivot = matrix[j]![j]!;
    for (let k = 0; k < j; k++) pivot -= entries[j * size + k]! ** 2 * entries[k * size + k]!;
    // written as a negation, so that NaN is left out too
    if (!(pivot > dependent * matrix[j]![j]!)) continue; // D and the column of L stay 0
    rank++;
    entries[j * size + j] = pivot;
    for (let i = j + 1; i < size; i++) {
      let entry = matrix[i]![j]!;
      for (let k = 0; k < j; k++)
        entry -= entries[i * size + k]! * entries[j * size + k]! * entries[k * size + k]!;
      entries[i * size + j] = entry / pivot;
    }
  }
  return { size, entries, rank };
}

/** Whether a row was left out because it depends on earlier ones. */
export function isDependent(factor: Factor, row: number): boolean {
  return factor.entries[row * factor.size + row] === 0;
}

/** The x with M x = vector; 0 in the rows that were left out. */
export function solve(factor: Factor, vector: ArrayLike<number>): Float64Array {
  const { size, entries } = factor;
  const x = forward(factor, vector);
  for (let i = size - 1; i >= 0; i--) {
    const pivot = entries[i * size + i]!;
    x[i] = pivot === 0 ? 0 : x[i]! / pivot;
    if (pivot === 0) continue;
    for (let k = i + 1; k < size; k++) x[i]! -= entries[k * size + i]! * x[k]!;
  }
  return x;
}

/** vector' M^-1 vector, over the rows that were not left out. */
export function quadraticForm(factor: Factor, vector: ArrayLike<number>): number {
  const { size, entries } = factor;
  const x = forward(factor, vector);
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const pivot = entries[i * size + i]!;
    if (pivot !== 0) sum += (x[i]! * x[i]!) / pivot;
  }
  return sum;
}

/** M^-1; 0 in the rows and columns that were left out. */
export function inverse(factor: Factor): number[][] {
  const { size } = factor;
  const rows: number[][] = [];
  for (let i = 0; i < size; i++) {
    const unit = new Float64Array(size);
    if (!isDependent(factor, i)) unit[i] = 1;
    rows.push([...solve(factor, unit)]);
  }
  return rows;
}

/** The y with L y = vector. */
function forward({ size, entries }: Factor, vector: ArrayLike<number>): Float64Array {
  const y = Float64Array.from(vector);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) y[i]! -= entries[i * size + k]! * y[k]!;
  }
  return y;
}
