import { BITS, DIGITS, type Sorted, type SortRoom } from '../room.ts';

/**
 * Radix sort for some hundred or thousand numbers, without comparisons, which a processor cannot predict. It uses two
 * digits of a number's place among 2^18, low digit first. An insertion sort afterwards orders the few numbers with
 * equal places.
 *
 * The columns are arguments: closures over the columns of several trials would share slower code.
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

/** Average number of insertion steps per value before switching to heap sort, so that the work is at most n log n. */
const STEPS = 8;

/** Insertion sort in place, for few or nearly sorted values; heap sort if it takes too many steps. */
export function insert(values: Float64Array, n: number): void {
  let steps = STEPS * n;
  for (let i = 1; i < n; i++) {
    const value = values[i]!;
    let k = i;
    for (; k > 0 && values[k - 1]! > value; k--) values[k] = values[k - 1]!;
    values[k] = value;
    steps -= i - k;
    if (steps < 0) {
      heapSort(values, n);
      return;
    }
  }
}

/** Source: Williams (1964), Comm. ACM 7, 347-348; Floyd (1964), Comm. ACM 7, 701. */
function heapSort(values: Float64Array, n: number): void {
  for (let root = (n >> 1) - 1; root >= 0; root--) sink(values, values[root]!, root, n);
  for (let end = n - 1; end > 0; end--) {
    const last = values[end]!;
    values[end] = values[0]!;
    sink(values, last, 0, end);
  }
}

/** Sifts a value down from a free place of a heap of n. */
function sink(values: Float64Array, value: number, from: number, n: number): void {
  let at = from;
  for (let child = 2 * at + 1; child < n; child = 2 * at + 1) {
    if (child + 1 < n && values[child + 1]! > values[child]!) child++;
    if (values[child]! <= value) break;
    values[at] = values[child]!;
    at = child;
  }
  values[at] = value;
}

/** Sorts times from 0 to `largest` together with a byte column and, with strata, a second one. */
export function sortPatients(
  unsorted: Sorted,
  n: number,
  largest: number,
  hasStrata: boolean,
  room: SortRoom,
  into: Sorted,
): void {
  const { times: values, codes: bytes, strata: others } = unsorted;
  const { times: sorted, codes: sortedBytes, strata: sortedOthers } = into;
  const { high, places, byLow } = room;
  orderByLow(values, n, largest, room);
  for (let k = 0; k < n; k++) {
    const i = byLow[k]!;
    const at = high[places[i]! >> BITS]!++;
    sorted[at] = values[i]!;
    sortedBytes[at] = bytes[i]!;
    if (hasStrata) sortedOthers[at] = others[i]!;
  }
  let steps = STEPS * n;
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
    steps -= i - k;
    if (steps < 0) {
      heapSortPatients(into, n, hasStrata, byLow, unsorted);
      return;
    }
  }
}

/**
 * Heap sort of patients; equal times keep their order.
 *
 * @param spare is overwritten
 */
function heapSortPatients(
  patients: Sorted,
  n: number,
  hasStrata: boolean,
  order: Int32Array,
  spare: Sorted,
): void {
  const { times, codes, strata } = patients;
  for (let i = 0; i < n; i++) order[i] = i;
  for (let root = (n >> 1) - 1; root >= 0; root--) sinkByTime(times, order, order[root]!, root, n);
  for (let end = n - 1; end > 0; end--) {
    const last = order[end]!;
    order[end] = order[0]!;
    sinkByTime(times, order, last, 0, end);
  }
  for (let k = 0; k < n; k++) {
    const i = order[k]!;
    spare.times[k] = times[i]!;
    spare.codes[k] = codes[i]!;
    if (hasStrata) spare.strata[k] = strata[i]!;
  }
  for (let k = 0; k < n; k++) {
    times[k] = spare.times[k]!;
    codes[k] = spare.codes[k]!;
    if (hasStrata) strata[k] = spare.strata[k]!;
  }
}

function sinkByTime(times: Float64Array, order: Int32Array, patient: number, from: number, n: number): void {
  let at = from;
  for (let child = 2 * at + 1; child < n; child = 2 * at + 1) {
    if (child + 1 < n && isLater(times, order[child + 1]!, order[child]!)) child++;
    if (isLater(times, patient, order[child]!)) break;
    order[at] = order[child]!;
    at = child;
  }
  order[at] = patient;
}

const isLater = (times: Float64Array, i: number, j: number) =>
  times[i]! > times[j]! || (times[i] === times[j] && i > j);

/** Fills byLow with indices sorted by low digit, and high with the first position of each high digit. */
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
    // any number gets a valid place; wrong places are corrected by the insertion sort
    const place = ((values[i]! * scale) | 0) & (PLACES - 1);
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
