import type { CountedCurve } from './curve.ts';
import { allEvents, type LifeTable } from './life-table.ts';

/** A Kaplan-Meier curve whose standard errors are worked out when they are asked for. */
export interface ErrorsOnDemand extends CountedCurve {
  /** Greenwood standard error of survival just after a row; NaN where it is unknown */
  errorAt(row: number): number;
  /** the sum below the root of Greenwood's formula, so that the error is survival times its root; never falls */
  greenwoodAt(row: number): number;
}

/**
 * The Kaplan-Meier curve of a table that is known to be sound; `kaplanMeier` says what its figures are. A figure or
 * two need few of the errors, and these cost more than the curve.
 */
export function curveWithErrors(table: LifeTable): ErrorsOnDemand {
  const { times, censored, size } = table;
  const rows = times.length;
  const events = allEvents(table);
  const survival = new Float64Array(rows);
  const atRisk = new Float64Array(rows);

  // Between two censorings the factors (n - d) / n telescope to one ratio of whole numbers, which is exact. `base` is
  // survival at the start of the period and `start` the number at risk there.
  let base = size > 0 ? 1 : NaN;
  let start = size;
  let current = base;
  let n = size;
  let lastAtRisk = -1;
  let firstCensored = rows;
  for (let r = 0; r < rows; r++) {
    atRisk[r] = n;
    if (n > 0) {
      lastAtRisk = r;
      const d = events[r]!;
      n -= d;
      if (d > 0) current = base * (n / start);
      const lost = censored[r]!;
      if (lost > 0) {
        if (firstCensored === rows) firstCensored = r;
        base = current;
        n -= lost;
        start = n;
      }
    }
    survival[r] = current;
  }

  // sums[r] is Greenwood's sum up to row r, known for the rows before `known`
  const sums = new Float64Array(rows);
  let known = 0;
  let sum = 0;
  let lost = 0; // rounding error of the sum (Kahan)
  const greenwoodAt = (row: number) => {
    for (; known <= row; known++) {
      const d = events[known]!;
      const there = atRisk[known]!;
      if (d > 0 && there > 0) {
        const term = d / (there * (there - d)) - lost;
        const next = sum + term;
        lost = next - sum - term;
        sum = next;
      }
      sums[known] = sum;
    }
    return sums[row]!;
  };
  const errorAt = (row: number) => {
    if (size === 0) return NaN;
    // after the last patient: without censoring everyone had the event, and the binomial error is 0
    if (!(atRisk[row]! > events[row]!)) return firstCensored < row ? NaN : 0;
    return survival[row]! * Math.sqrt(greenwoodAt(row));
  };
  const followUp = lastAtRisk < 0 ? 0 : times[lastAtRisk]!;
  return { times, survival, atRisk, events, size, followUp, errorAt, greenwoodAt };
}
