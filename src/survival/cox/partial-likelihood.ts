import { exp, ln } from '../../math/elementary.ts';
import type { CoxData } from './data.ts';

/** How tied events share the risk set. */
export type Ties = 'efron' | 'breslow';

/** The contribution of one event time to the log partial likelihood, its gradient and minus its second derivatives. */
export interface Part {
  time: number;
  events: number;
  logLikelihood: number;
  score: Float64Array;
  /** by rows; entries above the diagonal are not set */
  information: Float64Array;
}

/**
 * Visits the distinct event times of Cox's partial likelihood, from the last one backwards in each stratum. `visit`
 * gets the same object each time.
 *
 * With Breslow's method all tied events have the same risk set. With Efron's, at the k-th of d events each of the d
 * patients counts by the share 1 - k / d.
 *
 * @param etas linear predictor of each patient, from `linearPredictor`
 *
 * Source: Cox (1972), (1975); Breslow (1974); Efron (1977).
 */
export function forEachEventTime(
  { columns, events, starts, times, begins }: CoxData,
  etas: Float64Array,
  ties: Ties,
  visit: (part: Part) => void,
): void {
  const p = columns.length;
  const part: Part = {
    time: 0,
    events: 0,
    logLikelihood: 0,
    score: new Float64Array(p),
    information: new Float64Array(p * p),
  };
  const { score, information } = part;
  // sums of the risk, of risk times covariates and of risk times their products: over the risk set, and over tied
  // events
  const all = emptySums(p);
  const tied = emptySums(p);
  const mean = new Float64Array(p);
  const values = new Float64Array(p);

  for (let block = 0; block < times.length; block++) {
    const end = starts[block + 1]!;
    let deaths = 0;
    for (let i = starts[block]!; i < end; i++) deaths += events[i]!;
    // with one event, or with Breslow's method, every patient at risk has full weight
    const shared = ties === 'efron' && deaths > 1;
    if (begins[block] === 1) clear(all);
    if (shared) clear(tied);
    score.fill(0);
    let logLikelihood = 0;
    for (let i = starts[block]!; i < end; i++) {
      for (let j = 0; j < p; j++) values[j] = columns[j]![i]!;
      const risk = exp(etas[i]!);
      add(all, risk, values);
      if (events[i] === 0) continue;
      if (shared) add(tied, risk, values);
      logLikelihood += etas[i]!;
      for (let j = 0; j < p; j++) score[j]! += values[j]!;
    }
    if (deaths === 0) continue;
    information.fill(0);
    const steps = shared ? deaths : 1;
    const weight = deaths / steps;
    for (let step = 0; step < steps; step++) {
      const earlierShare = step / steps;
      const risk = all.zeroth - earlierShare * tied.zeroth;
      logLikelihood -= weight * ln(risk);
      for (let j = 0; j < p; j++) {
        const m = (all.first[j]! - earlierShare * tied.first[j]!) / risk;
        mean[j] = m;
        score[j]! -= weight * m;
        for (let k = 0; k <= j; k++) {
          const square = (all.second[j * p + k]! - earlierShare * tied.second[j * p + k]!) / risk;
          information[j * p + k]! += weight * (square - m * mean[k]!);
        }
      }
    }
    part.time = times[block]!;
    part.events = deaths;
    part.logLikelihood = logLikelihood;
    visit(part);
  }
}

/** The log partial likelihood and its derivatives at given coefficients. */
export interface Likelihood {
  logLikelihood: number;
  score: Float64Array;
  /** rows of minus the second derivatives; entries above the diagonal are 0 */
  information: Float64Array[];
}

export function partialLikelihood(data: CoxData, etas: Float64Array, ties: Ties): Likelihood {
  const p = data.columns.length;
  const total = new Float64Array(p * p);
  const score = new Float64Array(p);
  let logLikelihood = 0;
  forEachEventTime(data, etas, ties, (part) => {
    logLikelihood += part.logLikelihood;
    for (let j = 0; j < p; j++) score[j]! += part.score[j]!;
    for (let j = 0; j < total.length; j++) total[j]! += part.information[j]!;
  });
  const information = data.columns.map((_, j) => total.subarray(j * p, (j + 1) * p));
  return { logLikelihood, score, information };
}

/** The log hazard ratio of each patient relative to mean covariates. */
export function linearPredictor({ columns, size }: CoxData, coefficients: Float64Array): Float64Array {
  const etas = new Float64Array(size);
  for (const [j, column] of columns.entries()) {
    const coefficient = coefficients[j]!;
    if (coefficient === 0) continue;
    for (let i = 0; i < size; i++) etas[i]! += coefficient * column[i]!;
  }
  return etas;
}

interface Sums {
  zeroth: number;
  first: Float64Array;
  second: Float64Array;
}

function emptySums(p: number): Sums {
  return { zeroth: 0, first: new Float64Array(p), second: new Float64Array(p * p) };
}

function clear(sums: Sums): void {
  sums.zeroth = 0;
  sums.first.fill(0);
  sums.second.fill(0);
}

function add(sums: Sums, risk: number, values: Float64Array): void {
  const p = values.length;
  sums.zeroth += risk;
  for (let j = 0; j < p; j++) {
    const weighted = risk * values[j]!;
    sums.first[j]! += weighted;
    for (let k = 0; k <= j; k++) sums.second[j * p + k]! += weighted * values[k]!;
  }
}
