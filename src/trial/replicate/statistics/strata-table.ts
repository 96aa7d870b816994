import type { EventTable } from '../event-table.ts';
import { type LookData, TREATED } from '../look-data.ts';

/** Numbers of patients by stratum: of both arms, and of the treatment arm. */
interface Counts {
  all: Int32Array;
  treated: Int32Array;
}

/** Fills an event table from several strata. */
export function preparedStrataFilling(strata: number): (table: EventTable, data: LookData) => void {
  const counts = (): Counts => ({ all: new Int32Array(strata), treated: new Int32Array(strata) });
  const left = counts();
  const leaving = counts();
  const withEvent = counts();
  return (table, data) => {
    countAll(data, left);
    fill(table, data, left, leaving, withEvent);
  };
}

function countAll({ size, codes, strata }: LookData, { all, treated }: Counts): void {
  all.fill(0);
  treated.fill(0);
  for (let i = 0; i < size; i++) {
    const stratum = strata[i]!;
    all[stratum]! += 1;
    treated[stratum]! += codes[i]! & TREATED;
  }
}

/**
 * @param left patients at risk
 * @param leaving patients whose follow-up ends at the current time; 0 between times
 * @param withEvent those of them with the event; 0 between times
 */
function fill(
  table: EventTable,
  { size, times, codes, strata }: LookData,
  { all, treated }: Counts,
  leaving: Counts,
  withEvent: Counts,
): void {
  const {
    times: rowTimes,
    strata: rowStrata,
    control,
    treated: treatedAtRisk,
    events,
    treatedEvents,
  } = table;
  let rows = 0;
  let tied = false;
  for (let i = 0; i < size; ) {
    const time = times[i]!;
    if (i + 1 === size || times[i + 1]! !== time) {
      const code = codes[i]!;
      const stratum = strata[i++]!;
      const n = all[stratum]!;
      const treatmentAtRisk = treated[stratum]!;
      // a row is written for every patient and kept only for events, as with one stratum
      rowTimes[rows] = time;
      rowStrata[rows] = stratum;
      control[rows] = n - treatmentAtRisk;
      treatedAtRisk[rows] = treatmentAtRisk;
      events[rows] = 1;
      treatedEvents[rows] = code & TREATED;
      rows += code >> 1;
      all[stratum] = n - 1;
      treated[stratum] = treatmentAtRisk - (code & TREATED);
      continue;
    }
    for (; i < size && times[i] === time; i++) {
      const code = codes[i]!;
      const stratum = strata[i]!;
      leaving.all[stratum]! += 1;
      leaving.treated[stratum]! += code & TREATED;
      withEvent.all[stratum]! += code >> 1;
      withEvent.treated[stratum]! += code & (code >> 1);
    }
    for (let stratum = 0; stratum < all.length; stratum++) {
      const d = withEvent.all[stratum]!;
      if (d > 0) {
        rowTimes[rows] = time;
        rowStrata[rows] = stratum;
        control[rows] = all[stratum]! - treated[stratum]!;
        treatedAtRisk[rows] = treated[stratum]!;
        events[rows] = d;
        treatedEvents[rows++] = withEvent.treated[stratum]!;
        tied ||= d > 1;
      }
      all[stratum]! -= leaving.all[stratum]!;
      treated[stratum]! -= leaving.treated[stratum]!;
      leaving.all[stratum] = leaving.treated[stratum] = 0;
      withEvent.all[stratum] = withEvent.treated[stratum] = 0;
    }
  }
  table.rows = rows;
  table.tied = tied;
}
