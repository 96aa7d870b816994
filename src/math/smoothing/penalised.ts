import { cholesky, invertCholesky, solveCholesky } from './cholesky.ts';

/** A quadratic penalty on the roughness of coefficients: coefficients' M coefficients. */
export interface Penalty {
  /** the columns it applies to, from 0 */
  columns: readonly number[];
  /** positive semi-definite, over these columns, by rows */
  matrix: ArrayLike<number>;
  /** weight of the penalty; default chosen by generalised cross-validation */
  weight?: number;
}

/** A fitted smooth function. */
export interface SmoothFit {
  /** fitted value of each row */
  fitted: Float64Array;
  /** 1 minus residual over total sum of squares */
  rSquared: number;
  /** effective degrees of freedom, including the constant */
  degrees: number;
  /** fitted values when the rows r with r % PARTS = part are left out of the fit */
  without(part: number): Float64Array;
}

/** A regression on given columns, prepared for several responses. */
export type Smoother = (response: Float64Array) => SmoothFit;

/** Number of parts of the rows for cross-validation. */
export const PARTS = 10;
/** Weights tried for all penalties together; afterwards each weight is varied separately by STEP. */
const WEIGHTS = [1e-6, 1e-4, 1e-2, 1, 1e2, 1e4];
const STEP = 10;
const MOST_SWEEPS = 4;

/**
 * Penalised least squares on a constant and given columns. It uses only cross products of the columns, which are kept
 * for each part of the rows, so that leaving out a part needs no further pass.
 *
 * @param columns centred; columns without a penalty must not depend on other columns
 *
 * Source: Wood (2017), Generalized Additive Models, chapter 4 and section 6.2; Craven & Wahba (1979).
 */
export function penalisedRegression(
  columns: readonly Float64Array[],
  penalties: readonly Penalty[],
  rows: number,
): Smoother {
  const width = columns.length + 1;
  const design = designOf(columns, rows);
  const crossBy = Array.from({ length: PARTS }, () => new Float64Array(width * width));
  for (let r = 0; r < rows; r++) addOuter(crossBy[r % PARTS]!, design, r * width, width);
  const cross = crossBy.reduce((sum, part) => sum.map((value, i) => value + part[i]!));
  const scales = penalties.map((penalty) => scaleOf(penalty, cross, width, rows));
  /** The factor of cross products plus penalties. */
  const factorOf = (products: Float64Array, weights: readonly number[]) => {
    const matrix = products.slice();
    for (let i = 1; i < width; i++) matrix[i * width + i]! += 1e-9 * rows;
    penalties.forEach(({ columns: of, matrix: own }, p) => {
      of.forEach((a, i) => {
        of.forEach((b, j) => {
          matrix[(a + 1) * width + b + 1]! += weights[p]! * scales[p]! * own[i * of.length + j]!;
        });
      });
    });
    const factor = cholesky(matrix, width);
    if (!factor) throw new Error('columns that are not penalised depend on each other');
    return factor;
  };
  const known = new Map<string, { factor: Float64Array; degrees: number }>();
  const prepared = (weights: readonly number[]) => {
    const key = weights.join(' ');
    let entry = known.get(key);
    if (!entry) {
      const factor = factorOf(cross, weights);
      const inverse = invertCholesky(factor, width);
      entry = { factor, degrees: inverse.reduce((sum, value, i) => sum + value * cross[i]!, 0) };
      known.set(key, entry);
    }
    return entry;
  };

  return (response) => {
    const rightBy = Array.from({ length: PARTS }, () => new Float64Array(width));
    for (let r = 0; r < rows; r++) {
      const right = rightBy[r % PARTS]!;
      for (let i = 0; i < width; i++) right[i]! += design[r * width + i]! * response[r]!;
    }
    const right = rightBy.reduce((sum, part) => sum.map((value, i) => value + part[i]!));
    const mean = right[0]! / rows;
    const total = response.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const scoreOf = (weights: readonly number[]) => {
      const { factor, degrees } = prepared(weights);
      const residual = residualOf(solveCholesky(factor, right), right, cross, mean, total, rows);
      return residual / (1 - Math.min(degrees / rows, 0.99)) ** 2;
    };
    const weights = chosenWeights(penalties, scoreOf);
    const { factor, degrees } = prepared(weights);
    const fitted = combined(design, solveCholesky(factor, right), rows, width);
    const residual = response.reduce((sum, value, r) => sum + (value - fitted[r]!) ** 2, 0);
    return {
      fitted,
      degrees,
      rSquared: total > 0 ? 1 - residual / total : 0,
      without(part) {
        const [own, ownRight] = [crossBy[part]!, rightBy[part]!];
        const left = factorOf(
          cross.map((value, i) => value - own[i]!),
          weights,
        );
        const coefficients = solveCholesky(
          left,
          right.map((value, i) => value - ownRight[i]!),
        );
        return combined(design, coefficients, rows, width).filter((_, r) => r % PARTS !== part);
      },
    };
  };
}

