import { wasmModule } from '../../../wasm/load.ts';
import type { TrialLoops } from './loops.ts';
import { MODULE } from './module.ts';

const wasm = wasmModule<Exports>(MODULE);

/** The loops in WebAssembly with 128-bit vectors, compiled from assembly/, and the buffer for their columns. */
export function webAssemblyLoops(bytes: number): { buffer: ArrayBuffer; loops: TrialLoops } {
  const { buffer, exports } = wasm.over(bytes);
  // results are in the first line of the memory, which the module does not use itself: for cut the patients, those of
  // control and the events; for coxSlopes the derivatives
  const cutCounts = new Int32Array(buffer, COUNTS, 3);
  const derivatives = new Float64Array(buffer, SLOPES, 3);
  return {
    buffer,
    loops: {
      enrolEvenly({ entry, events, losses, first, firstLost, opens, length }, n, slot, trial) {
        const { start, time, eventAt, eventTimes } = trial;
        trial.events += exports.enrolEvenly(
          entry.byteOffset + 8 * first,
          events.byteOffset + 8 * first,
          losses.byteOffset + 8 * firstLost,
          n,
          opens,
          length,
          start.byteOffset + 8 * slot,
          time.byteOffset + 8 * slot,
          eventAt.byteOffset + 8 * slot,
          eventTimes.byteOffset + 8 * trial.events,
        );
      },
      nthTime: (times, n, d, perUnit, { counts, near }) =>
        exports.nthTime(times.byteOffset, n, d, perUnit, counts.byteOffset, near.byteOffset),
      sortTimes(times, n, { low, high, places, byLow }, sorted) {
        exports.sortTimes(
          times.byteOffset,
          n,
          low.byteOffset,
          high.byteOffset,
          places.byteOffset,
          byLow.byteOffset,
          sorted.byteOffset,
        );
      },
      cut(trial, at, events, { hasStrata, sort, unsorted }, into) {
        exports.cut(
          trial.size,
          trial.control,
          trial.start.byteOffset,
          trial.time.byteOffset,
          trial.eventAt.byteOffset,
          trial.stratum.byteOffset,
          at,
          events ?? -1,
          unsorted.times.byteOffset,
          unsorted.codes.byteOffset,
          hasStrata ? unsorted.strata.byteOffset : 0,
          sort.low.byteOffset,
          sort.high.byteOffset,
          sort.places.byteOffset,
          sort.byLow.byteOffset,
          into.times.byteOffset,
          into.codes.byteOffset,
          into.strata.byteOffset,
          COUNTS,
        );
        into.size = cutCounts[0]!;
        into.sizes[0] = cutCounts[1]!;
        into.sizes[1] = cutCounts[0]! - cutCounts[1]!;
        into.events = cutCounts[2]!;
      },
      logRankZ: ({ times, codes, size, sizes }) =>
        exports.logRankZ(times.byteOffset, codes.byteOffset, size, sizes[1]),
      tabulate(table, { times, codes, size, sizes }) {
        const rows = exports.tabulate(
          times.byteOffset,
          codes.byteOffset,
          size,
          sizes[1],
          table.times.byteOffset,
          table.control.byteOffset,
          table.treated.byteOffset,
          table.events.byteOffset,
          table.treatedEvents.byteOffset,
        );
        table.tied = rows < 0;
        table.rows = rows < 0 ? ~rows : rows;
      },
      coxSlopes({ rows, control, treated, treatedEvents }, ratio, slopes) {
        exports.coxSlopes(
          rows,
          control.byteOffset,
          treated.byteOffset,
          treatedEvents.byteOffset,
          ratio,
          SLOPES,
        );
        for (let k = 0; k < 3; k++) slopes[k] = derivatives[k]!;
      },
    },
  };
}

type Address = number;

const COUNTS: Address = 0;
const SLOPES: Address = 16;

/** The module's exports; arguments are addresses of columns, and numbers. */
interface Exports {
  enrolEvenly(
    entry: Address,
    events: Address,
    losses: Address,
    n: number,
    opens: number,
    length: number,
    start: Address,
    time: Address,
    eventAt: Address,
    eventTimes: Address,
  ): number;
  nthTime(times: Address, n: number, d: number, perUnit: number, counts: Address, near: Address): number;
  sortTimes(
    times: Address,
    n: number,
    low: Address,
    high: Address,
    places: Address,
    byLow: Address,
    sorted: Address,
  ): void;
  cut(
    size: number,
    control: number,
    start: Address,
    time: Address,
    eventAt: Address,
    stratum: Address,
    at: number,
    events: number,
    times: Address,
    codes: Address,
    strata: Address,
    low: Address,
    high: Address,
    places: Address,
    byLow: Address,
    sorted: Address,
    sortedCodes: Address,
    sortedStrata: Address,
    cutCounts: Address,
  ): void;
  logRankZ(times: Address, codes: Address, size: number, treated: number): number;
  /** the number of rows, or its bitwise complement if any row has several events */
  tabulate(
    times: Address,
    codes: Address,
    size: number,
    treatedSize: number,
    rowTimes: Address,
    control: Address,
    treated: Address,
    events: Address,
    treatedEvents: Address,
  ): number;
  coxSlopes(
    rows: number,
    control: Address,
    treated: Address,
    treatedEvents: Address,
    ratio: number,
    slopes: Address,
  ): void;
}
