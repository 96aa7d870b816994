import { wasmModule } from '../../../wasm/load.ts';
import type { TrialLoops } from './loops.ts';
import { MODULE } from './module.ts';

const wasm = wasmModule<Exports>(MODULE);

/** The loops in WebAssembly with vectors of 128 bits, from assembly/, over columns of the buffer they come with. */
export function webAssemblyLoops(bytes: number): { buffer: ArrayBuffer; loops: TrialLoops } {
  const { buffer, exports } = wasm.over(bytes);
  // in the first line, which the module leaves alone: of cut the patients, those of the control arm, events; of coxSlopes
  // what is found
  const found = new Int32Array(buffer, COUNTS, 3);
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
        into.size = found[0]!;
        into.sizes[0] = found[1]!;
        into.sizes[1] = found[0]! - found[1]!;
        into.events = found[2]!;
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

type Place = number;

const COUNTS: Place = 0;
const SLOPES: Place = 16;

/** What the module exports: places of columns, and numbers. */
interface Exports {
  enrolEvenly(
    entry: Place,
    events: Place,
    losses: Place,
    n: number,
    opens: number,
    length: number,
    start: Place,
    time: Place,
    eventAt: Place,
    eventTimes: Place,
  ): number;
  nthTime(times: Place, n: number, d: number, perUnit: number, counts: Place, near: Place): number;
  sortTimes(
    times: Place,
    n: number,
    low: Place,
    high: Place,
    places: Place,
    byLow: Place,
    sorted: Place,
  ): void;
  cut(
    size: number,
    control: number,
    start: Place,
    time: Place,
    eventAt: Place,
    stratum: Place,
    at: number,
    events: number,
    times: Place,
    codes: Place,
    strata: Place,
    low: Place,
    high: Place,
    places: Place,
    byLow: Place,
    sorted: Place,
    sortedCodes: Place,
    sortedStrata: Place,
    found: Place,
  ): void;
  logRankZ(times: Place, codes: Place, size: number, treated: number): number;
  /** how many rows there are, its bits turned round where any has several events */
  tabulate(
    times: Place,
    codes: Place,
    size: number,
    treatedSize: number,
    rowTimes: Place,
    control: Place,
    treated: Place,
    events: Place,
    treatedEvents: Place,
  ): number;
  coxSlopes(
    rows: number,
    control: Place,
    treated: Place,
    treatedEvents: Place,
    ratio: number,
    slopes: Place,
  ): void;
}
