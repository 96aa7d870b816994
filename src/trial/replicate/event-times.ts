import type { Columns } from './columns.ts';
import type { TrialLoops } from './loops/loops.ts';
import { BUCKETS, type SelectRoom, type SortRoom, selectRoom } from './loops/room.ts';
import type { TrialColumns } from './trial-columns.ts';

/** A trial's events, or other times of its patients, in any order: the first `events` of them count. */
export type RankedTimes = Pick<TrialColumns, 'eventTimes' | 'events'>;

/** Finds the calendar times of a trial's events by rank. */
export interface EventTimes {
  /** number of events that will ever happen */
  count: number;
  /** calendar time of the d-th event, 1 <= d <= count */
  nth(d: number): number;
  /** reads another trial */
  read(trial: RankedTimes): void;
}

/** Memory for finding event times: either sorts all, or selects single ranks. */
export interface EventTimesRoom {
  sorted?: Float64Array;
  select?: SelectRoom;
}

/** Above this number of ranks, sorting all events is quicker than selection. */
const SORT_ABOVE_RANKS = 2;

/** @param ranks number of ranks needed of each trial */
export function eventTimesRoom(ranks: number, capacity: number, from: Columns): EventTimesRoom {
  return ranks > SORT_ABOVE_RANKS
    ? { sorted: from.doubles(capacity) }
    : { select: selectRoom(capacity, from) };
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
  let trial: RankedTimes;
  // times above this share the last bucket; the result does not depend on it
  let lastBucket = 1;
  const self: EventTimes = {
    count: 0,
    read(next) {
      trial = next;
      self.count = next.events;
    },
    nth(d) {
      const at = loops.nthTime(trial.eventTimes, trial.events, d, (BUCKETS - 1) / lastBucket, room);
      // adapt to the next trials: only few events should fall into the last bucket
      if (at > lastBucket / 2 || at < lastBucket / 8) lastBucket = 4 * at;
      return at;
    },
  };
  return self;
}
