import { between } from '../../estimates/endpoint.ts';
import { censorMidway } from '../../estimates/life-tables.ts';
import type { CountsInPlace } from '../../kernel/engine.ts';
import type { SurvivalLine } from '../../survival/curve.ts';
import { firstRows } from '../../survival/hazard-ratio.ts';
import { type EventRows, eventRows, kaplanMeier, type TwoGroups } from '../../survival/index.ts';
import { rowAt } from '../../survival/life-table.ts';
import { quantileOfHeights } from '../../survival/quantile.ts';
import { rmstValue } from '../../survival/rmst.ts';
import type { CurveTracks } from '../compare/collect.ts';
import type { VariantQuestions } from './asked.ts';

/** Counts of an endpoint in each row of the time grid, all causes together. */
export type EndpointRows = WholeRows | CensoredRows;

/** Counts of an endpoint whose definition censors nobody. */
interface WholeRows {
  /** patients free of the event at the end of each row */
  left: Uint32Array;
  /** patients */
  size: number;
}

interface CensoredRows {
  events: Float64Array;
  censored: Float64Array;
  size: number;
}

/**
 * @param rows of the grid; a track has one more row, for times after the horizon
 * @param room memory for the patients free of the event, reused by all variants
 */
export function rowsOf(
  { events, censored, patients }: CurveTracks,
  { tracks, counters, left }: CountsInPlace,
  rows: number,
  room: Uint32Array,
): EndpointRows {
  const size = patients.reduce((sum, counter) => sum + counters[counter]!, 0);
  const sumOf = (which: readonly number[]) => {
    const sum = new Float64Array(rows);
    for (const track of which) {
      const from = track * (rows + 1);
      for (let row = 0; row < rows; row++) sum[row]! += tracks[from + row]!;
    }
    return sum;
  };
  if (censored.length > 0) return { events: sumOf(events.flat()), censored: sumOf(censored), size };
  left(events.flat(), size, room);
  return { left: room, size };
}

/** The counts of all batches together. @param room memory for the patients free of the event, reused by all variants */
export function pooledRows(batches: readonly EndpointRows[], room: Uint32Array): EndpointRows {
  const size = batches.reduce((sum, { size }) => sum + size, 0);
  const left = batches.flatMap((one) => ('left' in one ? [one.left] : []));
  if (left.length > 0) return { left: sumInto(room, left), size };
  const others = batches as readonly CensoredRows[];
  const sumOf = (columns: readonly Float64Array[]) => sumInto(new Float64Array(columns[0]!.length), columns);
  return {
    events: sumOf(others.map(({ events }) => events)),
    censored: sumOf(others.map(({ censored }) => censored)),
    size,
  };
}

/** Writes the sums of the rows of these columns. */
function sumInto<Column extends Uint32Array | Float64Array>(
  into: Column,
  columns: readonly Column[],
): Column {
  into.set(columns[0]!);
  for (const column of columns.slice(1))
    for (let row = 0; row < into.length; row++) into[row]! += column[row]!;
  return into;
}

/** The figures of an endpoint; NaN if not reached. */
export interface EndpointFigures {
  /** survival at each landmark time */
  survival: number[];
  /** restricted mean at each restriction time */
  rmst: number[];
  median: number;
  /** survival at the end of the requested rows */
  curve: number[];
}

/**
 * The same figures as those of a run. If nobody is censored, survival is a share of counts, computed only for the rows that are
 * needed; quantities that only the standard error of a curve needs are left out.
 *
 * @param times end of each row
 * @param curveRows rows at which the curve is read
 */
export function figuresOfRows(
  rows: EndpointRows,
  times: Float64Array,
  { at, rmst }: Pick<VariantQuestions, 'at' | 'rmst'>,
  curveRows: readonly number[],
): EndpointFigures {
  const line =
    'left' in rows
      ? wholeLine(rows, times, Math.max(...at, ...rmst))
      : kaplanMeier(censorMidway({ times, causes: ['event'], ...rows, events: [rows.events] }));
  const heightAt =
    'left' in rows ? (row: number) => rows.left[row]! / rows.size : (row: number) => line.survival[row]!;
  return {
    survival: at.map((time) => between(times, line.survival, time)),
    rmst: rmst.map((tau) => rmstValue(line, tau)),
    median: quantileOfHeights(line, heightAt, 0.5, true),
    curve: curveRows.map(heightAt),
  };
}

let survivalRoom = new Float64Array(0);

/** The curve without censoring, equal to that of `wholeCurve`, up to the row after a time, and in the last row. */
function wholeLine({ left, size }: WholeRows, times: Float64Array, until: number): SurvivalLine {
  const count = times.length;
  if (survivalRoom.length !== count) survivalRoom = new Float64Array(count);
  const survival = survivalRoom;
  const last = count - 1;
  const needed = Math.min(last, rowAt(times, until) + 2);
  for (let row = 0; row <= needed; row++) survival[row] = left[row]! / size;
  survival[last] = left[last]! / size;
  // row of the last event
  let end = last;
  while (end > 0 && left[end - 1] === 0) end--;
  return { times, survival, size, followUp: size > 0 ? times[end]! : 0 };
}

let eventRoom: EventRows | undefined;

/**
 * The rows with events of either of two groups, for a hazard ratio.
 *
 * @returns rows in memory that the next call writes again
 */
export function eventRowsOf(reference: EndpointRows, compared: EndpointRows, times: Float64Array): EventRows {
  if (!('left' in reference && 'left' in compared))
    return eventRows({ reference: groupOf(reference, times), compared: groupOf(compared, times) });
  if (eventRoom?.times.length !== times.length) {
    const column = () => new Float64Array(times.length);
    eventRoom = { times: column(), nA: column(), nB: column(), dA: column(), dB: column() };
  }
  const rows = eventRoom;
  let [beforeA, beforeB] = [reference.size, compared.size];
  let at = 0;
  for (let row = 0; row < times.length; row++) {
    const leftA = reference.left[row]!;
    const leftB = compared.left[row]!;
    if (leftA === beforeA && leftB === beforeB) continue;
    rows.times[at] = times[row]!;
    rows.nA[at] = beforeA;
    rows.nB[at] = beforeB;
    rows.dA[at] = beforeA - leftA;
    rows.dB[at] = beforeB - leftB;
    [beforeA, beforeB] = [leftA, leftB];
    at++;
  }
  return firstRows(rows, at);
}

/** Patients at risk and events in each row. */
function groupOf(rows: EndpointRows, times: Float64Array): TwoGroups['reference'] {
  const { size } = rows;
  const atRisk = new Float64Array(times.length);
  if ('left' in rows) {
    const events = new Float64Array(times.length);
    let before = size;
    for (let row = 0; row < times.length; row++) {
      atRisk[row] = before;
      before = rows.left[row]!;
      events[row] = atRisk[row]! - before;
    }
    return { times, atRisk, events };
  }
  const { events } = rows;
  const { censored } = censorMidway({ times, causes: ['event'], ...rows, events: [events] });
  let n = size;
  for (let row = 0; row < times.length; row++) {
    atRisk[row] = n;
    n -= events[row]! + censored[row]!;
  }
  return { times, atRisk, events };
}
