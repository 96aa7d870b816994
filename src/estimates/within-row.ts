/**
 * The error from not knowing when within a grid row an event happens.
 *
 * A tally has the row of an event, not its time, and estimators assume that the events of a row are evenly spread.
 * Part of them may be anywhere in the row. This part is bounded here. It is added as a separate error to the Monte
 * Carlo standard errors of figures between rows and to the intervals of quantiles.
 */
import type { SurvivalLine } from '../survival/curve.ts';

/** Rows whose counts differ by more standard errors than this differ by more than chance. */
const BEYOND_CHANCE = 3;
/** If times can be fixed, a row with more than this share of patients may have all of them at one instant. */
const LARGEST_SPREAD_SHARE = 0.01;

/** A share of the patients by row; computed when asked, as few rows are. */
export type UnevenRows = (row: number) => number;

/**
 * For each row, the share of patients whose events may be anywhere in the row. The part that a row has in common with
 * its neighbours counts as evenly spread; the part that differs beyond chance may be at one instant, up to the whole
 * row. If the model has fixed times (`certain`), adjacent rows may each have an instant, and neighbours are not
 * informative.
 *
 * @param column a share after each row, increasing or decreasing; row 0 is time 0 only
 * @param size number of patients
 * @param certain whether times of the model can be fixed
 */
export function unevenRows(column: ArrayLike<number>, size: number, certain = false): UnevenRows {
  const last = column.length - 1;
  const change = (row: number) => Math.abs(column[row]! - column[row - 1]!);
  return (row) => {
    const own = row > 0 ? change(row) : 0;
    // with one row there is nothing to compare
    if (last === 1 || (certain && own > LARGEST_SPREAD_SHARE)) return own;
    if (!(own > 0)) return 0;
    const before = row > 1 ? beyondChance(own, change(row - 1), size) : 0;
    const after = row < last ? beyondChance(own, change(row + 1), size) : 0;
    return Math.min(own, Math.max(before, after));
  };
}

function beyondChance(own: number, other: number, size: number): number {
  const difference = Math.abs(own - other);
  // most rows differ by chance, which needs no root; a little less than the square spares the rounding
  if (difference * difference * size < 0.999 * BEYOND_CHANCE * BEYOND_CHANCE * (own + other)) return 0;
  const excess = difference - BEYOND_CHANCE * Math.sqrt((own + other) / size);
  return excess > 0 ? excess : 0;
}

/** A bound on an otherwise unknown error, as a standard error (that of a uniform law: JCGM 100:2008, 4.3.7). */
const standard = (bound: number): number => bound / Math.sqrt(3);

/** The row that contains a time, and the share of the row before the time. */
function placeOf(times: Float64Array, at: number): { row: number; share: number } {
  const last = times.length - 1;
  const place = Math.min(last, (at / times[last]!) * last);
  const row = Math.ceil(place);
  return { row, share: row === 0 ? 1 : place - (row - 1) };
}

/** Standard error within the row of a column at a time; 0 at the end of a row, where it is exact. */
export function errorAt(times: Float64Array, uneven: UnevenRows, at: number): number {
  const { row, share } = placeOf(times, at);
  return share === 1 ? 0 : standard(Math.max(share, 1 - share) * uneven(row));
}

/** Standard error within rows of the area under a column up to a time: the events may be at one end of the row. */
export function errorOfArea(times: Float64Array, uneven: UnevenRows, to: number): number {
  const { row: end, share } = placeOf(times, to);
  let bound = 0;
  for (let row = 1; row <= end; row++) {
    const part = row === end ? share : 1;
    bound += uneven(row) * (times[row]! - times[row - 1]!) * (part - (part * part) / 2);
  }
  return standard(bound);
}

/** Standard error within its row of a quantile; 0 for NaN. */
export function errorOfQuantile(curve: SurvivalLine, uneven: UnevenRows, value: number): number {
  const { from, to } = spread(curve, uneven, value);
  return to > from ? standard((to - from) / 2) : 0;
}

/** Combines two independent errors. */
export function combined(mcse: number, within: number): number {
  return within === 0 ? mcse : Math.sqrt(mcse * mcse + within * within);
}

/** The row of a quantile that has too many events to locate the quantile within it. */
export interface CoarseRow {
  from: number;
  to: number;
  /** share of patients with their event in the row */
  share: number;
}

/**
 * Widens the interval of a quantile, since its ends may be anywhere in their rows; adds the quantile's row if it is
 * most of the interval.
 *
 * @param found from `quantile` with `interpolate`; NaN if not reached
 */
export function withinRows(
  curve: SurvivalLine,
  uneven: UnevenRows,
  interval: { value: number; lower: number; upper: number },
): { value: number; lower: number; upper: number; coarse?: CoarseRow } {
  const { value } = interval;
  if (Number.isNaN(value)) return interval;
  const own = spread(curve, uneven, value);
  // if nobody is left, limits of survival are undefined; the row is known if its events are beyond chance
  const isRow = curve.survival[own.row] === 0 && uneven(own.row) > 0;
  const lower = Number.isNaN(interval.lower) && isRow ? value : interval.lower;
  const upper = Number.isNaN(interval.upper) && isRow ? value : interval.upper;
  const wide = {
    value,
    lower: Math.min(own.from, spread(curve, uneven, lower).from),
    upper: Math.max(own.to, spread(curve, uneven, upper).to),
  };
  if (!(own.to - own.from > upper - lower)) return wide;
  const share = Math.abs(heightBefore(curve, own.row) - curve.survival[own.row]!);
  return { ...wide, coarse: { from: curve.times[own.row - 1]!, to: curve.times[own.row]!, share } };
}

const heightBefore = ({ survival }: SurvivalLine, row: number): number =>
  row === 0 ? 1 : survival[row - 1]!;

/**
 * The earliest and latest times in the row at which the curve may be as low as the straight line is at a time; NaN
 * for NaN.
 */
function spread(
  curve: SurvivalLine,
  uneven: UnevenRows,
  at: number,
): { row: number; from: number; to: number } {
  if (Number.isNaN(at)) return { row: 0, from: NaN, to: NaN };
  const { row, share } = placeOf(curve.times, at);
  if (row === 0 || uneven(row) === 0) return { row, from: at, to: at };
  const fall = heightBefore(curve, row) - curve.survival[row]!;
  const even = fall - uneven(row);
  const [start, end] = [curve.times[row - 1]!, curve.times[row]!];
  if (!(even > 0)) return { row, from: start, to: end };
  const timeAt = (reached: number) => start + (end - start) * Math.max(0, Math.min(1, reached / even));
  return { row, from: timeAt(share * fall - uneven(row)), to: timeAt(share * fall) };
}
