/**
 * Whole numbers in few bytes: seven bits a byte, the lowest first, the highest bit of a byte says that more follow. A 0 is
 * followed by the number of further zeros, since most counts of a tally are 0.
 */

/** Most bytes of a number below 2^53. */
const LONGEST = 8;

/** @param values whole numbers from 0 to 2^53 - 1 */
export function packedCounts(values: ArrayLike<number>): Uint8Array {
  let bytes = new Uint8Array(values.length + 64);
  let at = 0;
  const put = (value: number) => {
    let rest = value;
    while (rest >= 0x80) {
      bytes[at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    bytes[at++] = rest;
  };
  for (let i = 0; i < values.length; i++) {
    if (at + 2 * LONGEST + 2 > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length);
      larger.set(bytes);
      bytes = larger;
    }
    const value = values[i]!;
    if (value !== 0) {
      put(value);
      continue;
    }
    const start = i;
    while (i + 1 < values.length && values[i + 1] === 0) i++;
    put(0);
    put(i - start);
  }
  return bytes.slice(0, at);
}

/**
 * Writes packed numbers into an array of zeros.
 *
 * @throws RangeError if they are not as many as the array holds
 */
export function unpackCounts(bytes: Uint8Array, into: Uint32Array | Float64Array | Uint8Array): void {
  let at = 0;
  let i = 0;
  while (at < bytes.length) {
    let value = bytes[at++]!;
    if (value >= 0x80) {
      value &= 0x7f;
      for (let factor = 0x80; ; factor *= 0x80) {
        const byte = bytes[at++]!;
        value += (byte & 0x7f) * factor;
        if (byte < 0x80) break;
      }
    }
    if (value !== 0) {
      into[i++] = value;
      continue;
    }
    let zeros = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = bytes[at++]!;
      zeros += (byte & 0x7f) * factor;
      if (!(byte >= 0x80)) break;
    }
    i += zeros + 1;
  }
  if (i !== into.length) throw new RangeError(`${i} packed counts, expected ${into.length}`);
}
