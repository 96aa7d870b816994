import type { EventTable } from '../../event-table.ts';
import { type LookData, TREATED } from '../../look-data.ts';

/** The table of a look at one stratum, whose counts need no column. */
export function tabulate(table: EventTable, { size, times, codes, sizes }: LookData): void {
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
