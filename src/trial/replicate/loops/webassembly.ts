import { wasmModule } from '../../../wasm/load.ts';
import type { TrialLoops } from './loops.ts';
import { MODULE } from './module.ts';

const wasm = wasmModule<Exports>(MODULE);

/** The loops in WebAssembly with vectors of 128 bits, from assembly/, over columns of the buffer they come with. */
export function webAssemblyLoops(bytes: number): { buffer: ArrayBuffer; loops: TrialLoops } {
  const { buffer, exports } = wasm.over(bytes);
  // what cut found: patients, those of the control arm, events; in the first line, which the module leaves alone
  const found = new Int32Array(buffer, 0, 3);
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
          0,
        );
        into.size = found[0]!;
        into.sizes[0] = found[1]!;
        into.sizes[1] = found[0]! - found[1]!;
        into.events = found[2]!;
      },
      logRankZ: ({ times, codes, size, sizes }) =>
        exports.logRankZ(times.byteOffset, codes.byteOffset, size, sizes[1]),
    },
  };
}

type Place = number;

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
}
