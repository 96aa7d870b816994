import { type Factor, factorise, isDependent, solve } from '../../math/symmetric.ts';
import type { CoxData } from './data.ts';
import { type Likelihood, linearPredictor, partialLikelihood, type Ties } from './partial-likelihood.ts';

export interface Maximum {
  /** of the standardised columns; 0 for one that depends on others */
  coefficients: Float64Array;
  /** at coefficients of 0 */
  none: Likelihood;
  /** at the maximum */
  fitted: Likelihood;
  /** columns that depend on earlier ones */
  dependent: boolean[];
  /** 1 or -1 where the likelihood rises for ever towards that infinity, else 0 */
  endless: number[];
  iterations: number;
  converged: boolean;
}

const MOST_STEPS = 60;
const MOST_HALVINGS = 30;
/** Newton's method doubles its digits: after a step that moves no patient's log hazard by more, nothing is left to do. */
const SMALL_MOVE = 1e-7;
/** The maximum is reached when a step gains no more log-likelihood than this; the maximum may lie at infinity. */
const SMALL_GAIN = 1e-10;
/** The variance of a standardised column that rounding leaves where there is none; a column that varies has about 1. */
const ROUNDING = 1e-11;

/**
 * The maximum of Cox's partial likelihood by Newton's method from 0; a step that makes things worse is halved.
 *
 * When covariates separate those who have events from those who do not, the likelihood has no maximum: it rises for ever
 * while the steps stay as long as they are. That is told by `endless`.
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
      // "not below", but for rounding; and a NaN, of hazards too large for a double, is worse too
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
    const endless = moves.map((move) => (Math.abs(move) > 1e-3 * largest ? Math.sign(move) : 0));
    return { coefficients, none, fitted, dependent, endless, iterations, converged };
  }
}

/** Columns that depend on earlier ones, or that do not vary among those at risk: then all that is left is rounding. */
function dependentColumns({ information }: Likelihood, events: number): boolean[] {
  const varies = information.map((row, j) => row[j]! > ROUNDING * events);
  const factor = factorise(
    information.map((row, i) => row.map((value, j) => (varies[i] && varies[j] ? value : 0))),
  );
  return information.map((_, j) => isDependent(factor, j));
}

/** The factor of the information without columns that depend on others. */
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
