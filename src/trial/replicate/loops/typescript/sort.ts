import { BITS, DIGITS, type Sorted, type SortRoom } from '../room.ts';

/**
 * Sorting of some hundred or thousand numbers without comparing them, whose outcome no processor guesses: by the digits
 * of their place among 2^18, low ones first. The few that share a place move a step or two afterwards.
 *
 * Functions with their columns as arguments: closures over the columns of several trials would share slower code.
 */

const PLACES = DIGITS * DIGITS;

export function sortTimes(values: Float64Array, n: number, room: SortRoom, sorted: Float64Array): void {
  const { high, places, byLow } = room;
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, values[i]!);
  orderByLow(values, n, largest, room);
  for (let k = 0; k < n; k++) {
    const i = byLow[k]!;
    sorted[high[places[i]! >> BITS]!++] = values[i]!;
  }
  insert(sorted, n);
}

/** Few values, or values that are nearly in order, put in order where they are. */
export function insert(values: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) {
    const value = values[i]!;
    let k = i;
    for (; k > 0 && values[k - 1]! > value; k--) values[k] = values[k - 1]!;
    values[k] = value;
  }
}

/** Times from 0 to `largest` with a byte that goes along with each, and a second one where there are strata. */
export function sortPatients(
  { times: values, codes: bytes, strata: others }: Sorted,
  n: number,
  largest: number,
  hasStrata: boolean,
  room: SortRoom,
  { times: sorted, codes: sortedBytes, strata: sortedOthers }: Sorted,
): void {
  const { high, places, byLow } = room;
  orderByLow(values, n, largest, room);
  for (let k = 0; k < n; k++) {
    const i = byLow[k]!;
    const at = high[places[i]! >> BITS]!++;
    sorted[at] = values[i]!;
    sortedBytes[at] = bytes[i]!;
    if (hasStrata) sortedOthers[at] = others[i]!;
  }
  for (let i = 1; i < n; i++) {
    const value = sorted[i]!;
    if (sorted[i - 1]! <= value) continue;
    const byte = sortedBytes[i]!;
    const other = sortedOthers[i]!;
    let k = i;
    for (; k > 0 && sorted[k - 1]! > value; k--) {
      sorted[k] = sorted[k - 1]!;
      sortedBytes[k] = sortedBytes[k - 1]!;
      sortedOthers[k] = sortedOthers[k - 1]!;
    }
    sorted[k] = value;
    sortedBytes[k] = byte;
    sortedOthers[k] = other;
  }
}

/** byLow = the numbers' indices in the order of their low digits; high = where each high digit begins. */
function orderByLow(
  values: Float64Array,
  n: number,
  largest: number,
  { low, high, places, byLow }: SortRoom,
): void {
  const scale = largest > 0 ? (PLACES - 1) / largest : 0;
  low.fill(0);
  high.fill(0);
  for (let i = 0; i < n; i++) {
    const place = (values[i]! * scale) | 0;
    places[i] = place;
    low[place & (DIGITS - 1)]!++;
    high[place >> BITS]!++;
  }
  let lows = 0;
  let highs = 0;
  for (let d = 0; d < DIGITS; d++) {
    const ofLow = low[d]!;
    const ofHigh = high[d]!;
    low[d] = lows;
    high[d] = highs;
    lows += ofLow;
    highs += ofHigh;
  }
  for (let i = 0; i < n; i++) byLow[low[places[i]! & (DIGITS - 1)]!++] = i;
}
