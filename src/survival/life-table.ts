import { increasingOrder } from '../math/order.ts';

/** Counts of one group over distinct times: everything a survival estimator needs. */
export interface LifeTable {
  /** increasing times; row r counts what happened in (times[r-1], times[r]]; the first row starts at 0 */
  times: Float64Array;
  /** events by cause, one array for each cause, each as long as times */
  events: Float64Array[];
  /** name of each cause, in the order of events */
  causes: string[];
  /** censored in the row, after its events */
  censored: Float64Array;
  /** patients at risk before row 0; patients in no row are still at risk after the last one */
  size: number;
}

export interface Individuals {
  /** follow-up time of each patient, finite and >= 0 */
  times: ArrayLike<number>;
  /** 0 censored, k an event of causes[k - 1]; as long as times */
  statuses: ArrayLike<number>;
  /** names of the causes; default a single cause, `event` */
  causes?: string[];
}

/**
 * The life table of individual patients: one row for each distinct time; patients censored at a time leave after its
 * events.
 *
 * Times are tied only if they are the same number; round coarser clocks first.
 *
 * @throws RangeError naming the patient whose time or status cannot be used
 *
 * @example
 * ```ts
 * import { lifeTable } from 'sojourn';
 *
 * const table = lifeTable({ times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1] });
 * console.log(table.times, table.events[0]);
 * // Float64Array(6) [ 3, 4, 5, 8, 9, 12 ] Float64Array(6) [ 1, 1, 1, 0, 1, 1 ]
 * ```
 */
export function lifeTable({ times, statuses, causes = ['event'] }: Individuals): LifeTable {
  const size = times.length;
  if (statuses.length !== size) {
    throw new RangeError(`${statuses.length} statuses for ${size} times, must be as many`);
  }
  checkTimes(times);
  checkStatuses(statuses, causes.length);
  const order = increasingOrder(times);
  let rows = 0;
  for (let i = 0; i < size; i++) if (i === 0 || times[order[i]!] !== times[order[i - 1]!]) rows++;
  const distinct = new Float64Array(rows);
  const events = causes.map(() => new Float64Array(rows));
  const censored = new Float64Array(rows);
  let row = -1;
  for (let i = 0; i < size; i++) {
    const person = order[i]!;
    const time = times[person]!;
    if (i === 0 || time !== distinct[row]) distinct[++row] = time;
    const status = statuses[person]!;
    const column = status === 0 ? censored : events[status - 1];
    if (column === undefined) {
      throw new RangeError(
        `statuses[${person}] is ${status}, must be a whole number from 0 to ${causes.length}`,
      );
    }
    column[row]! += 1;
  }
  return { times: distinct, events, causes: [...causes], censored, size };
}

function checkTimes(times: ArrayLike<number>): void {
  for (let i = 0; i < times.length; i++) {
    if (!(times[i]! >= 0 && times[i]! < Infinity)) {
      throw new RangeError(`times[${i}] is ${times[i]}, must be finite and >= 0`);
    }
  }
}

function checkStatuses(statuses: ArrayLike<number>, causes: number): void {
  for (let i = 0; i < statuses.length; i++) {
    const status = statuses[i]!;
    if (!(status >= 0 && status <= causes && Number.isInteger(status))) {
      throw new RangeError(`statuses[${i}] is ${status}, must be a whole number from 0 to ${causes}`);
    }
  }
}

/** The last row whose time is at most `time`; -1 before the first row. Times increase. */
export function rowAt(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Events of any cause in each row. For a table with a single cause this is its own column: do not write to it. */
export function allEvents(table: LifeTable): Float64Array {
  if (table.events.length === 1) return table.events[0]!;
  const sum = new Float64Array(table.times.length);
  for (const column of table.events) {
    for (let r = 0; r < sum.length; r++) sum[r]! += column[r]!;
  }
  return sum;
}

/**
 * Checks that a table could come from a group of patients.
 *
 * @param table columns as long as its times, times >= 0 and increasing, counts >= 0
 * @throws RangeError naming the column and row; also if more patients leave a row than are at risk
 *
 * @example
 * ```ts
 * import { checkLifeTable, lifeTable } from 'sojourn';
 *
 * const table = lifeTable({ times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1] });
 * table.censored[0] = 7;
 * try {
 *   checkLifeTable(table);
 * } catch (error) {
 *   console.log((error as RangeError).message);
 * }
 * // row 0: 8 leave, must be at most the 6 at risk
 * ```
 */
export function checkLifeTable(table: LifeTable): void {
  const { times, events, causes, censored } = table;
  if (causes.length !== events.length) {
    throw new RangeError(`${causes.length} causes for ${events.length} columns of events, must be as many`);
  }
  for (const column of [...events, censored]) {
    if (column.length !== times.length) {
      throw new RangeError(`a column has ${column.length} rows, must have ${times.length}, one a time`);
    }
  }
  if (isSound(table)) return;
  let atRisk = table.size;
  if (!(atRisk >= 0 && atRisk < Infinity)) throw new RangeError(`size is ${atRisk}, must be finite and >= 0`);
  for (let r = 0; r < times.length; r++) {
    const after = r === 0 ? times[0]! >= 0 : times[r]! > times[r - 1]!;
    if (!after) throw new RangeError(`times[${r}] is ${times[r]}, must be >= 0 and after the row before`);
    let leaving = count(censored[r]!, 'censored', r);
    for (let k = 0; k < events.length; k++) leaving += count(events[k]![r]!, causes[k]!, r);
    if (leaving > atRisk) {
      throw new RangeError(`row ${r}: ${leaving} leave, must be at most the ${atRisk} at risk`);
    }
    atRisk -= leaving;
  }
}

/** Whether all is well, in a fraction of the time in which it is said what is not. */
function isSound({ times, events, censored, size }: LifeTable): boolean {
  if (!(size >= 0 && size < Infinity && times.length > 0 && times[0]! >= 0)) return false;
  let before = -1;
  for (let r = 0; r < times.length; r++) {
    if (!(times[r]! > before && censored[r]! >= 0)) return false;
    before = times[r]!;
  }
  for (const column of events) for (let r = 0; r < column.length; r++) if (!(column[r]! >= 0)) return false;
  // who leaves is never more than who is there, as long as nobody is missing in the end
  const leaving = [...events, censored].reduce((sum, column) => sum + sumOf(column), 0);
  return leaving <= size;
}

function sumOf(column: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < column.length; r++) sum += column[r]!;
  return sum;
}

function count(value: number, column: string, row: number): number {
  if (!(value >= 0)) throw new RangeError(`row ${row} of ${column} is ${value}, must be >= 0`);
  return value;
}
