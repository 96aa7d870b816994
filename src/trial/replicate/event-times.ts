import { type SortRoom, sortNumbers } from './sort.ts';
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

/** With more ranks than this it is quicker to put all events in order. */
const FEW = 2;
const BUCKETS = 256;

/** @param ranks how many ranks are asked of each trial */
export function eventTimes(ranks: number, capacity: number, room: SortRoom): EventTimes {
  return ranks > FEW ? sortedTimes(capacity, room) : selectedTimes(capacity);
}

function sortedTimes(capacity: number, room: SortRoom): EventTimes {
  const sorted = new Float64Array(capacity);
  const self: EventTimes = {
    count: 0,
    nth: (d) => sorted[d - 1]!,
    read({ events, eventTimes: unsorted }) {
      let latest = 0;
      for (let i = 0; i < events; i++) latest = Math.max(latest, unsorted[i]!);
      sortNumbers(unsorted, events, latest, room, sorted);
      self.count = events;
    },
  };
  return self;
}

/** By counting in buckets, and putting in order only those of the bucket that holds the rank. */
function selectedTimes(capacity: number): EventTimes {
  const counts = new Int32Array(BUCKETS + 1);
  const near = new Float64Array(capacity + 1);
  let trial: TrialColumns;
  // events later than this share the last bucket; the answer does not depend on it
  let late = 1;
  let scale = BUCKETS - 1;
  // of the trial under way
  let factor = scale;
  const self: EventTimes = {
    count: 0,
    read(next) {
      trial = next;
      const { events, eventTimes: times } = next;
      factor = scale;
      counts.fill(0);
      for (let i = 0; i < events; i++) counts[Math.min(times[i]! * factor, BUCKETS) | 0]!++;
      self.count = events;
    },
    nth(d) {
      let before = 0;
      let bucket = 0;
      while (before + counts[bucket]! < d) before += counts[bucket++]!;
      const { events, eventTimes: times } = trial;
      let found = 0;
      for (let i = 0; i < events; i++) {
        const at = times[i]!;
        near[found] = at;
        found += Number((Math.min(at * factor, BUCKETS) | 0) === bucket);
      }
      for (let i = 1; i < found; i++) {
        const at = near[i]!;
        let k = i;
        for (; k > 0 && near[k - 1]! > at; k--) near[k] = near[k - 1]!;
        near[k] = at;
      }
      const at = near[d - before - 1]!;
      if (at > late / 2 || at < late / 8) {
        // for the trials to come: few events should be later than the buckets
        late = 4 * at;
        scale = (BUCKETS - 1) / late;
      }
      return at;
    },
  };
  return self;
}
