import type { Columns } from './columns.ts';
import type { TrialLoops } from './loops/loops.ts';
import { BUCKETS, type SelectRoom, type SortRoom, selectRoom } from './loops/room.ts';
import type { TrialColumns } from './trial-columns.ts';

/** Finds the calendar times of a trial's events by their rank. */
export interface EventTimes {
  /** how many events there will ever be */
  count: number;
  /** calendar time of the d-th event, 1 <= d <= count */
  nth(d: number): number;
  /** turn to another trial */
  read(trial: TrialColumns): void;
}

/** What it takes to find them: all in order, or one by one. */
export interface EventTimesRoom {
  sorted?: Float64Array;
  select?: SelectRoom;
}

/** With more ranks than this it is quicker to put all events in order. */
const FEW = 2;

/** @param ranks how many ranks are asked of each trial */
export function eventTimesRoom(ranks: number, capacity: number, from: Columns): EventTimesRoom {
  return ranks > FEW ? { sorted: from.doubles(capacity) } : { select: selectRoom(capacity, from) };
}

export function eventTimes(
  { sorted, select }: EventTimesRoom,
  sort: SortRoom,
  loops: TrialLoops,
): EventTimes {
  return sorted ? sortedTimes(sorted, sort, loops) : selectedTimes(select!, loops);
}

function sortedTimes(sorted: Float64Array, room: SortRoom, loops: TrialLoops): EventTimes {
  const self: EventTimes = {
    count: 0,
    nth: (d) => sorted[d - 1]!,
    read({ events, eventTimes: unsorted }) {
      loops.sortTimes(unsorted, events, room, sorted);
      self.count = events;
    },
  };
  return self;
}

function selectedTimes(room: SelectRoom, loops: TrialLoops): EventTimes {
  let trial: TrialColumns;
  // events later than this share the last bucket; the answer does not depend on it
  let late = 1;
  const self: EventTimes = {
    count: 0,
    read(next) {
      trial = next;
      self.count = next.events;
    },
    nth(d) {
      const at = loops.nthTime(trial.eventTimes, trial.events, d, (BUCKETS - 1) / late, room);
      // for the trials to come: few events should be later than the buckets
      if (at > late / 2 || at < late / 8) late = 4 * at;
      return at;
    },
  };
  return self;
}
