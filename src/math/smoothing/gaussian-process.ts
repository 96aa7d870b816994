import { exp } from '../elementary.ts';
import { cholesky, solveLower } from './cholesky.ts';
import { FewRowsError } from './few-rows.ts';
import { type Hyperparameters, likeliestHyperparameters } from './marginal-likelihood.ts';
import { penalisedRegression, type Smoother } from './penalised.ts';
import { centred, ranked } from './ranks.ts';

/** Rows whose values the process is told by: all where there are fewer. */
const MOST_KNOTS = 250;
/** Fewer rows for each column are refused. */
const LEAST_ROWS = 10;
/** Of the process's variance, so that knots that nearly coincide do no harm. */
const JITTER = 1e-6;

/**
 * Regression by a Gaussian process of many columns: a plane, and around it a process with squared exponential correlation,
 * which has a length for each column. Lengths and noise are those of the highest marginal likelihood of some rows, evenly taken.
 * The process is the combination of its values at these rows; its coefficients are of all rows.
 *
 * Columns are taken by the normal scores of their ranks; one that does not vary is left out.
 *
 * @throws FewRowsError for fewer rows than 10 for each column
 *
 * Source: Strong, Oakley & Brennan (2014), Medical Decision Making 34:311; Rasmussen & Williams (2006), Gaussian Processes for
 * Machine Learning, sections 2.7, 5.4.1 and 8.3.1.
 */
export function gaussianProcessSmoother(columns: readonly Float64Array[], rows: number): Smoother {
  const scores = ranked(columns).map((one) => one.scores);
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

/** Columns whose independent coefficients of variance 1 make the process, with its values at the knots. */
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
