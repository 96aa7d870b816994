import { type LookData, TREATED } from '../look-data.ts';
import type { StatisticOptions } from './statistic.ts';
import { preparedStrataFilling } from './strata-table.ts';

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

/** Makes the table of a look, the same one at each call. Who is censored at a time is at risk at it. */
export function preparedEventTable({
  strata,
  largest,
}: Pick<StatisticOptions, 'strata' | 'largest'>): (data: LookData) => EventTable {
  const column = () => new Float64Array(largest);
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
  const fill = strata > 1 ? preparedStrataFilling(strata) : fillFromOne;
  return (data) => {
    fill(table, data);
    return table;
  };
}

/** Of one stratum, whose counts need no column. */
function fillFromOne(table: EventTable, { size, times, codes, sizes }: LookData): void {
  const { times: rowTimes, control, treated, events, treatedEvents } = table;
  let mine = sizes[1];
  let others = size - mine;
  let rows = 0;
  let tied = false;
  for (let i = 0; i < size; ) {
    const time = times[i]!;
    rowTimes[rows] = time;
    control[rows] = others;
    treated[rows] = mine;
    if (i + 1 === size || times[i + 1]! !== time) {
      const code = codes[i++]!;
      events[rows] = 1;
      treatedEvents[rows] = code & TREATED;
      // a row is written for everybody and kept for events: quicker than a branch that nothing foretells
      rows += code >> 1;
      mine -= code & TREATED;
      others -= ~code & TREATED;
      continue;
    }
    let d = 0;
    let treatedD = 0;
    for (; i < size && times[i] === time; i++) {
      const code = codes[i]!;
      d += code >> 1;
      treatedD += code & (code >> 1);
      mine -= code & TREATED;
      others -= ~code & TREATED;
    }
    events[rows] = d;
    treatedEvents[rows] = treatedD;
    rows += d > 0 ? 1 : 0;
    tied ||= d > 1;
  }
  table.rows = rows;
  table.tied = tied;
}
