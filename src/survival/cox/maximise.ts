import { type Factor, factorise, isDependent, solve } from '../../math/symmetric.ts';
import type { CoxData } from './data.ts';
import { type Likelihood, linearPredictor, partialLikelihood, type Ties } from './partial-likelihood.ts';

export interface Maximum {
  /** of the standardised columns; 0 for a column that depends on others */
  coefficients: Float64Array;
  /** at coefficients of 0 */
  none: Likelihood;
  /** at the maximum */
  fitted: Likelihood;
  /** columns that depend on earlier ones */
  dependent: boolean[];
  /** 1 or -1 if the likelihood increases without bound in that direction, else 0 */
  divergent: number[];
  iterations: number;
  converged: boolean;
}

const MOST_STEPS = 60;
const MOST_HALVINGS = 30;
/**
 * Newton's method doubles the correct digits: after a step that changes no patient's log hazard by more, the result
 * is exact.
 */
const SMALL_MOVE = 1e-7;
/** The iteration stops if a step gains no more log-likelihood than this; the maximum may then be at infinity. */
const SMALL_GAIN = 1e-10;
/** The variance that rounding leaves in a constant standardised column; for a column that varies it is about 1. */
const ROUNDING = 1e-11;

/**
 * Maximises Cox's partial likelihood by Newton's method from 0, halving a step that decreases the likelihood.
 *
 * If covariates separate patients with events from those without, the likelihood has no maximum: it increases for
 * ever while the steps keep their length. `divergent` reports this.
 */
export function maximise(data: CoxData, ties: Ties): Maximum {
  const p = data.columns.length;
  let coefficients = new Float64Array(p);
  let etas = linearPredictor(data, coefficients);
  const none = partialLikelihood(data, etas, ties);
  const dependent = dependentColumns(none, data.eventCount);
  let fitted = none;
  let lastMove = Infinity;
  for (let iterations = 1; iterations <= MOST_STEPS; iterations++) {
    const factor = freeFactor(fitted, dependent);
    let step = solve(factor, fitted.score);
    let next = fitted;
    let nextEtas = etas;
    let halvings = 0;
    for (; halvings <= MOST_HALVINGS; halvings++) {
      const trial = coefficients.map((value, j) => value + step[j]!);
      nextEtas = linearPredictor(data, trial);
      next = partialLikelihood(data, nextEtas, ties);
      // not lower, up to rounding; NaN, from hazards too large for a double, counts as lower
      if (next.logLikelihood >= fitted.logLikelihood - 1e-12 * Math.abs(fitted.logLikelihood)) break;
      step = step.map((value) => value / 2);
    }
    if (halvings > MOST_HALVINGS) return ending(iterations, false);
    const move = largestMove(etas, nextEtas);
    const gain = next.logLikelihood - fitted.logLikelihood;
    coefficients = coefficients.map((value, j) => value + step[j]!);
    etas = nextEtas;
    fitted = next;
    if (move < SMALL_MOVE) return ending(iterations, true);
    if (gain < SMALL_GAIN && move > 1e-2 && move > lastMove / 2) return ending(iterations, false, step);
    lastMove = halvings > 0 ? Infinity : move;
  }
  return ending(MOST_STEPS, false);

  function ending(iterations: number, converged: boolean, step?: Float64Array): Maximum {
    const moves = data.columns.map((column, j) => (step ? step[j]! * spread(column) : 0));
    const largest = Math.max(...moves.map(Math.abs));
    const divergent = moves.map((move) => (Math.abs(move) > 1e-3 * largest ? Math.sign(move) : 0));
    return { coefficients, none, fitted, dependent, divergent, iterations, converged };
  }
}

/** Columns that depend on earlier ones, or do not vary among the patients at risk, up to rounding. */
function dependentColumns({ information }: Likelihood, events: number): boolean[] {
  const varies = information.map((row, j) => row[j]! > ROUNDING * events);
  const factor = factorise(
    information.map((row, i) => row.map((value, j) => (varies[i] && varies[j] ? value : 0))),
  );
  return information.map((_, j) => isDependent(factor, j));
}

/** The factor of the information without dependent columns. */
export function freeFactor({ information }: Likelihood, dependent: boolean[]): Factor {
  const masked = information.map((row, i) =>
    row.map((value, j) => (dependent[i] || dependent[j] ? 0 : value)),
  );
  return factorise(masked, 0);
}

function largestMove(from: Float64Array, to: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < from.length; i++) largest = Math.max(largest, Math.abs(to[i]! - from[i]!));
  return largest;
}

function spread(column: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (const x of column) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return high - low;
}
