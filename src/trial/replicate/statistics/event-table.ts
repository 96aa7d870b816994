import { type LookData, TREATED } from '../look-data.ts';
import type { StatisticOptions } from './statistic.ts';

/** Who was at risk and who had an event, at each time of an event in a stratum. */
export interface EventTable {
  /** how many rows there are; the columns may be longer */
  rows: number;
  /** increasing; strata with events at the same time have a row each */
  times: Float64Array;
  strata: Uint8Array;
  /** patients of the stratum at risk just before the time */
  control: Float64Array;
  treated: Float64Array;
  /** events at the time, of both arms and under treatment */
  events: Float64Array;
  treatedEvents: Float64Array;
  /** whether any row has more than one event */
  tied: boolean;
}

/** By stratum: patients of both arms, and of the treatment arm. */
interface Counts {
  all: Int32Array;
  treated: Int32Array;
}

/** Makes the table of a look, the same one at each call. Who is censored at a time is at risk at it. */
export function preparedEventTable({
  strata,
  largest,
}: Pick<StatisticOptions, 'strata' | 'largest'>): (data: LookData) => EventTable {
  const column = () => new Float64Array(largest);
  const counts = (): Counts => ({ all: new Int32Array(strata), treated: new Int32Array(strata) });
  const table: EventTable = {
    rows: 0,
    times: column(),
    strata: new Uint8Array(largest),
    control: column(),
    treated: column(),
    events: column(),
    treatedEvents: column(),
    tied: false,
  };
  const left = counts();
  const leaving = counts();
  const falling = counts();
  return (data) => {
    countAtRisk(data, strata, left);
    fill(table, data, strata, left, leaving, falling);
    return table;
  };
}

function countAtRisk(
  { size, sizes, codes, strata }: LookData,
  count: number,
  { all, treated }: Counts,
): void {
  if (count === 1) {
    all[0] = size;
    treated[0] = sizes[1];
    return;
  }
  all.fill(0);
  treated.fill(0);
  for (let i = 0; i < size; i++) {
    const stratum = strata[i]!;
    all[stratum]! += 1;
    treated[stratum]! += codes[i]! & TREATED;
  }
}

function fill(
  table: EventTable,
  { size, times, codes, strata: stratumOf }: LookData,
  strata: number,
  { all, treated }: Counts,
  leaving: Counts,
  falling: Counts,
): void {
  const columns = table;
  const { times: rowTimes, strata: rowStrata, control, events, treatedEvents } = columns;
  const treatedColumn = columns.treated;
  let rows = 0;
  let tied = false;
  for (let i = 0; i < size; ) {
    const time = times[i]!;
    if (i + 1 === size || times[i + 1]! !== time) {
      const code = codes[i]!;
      const stratum = strata > 1 ? stratumOf[i]! : 0;
      const n = all[stratum]!;
      const mine = treated[stratum]!;
      // a row is written for everybody and kept for events: quicker than a branch that nothing foretells
      rowTimes[rows] = time;
      rowStrata[rows] = stratum;
      control[rows] = n - mine;
      treatedColumn[rows] = mine;
      events[rows] = 1;
      treatedEvents[rows] = code & TREATED;
      rows += code >> 1;
      all[stratum] = n - 1;
      treated[stratum] = mine - (code & TREATED);
      i++;
      continue;
    }
    for (; i < size && times[i] === time; i++) {
      const code = codes[i]!;
      const stratum = strata > 1 ? stratumOf[i]! : 0;
      leaving.all[stratum]! += 1;
      leaving.treated[stratum]! += code & TREATED;
      falling.all[stratum]! += code >> 1;
      falling.treated[stratum]! += code & (code >> 1);
    }
    for (let stratum = 0; stratum < strata; stratum++) {
      const d = falling.all[stratum]!;
      if (d > 0) {
        rowTimes[rows] = time;
        rowStrata[rows] = stratum;
        control[rows] = all[stratum]! - treated[stratum]!;
        treatedColumn[rows] = treated[stratum]!;
        events[rows] = d;
        treatedEvents[rows++] = falling.treated[stratum]!;
        tied ||= d > 1;
      }
      all[stratum]! -= leaving.all[stratum]!;
      treated[stratum]! -= leaving.treated[stratum]!;
      leaving.all[stratum] = leaving.treated[stratum] = 0;
      falling.all[stratum] = falling.treated[stratum] = 0;
    }
  }
  table.rows = rows;
  table.tied = tied;
}
