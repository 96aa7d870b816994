/**
 * Sorting of some hundred numbers of similar size, quicker than by comparing: numbers go into as many buckets as there
 * are numbers, and what is still out of order moves a place or two.
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

export function sorterFor(capacity: number): Sorter {
  let buckets = 64;
  while (buckets < capacity) buckets *= 2;
  const ends = new Int32Array(buckets + 1);

  /** Where each bucket's numbers end, after counting; returns the factor that makes a number its bucket. */
  function count(values: Float64Array, n: number, largest: number): number {
    const scale = largest > 0 ? (buckets - 1) / largest : 0;
    ends.fill(0);
    for (let i = 0; i < n; i++) ends[(values[i]! * scale) | 0]!++;
    let end = 0;
    for (let b = 0; b < buckets; b++) {
      end += ends[b]!;
      ends[b] = end;
    }
    return scale;
  }

  return {
    sort(values, n, largest, sorted) {
      const scale = count(values, n, largest);
      for (let i = n - 1; i >= 0; i--) {
        const value = values[i]!;
        sorted[--ends[(value * scale) | 0]!] = value;
      }
      for (let i = 1; i < n; i++) {
        const value = sorted[i]!;
        let k = i;
        for (; k > 0 && sorted[k - 1]! > value; k--) sorted[k] = sorted[k - 1]!;
        sorted[k] = value;
      }
    },
    sortWith(values, bytes, n, largest, sorted, sortedBytes, others, sortedOthers) {
      const scale = count(values, n, largest);
      for (let i = n - 1; i >= 0; i--) {
        const value = values[i]!;
        const at = --ends[(value * scale) | 0]!;
        sorted[at] = value;
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
