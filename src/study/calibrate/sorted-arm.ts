import type { ArmColumns } from './cohort.ts';

/** The patients of one arm, sorted by their times to one endpoint. */
export interface Sorted {
  count: number;
  times: Float64Array;
  isEvent: Uint8Array;
  groups: Uint32Array;
}

export function sortedRoom(size: number): Sorted {
  return {
    count: size,
    times: new Float64Array(size),
    isEvent: new Uint8Array(size),
    groups: new Uint32Array(size),
  };
}

const BUCKETS = 512;

/** Sorts the observed times: first into buckets, then within each bucket. */
export class Buckets {
  readonly #horizon: number;
  readonly #starts = new Int32Array(BUCKETS + 2);
  readonly #bucket: Uint16Array;
  readonly #times: Float64Array;
  readonly #isEvent: Uint8Array;

  constructor(size: number, horizon: number) {
    this.#horizon = horizon;
    this.#bucket = new Uint16Array(size);
    this.#times = new Float64Array(size);
    this.#isEvent = new Uint8Array(size);
  }

  /** Events come before censorings of the same time. */
  sort(
    { size, events, censored, followUp, groups }: ArmColumns,
    endpoint: number,
    cohort: number,
    into: Sorted,
  ): void {
    const horizon = this.#horizon;
    const starts = this.#starts;
    const bucket = this.#bucket;
    const own = this.#times;
    const seen = this.#isEvent;
    const start = cohort * size;
    const event = events[endpoint]!;
    const censor = censored[endpoint];
    const perUnit = BUCKETS / horizon;
    starts.fill(0);
    for (let i = 0; i < size; i++) {
      let end = followUp ? followUp[start + i]! : horizon;
      if (end > horizon) end = horizon;
      if (censor && censor[start + i]! < end) end = censor[start + i]!;
      const time = event[start + i]!;
      const isEvent = time <= end;
      const at = isEvent ? time : end;
      const b = (at * perUnit) | 0;
      own[i] = at;
      seen[i] = isEvent ? 1 : 0;
      bucket[i] = b;
      starts[b + 1]!++;
    }
    for (let b = 0; b < BUCKETS; b++) starts[b + 1]! += starts[b]!;
    const { times, isEvent, groups: groupOf } = into;
    for (let i = 0; i < size; i++) {
      const k = starts[bucket[i]!]!++;
      times[k] = own[i]!;
      isEvent[k] = seen[i]!;
      groupOf[k] = groups[start + i]!;
    }
    // insertion sort, since buckets are small
    for (let k = 1; k < size; k++) {
      const time = times[k]!;
      const is = isEvent[k]!;
      const group = groupOf[k]!;
      let to = k;
      while (to > 0 && (times[to - 1]! > time || (times[to - 1] === time && isEvent[to - 1]! < is))) {
        times[to] = times[to - 1]!;
        isEvent[to] = isEvent[to - 1]!;
        groupOf[to] = groupOf[to - 1]!;
        to--;
      }
      times[to] = time;
      isEvent[to] = is;
      groupOf[to] = group;
    }
  }
}
