/**
 * Sorting of some hundred or thousand numbers without comparing them, whose outcome no processor guesses: by the digits
 * of their place among 2^18, low ones first. The few that share a place move a step or two afterwards.
 */
export interface Sorter {
  /** Put the first n of `values` in increasing order, into `sorted`. Values are from 0 to `largest`. */
  sort(values: Float64Array, n: number, largest: number, sorted: Float64Array): void;
  /** The same with a byte that goes along with each value, and a second one where there are such columns. */
  sortWith(
    values: Float64Array,
    bytes: Uint8Array,
    n: number,
    largest: number,
    sorted: Float64Array,
    sortedBytes: Uint8Array,
    others?: Uint8Array,
    sortedOthers?: Uint8Array,
  ): void;
}

const BITS = 9;
const DIGITS = 2 ** BITS;
const PLACES = DIGITS * DIGITS;

export function sorterFor(capacity: number): Sorter {
  const low = new Int32Array(DIGITS);
  const high = new Int32Array(DIGITS);
  const places = new Int32Array(capacity);
  const byLow = new Int32Array(capacity);

  /** byLow = the numbers' indices in the order of their low digits; high = where each high digit begins */
  function order(values: Float64Array, n: number, largest: number): void {
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

  return {
    sort(values, n, largest, sorted) {
      order(values, n, largest);
      for (let k = 0; k < n; k++) {
        const i = byLow[k]!;
        sorted[high[places[i]! >> BITS]!++] = values[i]!;
      }
      for (let i = 1; i < n; i++) {
        const value = sorted[i]!;
        let k = i;
        for (; k > 0 && sorted[k - 1]! > value; k--) sorted[k] = sorted[k - 1]!;
        sorted[k] = value;
      }
    },
    sortWith(values, bytes, n, largest, sorted, sortedBytes, others, sortedOthers) {
      order(values, n, largest);
      for (let k = 0; k < n; k++) {
        const i = byLow[k]!;
        const at = high[places[i]! >> BITS]!++;
        sorted[at] = values[i]!;
        sortedBytes[at] = bytes[i]!;
        if (others !== undefined) sortedOthers![at] = others[i]!;
      }
      for (let i = 1; i < n; i++) {
        const value = sorted[i]!;
        if (sorted[i - 1]! <= value) continue;
        const byte = sortedBytes[i]!;
        const other = sortedOthers === undefined ? 0 : sortedOthers[i]!;
        let k = i;
        for (; k > 0 && sorted[k - 1]! > value; k--) {
          sorted[k] = sorted[k - 1]!;
          sortedBytes[k] = sortedBytes[k - 1]!;
          if (sortedOthers !== undefined) sortedOthers[k] = sortedOthers[k - 1]!;
        }
        sorted[k] = value;
        sortedBytes[k] = byte;
        if (sortedOthers !== undefined) sortedOthers[k] = other;
      }
    },
  };
}