/** The design matrix: a constant and the columns, by rows. */
function designOf(columns: readonly Float64Array[], rows: number): Float64Array {
  const width = columns.length + 1;
  const design = new Float64Array(rows * width);
  for (let r = 0; r < rows; r++) {
    design[r * width] = 1;
    for (let k = 0; k < columns.length; k++) design[r * width + k + 1] = columns[k]![r]!;
  }
  return design;
}

function addOuter(to: Float64Array, design: Float64Array, at: number, width: number): void {
  for (let i = 0; i < width; i++) {
    const value = design[at + i]!;
    if (value === 0) continue;
    for (let j = 0; j < width; j++) to[i * width + j]! += value * design[at + j]!;
  }
}

/**
 * Scales penalties so that weights are comparable for any columns: the columns' sum of squares over the penalty's
 * trace.
 */
function scaleOf({ columns, matrix, weight }: Penalty, cross: Float64Array, width: number, rows: number) {
  if (weight !== undefined) return 1;
  const size = columns.length;
  const squares = columns.reduce((sum, k) => sum + cross[(k + 1) * width + k + 1]!, 0);
  const trace = columns.reduce((sum, _, i) => sum + matrix[i * size + i]!, 0);
  return trace > 0 && squares > 0 ? squares / trace : rows;
}

function residualOf(
  coefficients: Float64Array,
  right: Float64Array,
  cross: Float64Array,
  mean: number,
  total: number,
  rows: number,
): number {
  const width = coefficients.length;
  let squares = total + rows * mean * mean;
  for (let i = 0; i < width; i++) {
    let of = 0;
    for (let j = 0; j < width; j++) of += cross[i * width + j]! * coefficients[j]!;
    squares += coefficients[i]! * (of - 2 * right[i]!);
  }
  return Math.max(squares, 0);
}

/** The weights that minimise generalised cross-validation: first a common one, then one at a time. */
function chosenWeights(
  penalties: readonly Penalty[],
  scoreOf: (weights: readonly number[]) => number,
): readonly number[] {
  const given = penalties.map(({ weight }) => weight);
  const alike = (common: number) => given.map((weight) => weight ?? common);
  if (given.every((weight) => weight !== undefined)) return given as number[];
  let best = alike(WEIGHTS[0]!);
  let least = Infinity;
  const attempt = (weights: number[]): boolean => {
    const score = scoreOf(weights);
    if (!(score < least)) return false;
    [best, least] = [weights, score];
    return true;
  };
  for (const common of WEIGHTS) attempt(alike(common));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let isBetter = false;
    given.forEach((weight, k) => {
      if (weight !== undefined) return;
      const times = (factor: number) => best.map((weight, i) => (i === k ? weight * factor : weight));
      const isWithin = () => best[k]! > WEIGHTS[0]! / STEP && best[k]! < WEIGHTS.at(-1)! * STEP;
      for (const factor of [STEP, 1 / STEP]) while (isWithin() && attempt(times(factor))) isBetter = true;
    });
    if (!isBetter) break;
  }
  return best;
}

function combined(
  design: Float64Array,
  coefficients: Float64Array,
  rows: number,
  width: number,
): Float64Array {
  const fitted = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += coefficients[i]! * design[r * width + i]!;
    fitted[r] = sum;
  }
  return fitted;
}
