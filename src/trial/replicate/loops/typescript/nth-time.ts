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
  for (let i = 0; i < n; i++) counts[bucketOf(times[i]!, perUnit)]!++;
  let before = 0;
  let bucket = 0;
  while (before + counts[bucket]! < d) before += counts[bucket++]!;
  let found = 0;
  for (let i = 0; i < n; i++) {
    const at = times[i]!;
    near[found] = at;
    found += Number(bucketOf(at, perUnit) === bucket);
  }
  insert(near, found);
  return near[d - before - 1]!;
}

/** From 0 to BUCKETS, whatever the time is. */
function bucketOf(time: number, perUnit: number): number {
  return Math.max(0, Math.min(time * perUnit, BUCKETS)) | 0;
}
