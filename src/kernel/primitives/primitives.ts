import type { Memory } from '../memory.ts';
import type { Bend } from '../tables.ts';

/**
 * The loops of an engine: each goes once over n patients and does one thing to their columns.
 *
 * All places are byte offsets into the engine's memory. Columns of patients and draws hold 32-bit integers; columns
 * of times, hazards and factors hold doubles. A patient is a number from 0 within the batch. Draws use the patient's
 * number in the whole cohort. Memory columns hold a value for each patient of the batch.
 *
 * The implementations must agree bit for bit, so they use only + - * / sqrt, comparisons, integers and tables.
 *
 * For any doubles in a column (negative, huge, infinite, NaN), reads and writes stay within the named columns and
 * tables: a loop bounds a double before it becomes an address.
 */
export interface Primitives {
  /** patients[i] = i */
  iota(patients: number, n: number): void;
  /** column[i] = value, doubles */
  fill(column: number, n: number, value: number): void;
  /** column[i] = value, integers */
  label(column: number, n: number, value: number): void;

  /** draws[i] = the 32-bit triple32 draw for keys k1 and k2, patient first + patients[i], visit 0 */
  draw(patients: number, n: number, first: number, k1: number, k2: number, draws: number): void;
  /** the same at each patient's current visit; the memory column `visits` counts visits, including the current one */
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
  /** the number of draws below the unsigned threshold */
  count(draws: number, n: number, threshold: number): number;

  /** times[i] = quantile table at draws[i] */
  sample(table: number, draws: number, n: number, times: number): void;
  /** times[i] = min + width (1 - u), with u = (draws[i] + 1/2) / 2^32: quantile of a uniform law at survival u */
  even(draws: number, n: number, min: number, width: number, times: number): void;
  /** samples a time; if it is earlier than times[i], stores it and sets winners[i] = label */
  race(table: number, draws: number, n: number, times: number, winners: number, label: number): void;
  /** where others[i] is earlier than times[i], stores it and sets winners[i] = label */
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
  /** visits[patients[i]] += 1; returns the largest count */
  visit(patients: number, n: number, visits: number): number;

  /**
   * counts[labels[i] + row of times[i]] += 1, where row = ceil(time * perUnit), at least 0 and at most `rows`;
   * Infinity and NaN go to `rows`
   */
  tally(times: number, labels: number, n: number, counts: number, rows: number, perUnit: number): void;

  /** the same for a single label; `track` is the place of its row 0: track[row of times[i]] += 1 */
  note(times: number, n: number, track: number, rows: number, perUnit: number): void;
  /** counts times[i] in the track `event`; if follow[i] is earlier, counts follow[i] in the track `censored` instead */
  observe(
    times: number,
    follow: number,
    n: number,
    event: number,
    censored: number,
    rows: number,
    perUnit: number,
  ): void;

  /** column[i] += others[i], integers */
  gather(column: number, n: number, others: number): void;
  /** column[i] = size less the sum of column[0] to column[i], integers */
  descend(column: number, n: number, size: number): void;

  /** appends patients and times with winner `label` and a time up to the horizon; returns their number */
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
  /** appends patients and times beyond the horizon; returns their number */
  expire(
    times: number,
    patients: number,
    n: number,
    horizon: number,
    toPatients: number,
    toTimes: number,
  ): number;
  /** appends to `yes` if draw < threshold, else to `no`; returns the number in `yes` */
  split(draws: number, threshold: number, from: Queue, n: number, yes: Queue, no: Queue): number;
  /** split for patients with equal times, which are kept elsewhere; queues are places of patients */
  splitPatients(
    draws: number,
    threshold: number,
    patients: number,
    n: number,
    yes: number,
    no: number,
  ): number;
  /** appends to `yes` if left[i] <= right[i], else to `no`; returns the number in `yes` */
  part(left: number, right: number, from: Queue, n: number, yes: Queue, no: Queue): number;
  /**
   * appends to `yes` if u (1 + odds[i]) < odds[i], with u = (draw + 1/2) / 2^32, or if odds are infinite; returns the
   * number in `yes`
   */
  splitOdds(draws: number, odds: number, from: Queue, n: number, yes: Queue, no: Queue): number;
}

/** The next free places of a queue, for the patient and the time. */
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
