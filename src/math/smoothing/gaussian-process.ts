import { exp } from '../elementary.ts';
import { cholesky, solveLower } from './cholesky.ts';
import { FewRowsError } from './few-rows.ts';
import { type Hyperparameters, likeliestHyperparameters } from './marginal-likelihood.ts';
import { penalisedRegression, type Smoother } from './penalised.ts';
import { centred, ranked } from './ranks.ts';

/** Largest number of knots: the rows whose process values determine all others. */
const MOST_KNOTS = 250;
/** Fewest rows for each column. */
const LEAST_ROWS = 10;
/** Added to the diagonal, relative to the variance of the process, for knots that nearly coincide. */
const JITTER = 1e-6;

/**
 * Gaussian process regression on many columns: a linear trend plus a process with squared exponential correlation and
 * a length scale for each column. Length scales and noise maximise the marginal likelihood of evenly chosen rows. The
 * process is a combination of its values at the knots; the coefficients use all rows.
 *
 * Columns are replaced by the normal scores of their ranks; constant columns are left out.
 *
 * @throws FewRowsError for fewer than 10 rows for each column
 *
 * Source: Strong, Oakley & Brennan (2014), Medical Decision Making 34:311; Rasmussen & Williams (2006), Gaussian
 * Processes for Machine Learning, sections 2.7, 5.4.1 and 8.3.1.
 */
export function gaussianProcessSmoother(columns: readonly Float64Array[], rows: number): Smoother {
  const scores = ranked(columns).map((column) => column.scores);
  if (rows < LEAST_ROWS * scores.length)
    throw new FewRowsError(rows, `${scores.length} columns`, LEAST_ROWS * scores.length);
  const points = Array.from({ length: rows }, (_, r) => Float64Array.from(scores, (column) => column[r]!));
  const count = Math.min(rows, MOST_KNOTS);
  const knots = Array.from({ length: count }, (_, k) => Math.floor((k * rows) / count));
  const atKnots = knots.map((r) => points[r]!);
  return (response) => {
    const hyper = likeliestHyperparameters(
      atKnots,
      Float64Array.from(knots, (r) => response[r]!),
    );
    const process = processColumns(points, atKnots, hyper).map(centred);
    const size = process.length;
    const matrix = new Float64Array(size * size);
    for (let k = 0; k < size; k++) matrix[k * size + k] = 1;
    const penalty = {
      columns: Array.from({ length: size }, (_, k) => scores.length + k),
      matrix,
      weight: hyper.noise,
    };
    return penalisedRegression([...scores.map(centred), ...process], [penalty], rows)(response);
  };
}

/**
 * Columns of the process at all rows: their coefficients are independent with variance 1, and determined by the
 * knots.
 */
function processColumns(
  points: readonly Float64Array[],
  knots: readonly Float64Array[],
  { lengths }: Hyperparameters,
): Float64Array[] {
  const size = knots.length;
  const between = new Float64Array(size * size);
  knots.forEach((a, i) => {
    for (let j = 0; j <= i; j++)
      between[i * size + j] = correlation(a, knots[j]!, lengths) + (i === j ? JITTER : 0);
  });
  const factor = cholesky(between, size)!;
  const columns = Array.from({ length: size }, () => new Float64Array(points.length));
  points.forEach((point, r) => {
    const own = solveLower(
      factor,
      knots.map((knot) => correlation(point, knot, lengths)),
    );
    for (let k = 0; k < size; k++) columns[k]![r] = own[k]!;
  });
  return columns;
}

function correlation(a: Float64Array, b: Float64Array, lengths: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += ((a[j]! - b[j]!) / lengths[j]!) ** 2;
  return exp(-0.5 * sum);
}
