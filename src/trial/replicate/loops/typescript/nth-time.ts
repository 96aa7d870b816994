import { BUCKETS, type SelectRoom } from '../room.ts';
import { insert } from './sort.ts';

/** Counts times in buckets, then sorts only the bucket that contains the rank. */
export function nthTime(
  times: Float64Array,
  n: number,
  d: number,
  perUnit: number,
  { counts, near: candidates }: SelectRoom,
): number {
  counts.fill(0);
  for (let i = 0; i < n; i++) counts[bucketOf(times[i]!, perUnit)]!++;
  let before = 0;
  let bucket = 0;
  while (before + counts[bucket]! < d) before += counts[bucket++]!;
  let chosen = 0;
  for (let i = 0; i < n; i++) {
    const at = times[i]!;
    candidates[chosen] = at;
    chosen += Number(bucketOf(at, perUnit) === bucket);
  }
  insert(candidates, chosen);
  return candidates[d - before - 1]!;
}

/** A bucket from 0 to BUCKETS, for any time. */
function bucketOf(time: number, perUnit: number): number {
  return Math.max(0, Math.min(time * perUnit, BUCKETS)) | 0;
}
