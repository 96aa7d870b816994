import type { Columns } from '../columns.ts';
import { type EventTimes, eventTimes } from '../event-times.ts';
import type { TrialLoops } from '../loops/loops.ts';
import { type SelectRoom, type SortRoom, selectRoom } from '../loops/room.ts';
import { NEVER, type TrialColumns, trialColumns } from '../trial-columns.ts';

/** Memory for a trial of the first of its patients. */
export interface AdmitRoom {
  select: SelectRoom;
  columns: TrialColumns;
}

export function admitRoom(patients: number, from: Columns): AdmitRoom {
  return { select: selectRoom(patients, from), columns: trialColumns(patients, from) };
}

/** A trial of the patients randomised first, out of those that are drawn for it. */
export interface Admitted {
  /** valid until the next call */
  trial: TrialColumns;
  /** reads another trial, and admits so many of its patients */
  read(trial: TrialColumns, count: number): void;
  /** admits as many, in order of randomisation */
  admit(count: number): void;
  /** calendar time of the randomisation of a patient, by rank from 1 */
  randomised(rank: number): number;
}

/**
 * Patients beyond a number are drawn but not admitted: whom a patient is does not depend on how many there are, and a trial that
 * is enlarged has the patients that it had.
 */
export function admission({ select, columns }: AdmitRoom, sort: SortRoom, loops: TrialLoops): Admitted {
  const order: EventTimes = eventTimes({ select }, sort, loops);
  let all: TrialColumns;
  const self: Admitted = {
    trial: columns,
    read(trial, count) {
      all = trial;
      order.read({ eventTimes: trial.start, events: trial.size });
      self.admit(count);
    },
    randomised: (rank) => order.nth(rank),
    admit(count) {
      if (count >= all.size) {
        self.trial = all;
        return;
      }
      self.trial = columns;
      const last = order.nth(count);
      columns.size = all.size;
      columns.control = all.control;
      columns.screened = all.screened;
      columns.earliest = all.earliest;
      columns.events = 0;
      for (let i = 0; i < all.size; i++) {
        const isIn = all.start[i]! <= last;
        const eventAt = isIn ? all.eventAt[i]! : Infinity;
        columns.start[i] = isIn ? all.start[i]! : NEVER;
        columns.time[i] = all.time[i]!;
        columns.stratum[i] = all.stratum[i]!;
        columns.eventAt[i] = eventAt;
        if (eventAt < Infinity) columns.eventTimes[columns.events++] = eventAt;
      }
    },
  };
  return self;
}
