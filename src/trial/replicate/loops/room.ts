import type { Columns } from '../columns.ts';

/** Memory for sorting up to `capacity` numbers by two digits. */
export interface SortRoom {
  /** number of values for each low and each high digit */
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

/** Memory for selecting one of up to `capacity` numbers by rank. */
export interface SelectRoom {
  /** number of values in each bucket; the last bucket has no upper end */
  counts: Int32Array;
  near: Float64Array;
}

export const BUCKETS = 256;

export function selectRoom(capacity: number, from: Columns): SelectRoom {
  return { counts: from.integers(BUCKETS + 1), near: from.doubles(capacity + 1) };
}

/** Columns that are sorted together by `times`. */
export interface Sorted {
  times: Float64Array;
  codes: Uint8Array;
  strata: Uint8Array;
}

export function sortedRoom(capacity: number, from: Columns): Sorted {
  return { times: from.doubles(capacity), codes: from.bytes(capacity), strata: from.bytes(capacity) };
}
