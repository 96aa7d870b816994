import { between } from '../../estimates/endpoint.ts';
import { censorMidway } from '../../estimates/life-tables.ts';
import type { Counts } from '../../kernel/engine.ts';
import type { SurvivalLine } from '../../survival/curve.ts';
import { kaplanMeier, quantileTime } from '../../survival/index.ts';
import { rmstValue } from '../../survival/rmst.ts';
import { wholeCurve } from '../../survival/whole-curve.ts';
import type { CurveTracks } from '../compare/collect.ts';
import type { VariantQuestions } from './asked.ts';

/** What became of an endpoint in each row of the grid, all causes together. */
export interface EndpointRows {
  events: Float64Array;
  /** undefined where the endpoint's definition censors nobody */
  censored: Float64Array | undefined;
  /** patients */
  size: number;
}

/** @param rows of the grid; a track has one more, of what is after the horizon */
export function rowsOf(
  { events, censored, patients }: CurveTracks,
  { tracks, counters }: Counts,
  rows: number,
): EndpointRows {
  const sumOf = (which: readonly number[]) => {
    const sum = new Float64Array(rows);
    for (const track of which) {
      const from = track * (rows + 1);
      for (let row = 0; row < rows; row++) sum[row]! += tracks[from + row]!;
    }
    return sum;
  };
  return {
    events: sumOf(events.flat()),
    censored: censored.length > 0 ? sumOf(censored) : undefined,
    size: patients.reduce((sum, counter) => sum + counters[counter]!, 0),
  };
}

/** Of all batches together. */
export function pooledRows(batches: readonly EndpointRows[]): EndpointRows {
  const isWhole = batches.every(({ censored }) => censored === undefined);
  const sumOf = (columns: readonly Float64Array[]) => {
    const sum = new Float64Array(columns[0]!.length);
    for (const column of columns) for (let row = 0; row < sum.length; row++) sum[row]! += column[row]!;
    return sum;
  };
  return {
    events: sumOf(batches.map(({ events }) => events)),
    censored: isWhole ? undefined : sumOf(batches.map(({ censored }) => censored!)),
    size: batches.reduce((sum, { size }) => sum + size, 0),
  };
}

/** The figures of an endpoint; NaN: not reached. */
export interface EndpointFigures {
  line: SurvivalLine;
  /** by landmark time */
  survival: number[];
  /** by restriction time */
  rmst: number[];
  median: number;
}

/**
 * The very figures of a run: where nobody is censored survival is a share of counts, and what only the standard error of a
 * curve needs is left out.
 */
export function figuresOfRows(
  { events, censored, size }: EndpointRows,
  times: Float64Array,
  { at, rmst }: Pick<VariantQuestions, 'at' | 'rmst'>,
): EndpointFigures {
  const line = censored
    ? kaplanMeier(censorMidway({ times, events: [events], causes: ['event'], censored, size }))
    : wholeCurve(times, events, size);
  return {
    line,
    survival: at.map((time) => between(times, line.survival, time)),
    rmst: rmst.map((tau) => rmstValue(line, tau)),
    median: quantileTime(line, 0.5, true),
  };
}

/** Those at risk and the events of each row, as a hazard ratio needs them. */
export function groupOf(
  { events, censored, size }: EndpointRows,
  times: Float64Array,
): { times: Float64Array; atRisk: Float64Array; events: Float64Array } {
  const left =
    censored && censorMidway({ times, events: [events], causes: ['event'], censored, size }).censored;
  const atRisk = new Float64Array(times.length);
  let n = size;
  for (let row = 0; row < times.length; row++) {
    atRisk[row] = n;
    n -= events[row]! + (left?.[row] ?? 0);
  }
  return { times, atRisk, events };
}
