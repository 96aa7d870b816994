import { exp, ln } from '../elementary.ts';
import { cholesky, invertCholesky, solveCholesky } from './cholesky.ts';

/** Hyperparameters of a Gaussian process around a linear trend. */
export interface Hyperparameters {
  /** length scale of each column: the distance over which the process changes */
  lengths: Float64Array;
  /** noise variance, relative to the variance of the process */
  noise: number;
}

/** Bounds on natural logarithms, beyond which the likelihood is flat. Columns are normal scores. */
const LENGTHS = [ln(0.2), ln(50)] as const;
const NOISE = [ln(1e-5), ln(1e5)] as const;
/** Start of the search: length scales of a few standard deviations; noise is half of the variance. */
const START = { length: ln(3), noise: 0 };
/** Steps of the search; their size grows while a gradient keeps its sign and shrinks when the sign changes. */
const MOST_STEPS = 60;
/** The search ends after this many steps that gain less than this in log likelihood. */
const [STEPS_WITHOUT_GAIN, GAIN] = [6, 0.02];
const [FIRST_STEP, LEAST_STEP, MOST_STEP] = [0.3, 0.01, 1];
const [GROW, SHRINK] = [1.3, 0.5];

/**
 * The length scales and noise that maximise the restricted likelihood (trend and variance integrated or profiled
 * out), by gradient steps.
 *
 * Source: Rasmussen & Williams (2006), sections 2.7 and 5.4.1; steps by Riedmiller & Braun (1993), Rprop.
 *
 * @param points rows of normal scores
 */
export function likeliestHyperparameters(
  points: readonly Float64Array[],
  response: Float64Array,
): Hyperparameters {
  const dimensions = points[0]!.length;
  const position = new Float64Array(dimensions + 1).fill(START.length);
  position[dimensions] = START.noise;
  const steps = new Float64Array(dimensions + 1).fill(FIRST_STEP);
  const before = new Float64Array(dimensions + 1);
  const slopesAt = restrictedLikelihood(points, response);
  let best = position.slice();
  let highest = -Infinity;
  let waited = 0;
  for (let step = 0; step < MOST_STEPS && waited < STEPS_WITHOUT_GAIN; step++) {
    const { value, slopes } = slopesAt(position);
    waited = value > highest + GAIN ? 0 : waited + 1;
    if (value > highest) [best, highest] = [position.slice(), value];
    for (let k = 0; k <= dimensions; k++) {
      const turn = slopes[k]! * before[k]!;
      if (turn > 0) steps[k] = Math.min(MOST_STEP, steps[k]! * GROW);
      if (turn < 0) steps[k] = Math.max(LEAST_STEP, steps[k]! * SHRINK);
      before[k] = slopes[k]!;
      const [low, high] = k < dimensions ? LENGTHS : NOISE;
      const next = position[k]! + Math.sign(slopes[k]!) * steps[k]!;
      position[k] = Math.min(high, Math.max(low, next));
      // at a bound with the gradient pointing outwards: smallest step
      if (next !== position[k]) steps[k] = LEAST_STEP;
    }
  }
  return { lengths: best.subarray(0, dimensions).map(exp), noise: exp(best[dimensions]!) };
}

/** The restricted log likelihood up to a constant, and its derivatives by the logarithms of length scales and noise. */
function restrictedLikelihood(points: readonly Float64Array[], response: Float64Array) {
  const rows = points.length;
  const dimensions = points[0]!.length;
  const plane = [
    new Float64Array(rows).fill(1),
    ...Array.from(points[0]!.keys(), (j) => Float64Array.from(points, (point) => point[j]!)),
  ];
  const free = rows - plane.length;
  const variance = new Float64Array(rows * rows);
  return (position: Float64Array): { value: number; slopes: Float64Array } => {
    const scales = position.subarray(0, dimensions).map((length) => exp(-2 * length));
    const noise = exp(position[dimensions]!);
    for (let a = 0; a < rows; a++) {
      for (let b = 0; b < a; b++) {
        let sum = 0;
        for (let j = 0; j < dimensions; j++) sum += scales[j]! * (points[a]![j]! - points[b]![j]!) ** 2;
        variance[a * rows + b] = exp(-0.5 * sum);
      }
      variance[a * rows + a] = 1 + noise;
    }
    const slopes = new Float64Array(dimensions + 1);
    const factor = cholesky(variance, rows);
    if (!factor) return { value: -Infinity, slopes };
    // P = V⁻¹ - V⁻¹ H (H' V⁻¹ H)⁻¹ H' V⁻¹
    const projector = invertCholesky(factor, rows);
    const solved = plane.map((column) => solveCholesky(factor, column));
    const q = plane.length;
    const inner = Float64Array.from({ length: q * q }, (_, i) =>
      dot(plane[Math.floor(i / q)]!, solved[i % q]!),
    );
    const innerFactor = cholesky(inner, q);
    if (!innerFactor) return { value: -Infinity, slopes };
    const innerInverse = invertCholesky(innerFactor, q);
    for (let a = 0; a < rows; a++) {
      const weights = plane.map((_, i) =>
        solved.reduce((sum, column, j) => sum + innerInverse[i * q + j]! * column[a]!, 0),
      );
      for (let b = 0; b < rows; b++) {
        let sum = 0;
        for (let i = 0; i < q; i++) sum += weights[i]! * solved[i]![b]!;
        projector[a * rows + b]! -= sum;
      }
    }
    const residual = new Float64Array(rows);
    for (let a = 0; a < rows; a++)
      for (let b = 0; b < rows; b++) residual[a]! += projector[a * rows + b]! * response[b]!;
    const scale = Math.max(dot(response, residual) / free, 1e-300);
    // derivative of each: -1/2 tr((P - residual residual' / scale) dV)
    for (let a = 0; a < rows; a++) {
      const own = projector[a * rows + a]! - (residual[a]! * residual[a]!) / scale;
      slopes[dimensions]! -= 0.5 * noise * own;
      for (let b = 0; b < a; b++) {
        const of = projector[a * rows + b]! - (residual[a]! * residual[b]!) / scale;
        const weight = of * variance[a * rows + b]!;
        // half the sum over both triangles
        for (let j = 0; j < dimensions; j++)
          slopes[j]! -= weight * scales[j]! * (points[a]![j]! - points[b]![j]!) ** 2;
      }
    }
    const value =
      -0.5 * (free * ln(scale) + 2 * lnOfDiagonal(factor, rows) + 2 * lnOfDiagonal(innerFactor, q));
    return { value, slopes };
  };
}

function lnOfDiagonal(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += ln(factor[i * size + i]!);
  return sum;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
