import type { Memory } from '../memory.ts';
import type { Bend } from '../tables.ts';

/**
 * The loops that the engine is made of: each goes once over n patients and does one thing to their columns.
 *
 * Every place is a byte offset into the engine's memory. Columns of patients and draws hold 32-bit integers, columns
 * of times, hazards and factors hold doubles. A patient is a number from 0 within the batch: draws are made for the
 * number in the whole cohort, and what is remembered of a patient stands at that patient's place of a memory column.
 *
 * Two sets of primitives must give the same bits, so they use only + - * / sqrt, comparisons, integers and tables.
 *
 * Whatever the doubles of a column are (negative, huge, infinite, NaN), what is read and written stays within the columns
 * and tables named: each loop that makes an address of a double bounds it first.
 */
export interface Primitives {
  /** patients[i] = i */
  iota(patients: number, n: number): void;
  /** column[i] = value, doubles */
  fill(column: number, n: number, value: number): void;
  /** column[i] = value, integers */
  label(column: number, n: number, value: number): void;

  /** draws[i] = the 32-bit draw of triple32 for the keys k1 and k2, patient first + patients[i] and visit 0 */
  draw(patients: number, n: number, first: number, k1: number, k2: number, draws: number): void;
  /** the same at each patient's own visit: the memory column `visits` has how many there were, this one included */
  drawVisit(
    patients: number,
    n: number,
    first: number,
    k1: number,
    k2: number,
    visits: number,
    draws: number,
  ): void;
  /** draw and drawVisit with Philox4x32-10 */
  philox(patients: number, n: number, first: number, k1: number, k2: number, draws: number): void;
  philoxVisit(
    patients: number,
    n: number,
    first: number,
    k1: number,
    k2: number,
    visits: number,
    draws: number,
  ): void;
  /** draws bent at a kink, in place */
  bend(draws: number, n: number, bend: Bend): void;
  /** how many draws are below the unsigned threshold */
  count(draws: number, n: number, threshold: number): number;

  /** times[i] = quantile table at draws[i] */
  sample(table: number, draws: number, n: number, times: number): void;
  /** times[i] = min + width (1 - u), where u = (draws[i] + 1/2) / 2^32: a uniform law's quantile, survival u */
  even(draws: number, n: number, min: number, width: number, times: number): void;
  /** sample, kept only where it is earlier than times[i]; winners[i] = label there */
  race(table: number, draws: number, n: number, times: number, winners: number, label: number): void;
  /** times[i] = others[i] where that is earlier; winners[i] = label there */
  earlier(others: number, n: number, times: number, winners: number, label: number): void;
  /** times[i] = Infinity where draws[i] is below the unsigned threshold */
  never(draws: number, n: number, threshold: number, times: number): void;

  /** values[i] = the map at values[i] */
  map(table: number, n: number, values: number): void;
  /** values[i] = cumulative hazard of packed pieces at the time values[i] */
  piecesHazard(pieces: number, n: number, values: number): void;
  /** values[i] = the time at which packed pieces reach the cumulative hazard values[i] */
  piecesTime(pieces: number, n: number, values: number): void;

  /** column[i] = others[i], doubles */
  copy(column: number, n: number, others: number): void;
  /** column[i] += others[i] */
  add(column: number, n: number, others: number): void;
  /** column[i] -= others[i] */
  subtract(column: number, n: number, others: number): void;
  /** column[i] = max(column[i], others[i]) */
  notBefore(column: number, n: number, others: number): void;

  /** memory[patients[i]] = column[i] */
  remember(patients: number, n: number, column: number, memory: number): void;
  /** column[i] = memory[patients[i]] */
  recall(patients: number, n: number, memory: number, column: number): void;
  /** column[i] *= memory[patients[i]] */
  scale(patients: number, n: number, memory: number, column: number): void;
  /** visits[patients[i]] += 1; the largest number reached */
  visit(patients: number, n: number, visits: number): number;

  /**
   * counts[labels[i] + row of times[i]] += 1, where row = ceil(time * perUnit): 0 when that is below, rows when it is
   * larger, never or NaN
   */
  tally(times: number, labels: number, n: number, counts: number, rows: number, perUnit: number): void;

  /** the same for one label, the place of whose row 0 is `track`: track[row of times[i]] += 1 */
  note(times: number, n: number, track: number, rows: number, perUnit: number): void;
  /** notes times[i] in the track `event`, or where follow[i] is earlier that in the track `censored` */
  observe(
    times: number,
    follow: number,
    n: number,
    event: number,
    censored: number,
    rows: number,
    perUnit: number,
  ): void;

  /** appends patients and times whose winner is `label` and whose time is not after the horizon; how many */
  advance(
    times: number,
    winners: number,
    patients: number,
    n: number,
    label: number,
    horizon: number,
    toPatients: number,
    toTimes: number,
  ): number;
  /** appends patients and times later than the horizon; how many */
  expire(
    times: number,
    patients: number,
    n: number,
    horizon: number,
    toPatients: number,
    toTimes: number,
  ): number;
  /** appends to one of two queues by draw < threshold; how many went to the first */
  split(draws: number, threshold: number, from: Queue, n: number, yes: Queue, no: Queue): number;
  /** split of patients whose times are all the same and kept elsewhere; queues are places of patients */
  splitPatients(
    draws: number,
    threshold: number,
    patients: number,
    n: number,
    yes: number,
    no: number,
  ): number;
  /** appends by left[i] <= right[i]; how many went to the first */
  part(left: number, right: number, from: Queue, n: number, yes: Queue, no: Queue): number;
  /** appends by u (1 + odds[i]) < odds[i], where u = (draw + 1/2) / 2^32, and by infinite odds always; how many went to the first */
  splitOdds(draws: number, odds: number, from: Queue, n: number, yes: Queue, no: Queue): number;
}

/** Places of the next patient and time of a queue. */
export interface Queue {
  patients: number;
  times: number;
}

/** A block of memory and the primitives over it. */
export interface Machine {
  memory: Memory;
  primitives: Primitives;
}

/** Makes a machine. @param bytes a multiple of 64 KiB */
export type MachineOf = (bytes: number) => Machine;
