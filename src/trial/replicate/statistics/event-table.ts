import { EVENT, type LookData, TREATED } from '../look-data.ts';
import type { StatisticOptions } from './statistic.ts';

/** Who was at risk and who had an event, at each time of an event in a stratum. */
export interface EventTable {
  /** how many rows there are; the columns may be longer */
  rows: number;
  /** increasing; strata with events at the same time have a row each */
  times: Float64Array;
  strata: Uint8Array;
  /** patients of the stratum at risk just before the time, all of them and those under treatment */
  atRisk: Float64Array;
  treatedAtRisk: Float64Array;
  /** events at the time */
  events: Float64Array;
  treatedEvents: Float64Array;
}

/** The table of a look; the same columns are written at each call. Who is censored at a time is at risk at it. */
export function preparedEventTable({
  strata,
  largest,
}: Pick<StatisticOptions, 'strata' | 'largest'>): (data: LookData) => EventTable {
  const column = () => new Float64Array(largest);
  const table: EventTable = {
    rows: 0,
    times: column(),
    strata: new Uint8Array(largest),
    atRisk: column(),
    treatedAtRisk: column(),
    events: column(),
    treatedEvents: column(),
  };
  // by stratum: at risk, and of one time who leaves and who has the event
  const counts = () => new Int32Array(strata);
  const left = { all: counts(), treated: counts() };
  const leaving = { all: counts(), treated: counts() };
  const falling = { all: counts(), treated: counts() };

  const addRow = (row: number, time: number, stratum: number) => {
    table.times[row] = time;
    table.strata[row] = stratum;
    table.atRisk[row] = left.all[stratum]!;
    table.treatedAtRisk[row] = left.treated[stratum]!;
  };

  return (data) => {
    const { size, times, codes } = data;
    countAtRisk(data, strata, left);
    let rows = 0;
    for (let i = 0; i < size; ) {
      const time = times[i]!;
      if (i + 1 === size || times[i + 1] !== time) {
        const code = codes[i]!;
        const stratum = strata > 1 ? data.strata[i]! : 0;
        if ((code & EVENT) !== 0) {
          addRow(rows, time, stratum);
          table.events[rows] = 1;
          table.treatedEvents[rows++] = code & TREATED;
        }
        left.all[stratum]! -= 1;
        left.treated[stratum]! -= code & TREATED;
        i++;
        continue;
      }
      for (; i < size && times[i] === time; i++) {
        const code = codes[i]!;
        const stratum = strata > 1 ? data.strata[i]! : 0;
        leaving.all[stratum]! += 1;
        leaving.treated[stratum]! += code & TREATED;
        falling.all[stratum]! += code >> 1;
        falling.treated[stratum]! += code & (code >> 1);
      }
      for (let stratum = 0; stratum < strata; stratum++) {
        if (falling.all[stratum]! > 0) {
          addRow(rows, time, stratum);
          table.events[rows] = falling.all[stratum]!;
          table.treatedEvents[rows++] = falling.treated[stratum]!;
        }
        left.all[stratum]! -= leaving.all[stratum]!;
        left.treated[stratum]! -= leaving.treated[stratum]!;
        leaving.all[stratum] = leaving.treated[stratum] = 0;
        falling.all[stratum] = falling.treated[stratum] = 0;
      }
    }
    table.rows = rows;
    return table;
  };
}

function countAtRisk(
  { size, sizes, codes, strata }: LookData,
  count: number,
  left: { all: Int32Array; treated: Int32Array },
): void {
  if (count === 1) {
    left.all[0] = size;
    left.treated[0] = sizes[1];
    return;
  }
  left.all.fill(0);
  left.treated.fill(0);
  for (let i = 0; i < size; i++) {
    left.all[strata[i]!]! += 1;
    left.treated[strata[i]!]! += codes[i]! & TREATED;
  }
}
