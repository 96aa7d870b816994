import type { Sorter } from './sort.ts';
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
export function eventTimes(ranks: number, capacity: number, sorter: Sorter): EventTimes {
  return ranks > FEW ? sortedTimes(capacity, sorter) : selectedTimes(capacity);
}

function sortedTimes(capacity: number, sorter: Sorter): EventTimes {
  const known = new Float64Array(capacity);
  const sorted = new Float64Array(capacity);
  const self: EventTimes = {
    count: 0,
    nth: (d) => sorted[d - 1]!,
    read({ size, eventAt }) {
      let count = 0;
      let latest = 0;
      for (let i = 0; i < size; i++) {
        const at = eventAt[i]!;
        known[count] = at;
        const isEvent = Number(at < Infinity);
        count += isEvent;
        latest = Math.max(latest, at < Infinity ? at : 0);
      }
      sorter.sort(known, count, latest, sorted);
      self.count = count;
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
  const self: EventTimes = {
    count: 0,
    read(next) {
      trial = next;
      const { size, eventAt } = next;
      const factor = scale;
      let count = 0;
      counts.fill(0);
      for (let i = 0; i < size; i++) {
        const at = eventAt[i]!;
        // the last bucket holds those without an event as well
        counts[Math.min(at * factor, BUCKETS) | 0]!++;
        count += Number(at < Infinity);
      }
      self.count = count;
    },
    nth(d) {
      let before = 0;
      let bucket = 0;
      while (before + counts[bucket]! < d) before += counts[bucket++]!;
      const { size, eventAt } = trial;
      const factor = scale;
      let found = 0;
      for (let i = 0; i < size; i++) {
        const at = eventAt[i]!;
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
      if (at > late || at < late / 4) {
        // for the trials to come
        late = 2 * at;
        scale = (BUCKETS - 1) / late;
      }
      return at;
    },
  };
  return self;
}
