import { exp } from '../../../math/elementary.ts';
import type { EventTable } from '../event-table.ts';
import type { TrialLoops } from '../loops/loops.ts';
import { typescriptLoops } from '../loops/typescript/index.ts';
import type { StatisticOptions } from './statistic.ts';

export interface FittedRatio {
  /** treatment over control; 0 or Infinity where an arm has no event while the other is at risk; NaN without events */
  ratio: number;
  logRatio: number;
  /** of logRatio, from the information at the maximum; NaN unless the ratio is finite and above 0 */
  standardError: number;
}

const MOST_STEPS = 100;
/** Halley's method triples its digits: after so small a step nothing is left to do. */
const SMALL_STEP = 1e-6;
const LONGEST_STEP = 2;

/**
 * Cox's hazard ratio of the two arms, each stratum with its own baseline hazard, ties by Efron's method: what coxPh
 * says, for one covariate of two values.
 *
 * @returns a function that gives the same object at each call
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

/** Where the likelihood rises for ever, -Infinity or Infinity; NaN where it is flat; 0 where it has a maximum. */
function limitOf({ rows, control, treated, events, treatedEvents }: EventTable): number {
  let others = 0;
  let mine = 0;
  for (let r = 0; r < rows && (others === 0 || mine === 0); r++) {
    if (control[r]! * treated[r]! === 0) continue;
    others += events[r]! - treatedEvents[r]!;
    mine += treatedEvents[r]!;
  }
  if (others === 0) return mine === 0 ? NaN : Infinity;
  return mine === 0 ? -Infinity : 0;
}

/**
 * Halley's method for the zero of the score, from a ratio of 1, within the bracket that the sign of the score has
 * shown: there is only one zero.
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
    const change = slopes[2]!; // of the information
    if (score > 0) low = at;
    else high = at;
    const newton = score / information;
    const bend = 1 + (0.5 * newton * change) / information;
    const step = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, bend > 0.5 ? newton / bend : newton));
    if (Math.abs(step) <= SMALL_STEP) {
      fit.logRatio = at + step;
      // the information at the end of the step, its next term being some 1e-12 of it
      fit.standardError = 1 / Math.sqrt(information + change * step);
      return;
    }
    const next = at + step;
    at = next > low && next < high ? next : (low + high) / 2;
  }
}

/** The slopes of coxSlopes where events are tied, by Efron's method. */
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
    const mine = treatedEvents[r]!;
    score += mine;
    // the k-th of d tied events finds each of the d at risk only by the share 1 - k / d
    for (let k = 0; k < d; k++) {
      const gone = k / d;
      const risk = ratio * (treated[r]! - gone * mine);
      const share = risk / (risk + control[r]! - gone * (d - mine));
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
