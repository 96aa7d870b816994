import type { EventTable } from '../../event-table.ts';
import { type LookData, TREATED } from '../../look-data.ts';

/** The event table of a look with one stratum; its column of strata stays 0. */
export function tabulate(table: EventTable, { size, times, codes, sizes }: LookData): void {
  const { times: rowTimes, control, treated, events, treatedEvents } = table;
  let treatedAtRisk = sizes[1];
  let controlAtRisk = size - treatedAtRisk;
  let rows = 0;
  let tied = false;
  for (let i = 0; i < size; ) {
    const time = times[i]!;
    rowTimes[rows] = time;
    control[rows] = controlAtRisk;
    treated[rows] = treatedAtRisk;
    if (i + 1 === size || times[i + 1]! !== time) {
      const code = codes[i++]!;
      events[rows] = 1;
      treatedEvents[rows] = code & TREATED;
      // a row is written for every patient and kept only for events: quicker than an unpredictable branch
      rows += code >> 1;
      treatedAtRisk -= code & TREATED;
      controlAtRisk -= ~code & TREATED;
      continue;
    }
    let d = 0;
    let treatedD = 0;
    for (; i < size && times[i] === time; i++) {
      const code = codes[i]!;
      d += code >> 1;
      treatedD += code & (code >> 1);
      treatedAtRisk -= code & TREATED;
      controlAtRisk -= ~code & TREATED;
    }
    events[rows] = d;
    treatedEvents[rows] = treatedD;
    rows += d > 0 ? 1 : 0;
    tied ||= d > 1;
  }
  table.rows = rows;
  table.tied = tied;
}
