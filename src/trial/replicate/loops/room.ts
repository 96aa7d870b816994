import type { Columns } from '../columns.ts';

/** Room for sorting up to so many numbers by two digits. */
export interface SortRoom {
  /** counts of the low and of the high digits */
  low: Int32Array;
  high: Int32Array;
  places: Int32Array;
  byLow: Int32Array;
}

export const BITS = 9;
export const DIGITS = 2 ** BITS;

export function sortRoom(capacity: number, from: Columns): SortRoom {
  return {
    low: from.integers(DIGITS),
    high: from.integers(DIGITS),
    places: from.integers(capacity),
    byLow: from.integers(capacity),
  };
}

/** Room for finding one of up to so many numbers by its rank. */
export interface SelectRoom {
  /** of each bucket, the last one open to the end */
  counts: Int32Array;
  near: Float64Array;
}

export const BUCKETS = 256;

export function selectRoom(capacity: number, from: Columns): SelectRoom {
  return { counts: from.integers(BUCKETS + 1), near: from.doubles(capacity + 1) };
}

/** Columns that stay together while they are sorted by the first. */
export interface Sorted {
  times: Float64Array;
  codes: Uint8Array;
  strata: Uint8Array;
}

export function sortedRoom(capacity: number, from: Columns): Sorted {
  return { times: from.doubles(capacity), codes: from.bytes(capacity), strata: from.bytes(capacity) };
}
