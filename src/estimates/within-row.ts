/**
 * What counts by row cannot say: when within its row an event comes.
 *
 * A tally knows the row of an event, not its moment, and the estimators take the events of a row as evenly spread. Part of
 * them may lie anywhere in the row. That part is bounded here, and goes as an error of its own into the Monte Carlo standard
 * errors of figures between rows and into the intervals of quantiles.
 */
import type { SurvivalCurve } from '../survival/index.ts';

/** Two rows whose counts differ by more standard errors than this differ by more than chance. */
const BEYOND_CHANCE = 3;
/** Where times can be certain, a row that holds more of the patients than this may hold them all at one instant. */
const FEW = 0.01;

/**
 * By row, the share of the patients whose events may lie anywhere in the row. What a row has as its neighbours have it counts
 * as evenly spread; what it has more or less, beyond chance, may be at one instant, up to all that it has. Where times of the
 * model can be certain (`fixed`), rows next to each other may each have an instant, and neighbours say nothing.
 *
 * @param column a share after each row, falling or rising; row 0 is time 0 alone
 * @param size patients
 * @param certain whether times of the model can be certain
 */
export function unevenRows(column: ArrayLike<number>, size: number, certain = false): Float64Array {
  const uneven = new Float64Array(column.length);
  const last = column.length - 1;
  const change = (row: number) => Math.abs(column[row]! - column[row - 1]!);
  for (let row = 1, before = NaN, own = last > 0 ? change(1) : 0; row <= last; row++) {
    const after = row < last ? change(row + 1) : NaN;
    if (own > 0)
      uneven[row] =
        certain && own > FEW
          ? own
          : Math.min(own, Math.max(beyondChance(own, before, size), beyondChance(own, after, size)));
    [before, own] = [own, after];
  }
  // with one row there is nothing to compare
  if (last === 1) uneven[1] = change(1);
  return uneven;
}

function beyondChance(own: number, other: number, size: number): number {
  const excess = Math.abs(own - other) - BEYOND_CHANCE * Math.sqrt((own + other) / size);
  return excess > 0 ? excess : 0;
}

/** An error within bounds of which nothing else is known, as a standard error (a uniform law's: JCGM 100:2008, 4.3.7). */
const standard = (bound: number): number => bound / Math.sqrt(3);

/** The row that a time lies in, and the share of the row before it. */
function placeOf(times: Float64Array, at: number): { row: number; share: number } {
  const last = times.length - 1;
  const place = Math.min(last, (at / times[last]!) * last);
  const row = Math.ceil(place);
  return { row, share: row === 0 ? 1 : place - (row - 1) };
}

/** Standard error within the row of a column read at a time; 0 at the end of a row, where it is exact. */
export function errorAt(times: Float64Array, uneven: Float64Array, at: number): number {
  const { row, share } = placeOf(times, at);
  return share === 1 ? 0 : standard(Math.max(share, 1 - share) * uneven[row]!);
}

/** Standard error within rows of the area under a column up to a time: at one end of the row, not in its middle. */
export function errorOfArea(times: Float64Array, uneven: Float64Array, to: number): number {
  const { row: end, share } = placeOf(times, to);
  let bound = 0;
  for (let row = 1; row <= end; row++) {
    const part = row === end ? share : 1;
    bound += uneven[row]! * (times[row]! - times[row - 1]!) * (part - (part * part) / 2);
  }
  return standard(bound);
}

/** Standard error within its row of a quantile; 0 of NaN. */
export function errorOfQuantile(curve: SurvivalCurve, uneven: Float64Array, value: number): number {
  const { from, to } = spread(curve, uneven, value);
  return to > from ? standard((to - from) / 2) : 0;
}

/** Both errors together. */
export function together(mcse: number, within: number): number {
  return within === 0 ? mcse : Math.sqrt(mcse * mcse + within * within);
}

/** The row of a quantile that holds too many events to say where in it the quantile lies. */
export interface CoarseRow {
  from: number;
  to: number;
  /** of the patients with their event in it */
  share: number;
}

/**
 * The interval of a quantile, made as wide as its ends may lie anywhere in their rows; and the quantile's row where that is
 * most of the interval.
 *
 * @param found by `quantile` with `interpolate`; NaN where there is none
 */
export function withinRows(
  curve: SurvivalCurve,
  uneven: Float64Array,
  found: { value: number; lower: number; upper: number },
): { value: number; lower: number; upper: number; coarse?: CoarseRow } {
  const { value } = found;
  if (Number.isNaN(value)) return found;
  const own = spread(curve, uneven, value);
  // where nobody is left limits of survival are not defined: what is known is the row, if its events are beyond chance
  const isRow = curve.survival[own.row] === 0 && uneven[own.row]! > 0;
  const lower = Number.isNaN(found.lower) && isRow ? value : found.lower;
  const upper = Number.isNaN(found.upper) && isRow ? value : found.upper;
  const wide = {
    value,
    lower: Math.min(own.from, spread(curve, uneven, lower).from),
    upper: Math.max(own.to, spread(curve, uneven, upper).to),
  };
  if (!(own.to - own.from > upper - lower)) return wide;
  const share = Math.abs(heightBefore(curve, own.row) - curve.survival[own.row]!);
  return { ...wide, coarse: { from: curve.times[own.row - 1]!, to: curve.times[own.row]!, share } };
}

const heightBefore = ({ survival }: SurvivalCurve, row: number): number =>
  row === 0 ? 1 : survival[row - 1]!;

/** From when to when in its row the curve may have fallen as far as a straight line has by a time; NaN of NaN. */
function spread(
  curve: SurvivalCurve,
  uneven: Float64Array,
  at: number,
): { row: number; from: number; to: number } {
  if (Number.isNaN(at)) return { row: 0, from: NaN, to: NaN };
  const { row, share } = placeOf(curve.times, at);
  if (row === 0 || uneven[row] === 0) return { row, from: at, to: at };
  const fall = heightBefore(curve, row) - curve.survival[row]!;
  const even = fall - uneven[row]!;
  const [start, end] = [curve.times[row - 1]!, curve.times[row]!];
  if (!(even > 0)) return { row, from: start, to: end };
  const timeAt = (reached: number) => start + (end - start) * Math.max(0, Math.min(1, reached / even));
  return { row, from: timeAt(share * fall - uneven[row]!), to: timeAt(share * fall) };
}
