import { exp } from '../../../math/elementary.ts';
import type { LookData } from '../look-data.ts';
import type { EventTable } from './event-table.ts';

export interface FittedRatio {
  /** treatment over control; 0 or Infinity where an arm has no event while the other is at risk; NaN without events */
  ratio: number;
  logRatio: number;
  /** of logRatio, from the information at the maximum; NaN unless the ratio is finite and above 0 */
  standardError: number;
}

const MOST_STEPS = 60;
/** Newton's method doubles its digits: after so small a step nothing is left to do. */
const SMALL_STEP = 1e-9;
const LONGEST_STEP = 2;

/**
 * Cox's hazard ratio of the two arms, each stratum with its own baseline hazard, ties by Efron's method: what coxPh says,
 * for one covariate of two values, without its allocations.
 *
 * @returns the same object at each call
 *
 * Source: Cox (1972), J. R. Statist. Soc. B 34; Efron (1977), J. Am. Stat. Assoc. 72.
 */
export function preparedHazardRatio(
  tableOf: (data: LookData) => EventTable,
): (data: LookData) => FittedRatio {
  const fit: FittedRatio = { ratio: NaN, logRatio: NaN, standardError: NaN };
  const slope = { score: 0, information: 0 };
  return (data) => {
    const table = tableOf(data);
    fit.logRatio = limitOf(table);
    fit.standardError = NaN;
    if (fit.logRatio === 0) maximise(table, fit, slope);
    fit.ratio = exp(fit.logRatio);
    return fit;
  };
}

/** Where the likelihood rises for ever, -Infinity or Infinity; NaN where it is flat; 0 where it has a maximum. */
function limitOf({ rows, atRisk, treatedAtRisk, events, treatedEvents }: EventTable): number {
  let control = 0;
  let treated = 0;
  for (let r = 0; r < rows; r++) {
    const mine = treatedAtRisk[r]!;
    if (mine === 0 || mine === atRisk[r]!) continue;
    control += events[r]! - treatedEvents[r]!;
    treated += treatedEvents[r]!;
  }
  if (control === 0) return treated === 0 ? NaN : Infinity;
  return treated === 0 ? -Infinity : 0;
}

/** Newton's method from 0, within the bracket that the sign of the score has shown: the likelihood has one maximum. */
function maximise(table: EventTable, fit: FittedRatio, slope: Slope): void {
  let low = -Infinity;
  let high = Infinity;
  let at = 0;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    addSlopes(table, exp(at), slope);
    if (slope.score > 0) low = at;
    else high = at;
    const newton = slope.score / slope.information;
    const step = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, newton));
    const next = at + step;
    at = Math.abs(step) <= SMALL_STEP || (next > low && next < high) ? next : (low + high) / 2;
    if (Math.abs(step) <= SMALL_STEP) break;
  }
  fit.logRatio = at;
  fit.standardError = 1 / Math.sqrt(slope.information);
}

interface Slope {
  score: number;
  information: number;
}

/** First derivative of the logarithm of the partial likelihood, and minus its second. */
function addSlopes(
  { rows, atRisk, treatedAtRisk, events, treatedEvents }: EventTable,
  ratio: number,
  slope: Slope,
): void {
  let score = 0;
  let information = 0;
  for (let r = 0; r < rows; r++) {
    const d = events[r]!;
    const mine = treatedEvents[r]!;
    const treated = ratio * treatedAtRisk[r]!;
    const control = atRisk[r]! - treatedAtRisk[r]!;
    score += mine;
    // the k-th of d tied events finds each of the d at risk only by the share 1 - k / d
    for (let k = 0; k < d; k++) {
      const theirs = k === 0 ? treated : treated - (ratio * mine * k) / d;
      const others = k === 0 ? control : control - ((d - mine) * k) / d;
      const inverse = 1 / (theirs + others);
      score -= theirs * inverse;
      information += theirs * inverse * (others * inverse);
    }
  }
  slope.score = score;
  slope.information = information;
}
