import { BUCKETS, type SelectRoom } from '../room.ts';
import { insert } from './sort.ts';

/** By counting in buckets, and putting in order only those of the bucket that holds the rank. */
export function nthTime(
  times: Float64Array,
  n: number,
  d: number,
  perUnit: number,
  { counts, near }: SelectRoom,
): number {
  counts.fill(0);
  for (let i = 0; i < n; i++) counts[Math.min(times[i]! * perUnit, BUCKETS) | 0]!++;
  let before = 0;
  let bucket = 0;
  while (before + counts[bucket]! < d) before += counts[bucket++]!;
  let found = 0;
  for (let i = 0; i < n; i++) {
    const at = times[i]!;
    near[found] = at;
    found += Number((Math.min(at * perUnit, BUCKETS) | 0) === bucket);
  }
  insert(near, found);
  return near[d - before - 1]!;
}
