export type Matrix = number[][];

/**
 * e^(Q t) by scaling and squaring of its Taylor series, for small well-behaved matrices such as the generators of
 * Markov chains; agrees with R's msm::MatrixExp to 1e-13 (test/known/closed-forms.R). Source: Moler & Van Loan (2003).
 */
export function matrixExponential(q: Matrix, t: number): Matrix {
  const largest = Math.max(...q.map((row) => row.reduce((sum, x) => sum + Math.abs(x * t), 0)));
  const squarings = Math.max(0, Math.ceil(Math.log2(largest * 8)));
  const small = q.map((row) => row.map((x) => (x * t) / 2 ** squarings));
  let result = identity(q.length);
  let term = result;
  for (let k = 1; k <= 20; k++) {
    term = multiply(term, small).map((row) => row.map((x) => x / k));
    result = result.map((row, i) => row.map((x, j) => x + term[i]![j]!));
  }
  for (let k = 0; k < squarings; k++) result = multiply(result, result);
  return result;
}

/** The generator of a Markov chain from its rates of leaving, `rates[from][to]`; the diagonal is filled in. */
export function generator(rates: Matrix): Matrix {
  return rates.map((row, i) => {
    const out = row.reduce((sum, rate, j) => sum + (j === i ? 0 : rate), 0);
    return row.map((rate, j) => (j === i ? -out : rate));
  });
}

const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));

const multiply = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
