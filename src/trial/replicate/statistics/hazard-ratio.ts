import { exp } from '../../../math/elementary.ts';
import type { EventTable } from '../event-table.ts';
import type { TrialLoops } from '../loops/loops.ts';
import { typescriptLoops } from '../loops/typescript/index.ts';
import type { StatisticOptions } from './statistic.ts';

export interface FittedRatio {
  /** treatment over control; 0 or Infinity if one arm has no event while the other is at risk; NaN without events */
  ratio: number;
  logRatio: number;
  /** of logRatio, from the information at the maximum; NaN unless the ratio is finite and above 0 */
  standardError: number;
}

const MOST_STEPS = 100;
/** Halley's method triples the correct digits: after a step this small the result is exact. */
const SMALL_STEP = 1e-6;
const LONGEST_STEP = 2;

/**
 * Cox's hazard ratio of two arms, each stratum with its own baseline hazard, ties by Efron's method: the same as
 * `coxPh` for one binary covariate.
 *
 * @returns a function that returns the same object at each call
 *
 * Source: Cox (1972), J. R. Statist. Soc. B 34; Efron (1977), J. Am. Stat. Assoc. 72.
 */
export function preparedHazardRatio({
  loops = typescriptLoops,
}: Pick<StatisticOptions, 'loops'>): (table: EventTable) => FittedRatio {
  const fit: FittedRatio = { ratio: NaN, logRatio: NaN, standardError: NaN };
  const slopes = new Float64Array(3);
  return (table) => {
    fit.logRatio = limitOf(table);
    fit.standardError = NaN;
    if (fit.logRatio === 0) maximise(table, fit, slopes, loops);
    fit.ratio = exp(fit.logRatio);
    return fit;
  };
}

/**
 * The log ratio at which the likelihood is largest if it has no maximum, -Infinity or Infinity; NaN if it is
 * constant; 0 if it has a maximum.
 */
function limitOf({ rows, control, treated, events, treatedEvents }: EventTable): number {
  let controlEvents = 0;
  let treatmentEvents = 0;
  for (let r = 0; r < rows && (controlEvents === 0 || treatmentEvents === 0); r++) {
    if (control[r]! * treated[r]! === 0) continue;
    controlEvents += events[r]! - treatedEvents[r]!;
    treatmentEvents += treatedEvents[r]!;
  }
  if (controlEvents === 0) return treatmentEvents === 0 ? NaN : Infinity;
  return treatmentEvents === 0 ? -Infinity : 0;
}

/**
 * Halley's method for the zero of the score, starting at a ratio of 1. The sign of the score keeps a bracket; there
 * is only one zero.
 */
function maximise(table: EventTable, fit: FittedRatio, slopes: Float64Array, loops: TrialLoops): void {
  let low = -Infinity;
  let high = Infinity;
  let at = 0;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (table.tied) tiedSlopes(table, exp(at), slopes);
    else loops.coxSlopes(table, exp(at), slopes);
    const score = slopes[0]!;
    const information = slopes[1]!;
    const change = slopes[2]!; // derivative of the information
    if (score > 0) low = at;
    else high = at;
    const newton = score / information;
    const bend = 1 + (0.5 * newton * change) / information;
    const step = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, bend > 0.5 ? newton / bend : newton));
    if (Math.abs(step) <= SMALL_STEP) {
      fit.logRatio = at + step;
      // the information at the end of the step; the next term is about 1e-12 of it
      fit.standardError = 1 / Math.sqrt(information + change * step);
      return;
    }
    const next = at + step;
    at = next > low && next < high ? next : (low + high) / 2;
  }
}

/** The derivatives of `coxSlopes` for tied events, by Efron's method. */
function tiedSlopes(
  { rows, control, treated, events, treatedEvents }: EventTable,
  ratio: number,
  slopes: Float64Array,
): void {
  let score = 0;
  let information = 0;
  let change = 0;
  for (let r = 0; r < rows; r++) {
    const d = events[r]!;
    const treatmentEvents = treatedEvents[r]!;
    score += treatmentEvents;
    // each of the d tied patients counts at risk by the share 1 - k / d for the k-th event
    for (let k = 0; k < d; k++) {
      const earlierShare = k / d;
      const risk = ratio * (treated[r]! - earlierShare * treatmentEvents);
      const share = risk / (risk + control[r]! - earlierShare * (d - treatmentEvents));
      const variance = share * (1 - share);
      score -= share;
      information += variance;
      change += variance * (1 - 2 * share);
    }
  }
  slopes[0] = score;
  slopes[1] = information;
  slopes[2] = change;
}
