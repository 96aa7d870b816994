import { normalQuantile } from './normal.ts';
import { factorise, inverse, solve } from './symmetric.ts';

/** A fitted smooth function of some columns. */
export interface SplineFit {
  /** of each row */
  fitted: Float64Array;
  /** 1 less the residual over the total sum of squares */
  rSquared: number;
  /** effective degrees of freedom, the constant among them */
  degrees: number;
}

/** Equal intervals of each column's ranks. */
const INTERVALS = 6;
const DEGREE = 3;
/** Smoothness penalties that are tried. */
const PENALTIES = [1e-4, 1e-2, 1, 1e2, 1e4, 1e6];

/**
 * Regression on penalised cubic B-splines of the columns' ranks (P-splines), with products of each pair's
 * normal scores. The
 * penalty, on second differences of neighbouring coefficients, is the one of least generalised cross-validation.
 *
 * Ranks make a column's own distribution irrelevant; a column that does not vary is left out.
 *
 * @param columns explanatory, as long as `response`
 * @throws RangeError for fewer rows than 4 for each coefficient
 *
 * Source: Eilers & Marx (1996), Statistical Science 11:89; Craven & Wahba (1979).
 */
export function splineRegression(columns: readonly Float64Array[], response: Float64Array): SplineFit {
  return splineSmoother(columns, response.length)(response);
}

/** The same for several responses of the same columns: what depends on the columns alone is done once. */
export function splineSmoother(
  columns: readonly Float64Array[],
  rows: number,
): (response: Float64Array) => SplineFit {
  const ranks = columns.map(ranksOf).filter((column) => column !== undefined);
  const blocks = ranks.map(basisOf);
  const scores = ranks.map((column) => column.map(normalQuantile));
  const pairs = scores.flatMap((a, i) => scores.slice(i + 1).map((b) => a.map((value, r) => value * b[r]!)));
  // centred, so that the constant is the mean; the last function of a block follows from the others
  const design = [...blocks.flatMap((block) => block.slice(0, -1)), ...pairs].map(centred);
  const width = design.length;
  if (rows < 4 * (width + 1))
    throw new RangeError(
      `${rows} rows are too few for ${width + 1} coefficients, must be at least ${4 * (width + 1)}`,
    );
  const products = design.map((a, i) => design.slice(0, i + 1).map((b) => dot(a, b)));
  const cross = symmetric(products);
  const penalty = penaltyOf(blocks.length, width);
  const solved = PENALTIES.map((lambda) => {
    const matrix = cross.map((row, i) =>
      row.map((value, j) => value + rows * lambda * 1e-3 * penalty[i]![j]! + (i === j ? 1e-9 * rows : 0)),
    );
    const factor = factorise(matrix);
    const inverted = width === 0 ? [] : inverse(factor);
    let trace = 0;
    for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) trace += inverted[i]![j]! * cross[i]![j]!;
    return { factor, degrees: trace + 1 };
  });
  return (response) => {
    const mean = response.reduce((sum, value) => sum + value, 0) / rows;
    const total = response.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const right = Float64Array.from(design, (column) => dot(column, response));
    const fits = solved.map(({ factor, degrees }) => {
      const coefficients = width === 0 ? new Float64Array(0) : solve(factor, right);
      const fitted = new Float64Array(rows).fill(mean);
      design.forEach((column, k) => {
        for (let r = 0; r < rows; r++) fitted[r]! += coefficients[k]! * column[r]!;
      });
      let residual = 0;
      for (let r = 0; r < rows; r++) residual += (response[r]! - fitted[r]!) ** 2;
      return { fitted, degrees, residual, score: residual / (1 - degrees / rows) ** 2 };
    });
    const best = fits.reduce((least, fit) => (fit.score < least.score ? fit : least));
    return {
      fitted: best.fitted,
      degrees: best.degrees,
      rSquared: total > 0 ? 1 - best.residual / total : 0,
    };
  };
}

/** Ranks over (0, 1), ties sharing their mean; undefined for a column that does not vary. */
function ranksOf(column: Float64Array): Float64Array | undefined {
  const order = Array.from(column.keys()).sort((a, b) => column[a]! - column[b]!);
  if (column[order[0]!] === column[order.at(-1)!]) return undefined;
  const ranks = new Float64Array(column.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && column[order[to]!] === column[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to) / 2 / column.length;
    from = to;
  }
  return ranks;
}

/** Cubic B-splines on equal intervals of (0, 1), by de Boor's recursion. */
function basisOf(ranks: Float64Array): Float64Array[] {
  const count = INTERVALS + DEGREE;
  const knot = (i: number) => (i - DEGREE) / INTERVALS;
  const functions = Array.from({ length: count }, () => new Float64Array(ranks.length));
  ranks.forEach((x, r) => {
    const interval = Math.min(INTERVALS - 1, Math.floor(x * INTERVALS)) + DEGREE;
    let values = [1];
    for (let degree = 1; degree <= DEGREE; degree++) {
      const next = new Array<number>(degree + 1).fill(0);
      values.forEach((value, k) => {
        const i = interval - degree + 1 + k;
        const share = (x - knot(i)) / (knot(i + degree) - knot(i));
        next[k]! += value * (1 - share);
        next[k + 1]! += value * share;
      });
      values = next;
    }
    values.forEach((value, k) => {
      functions[interval - DEGREE + k]![r] = value;
    });
  });
  return functions;
}

/** Second differences of the coefficients of each block; the products of pairs have a ridge. */
function penaltyOf(blocks: number, width: number): number[][] {
  const own = INTERVALS + DEGREE - 1;
  const matrix = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  for (let block = 0; block < blocks; block++)
    for (let k = 0; k <= own - 2; k++) {
      // the coefficient behind the last is 0
      const terms = [1, -2, 1]
        .map((weight, j) => ({ at: block * own + k + j, weight }))
        .filter(({ at }) => at < (block + 1) * own);
      for (const a of terms) for (const b of terms) matrix[a.at]![b.at]! += a.weight * b.weight;
    }
  for (let k = blocks * own; k < width; k++) matrix[k]![k] = 1e-3;
  return matrix;
}

function centred(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  return column.map((value) => value - mean);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < a.length; r++) sum += a[r]! * b[r]!;
  return sum;
}

function symmetric(lower: readonly (readonly number[])[]): number[][] {
  return lower.map((row, i) => lower.map((_, j) => (j <= i ? row[j]! : lower[j]![i]!)));
}
