/** Bits of 32-bit words, and sorting them. */

/** How many bits are set. Source: Warren, Hacker's Delight (2002), section 5-1. */
export function bitsSet(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  x = (x + (x >>> 4)) & 0x0f0f0f0f;
  return Math.imul(x, 0x01010101) >>> 24;
}

/**
 * Transposes 32 words as a bit matrix, in place: bit b of word i becomes bit i of word b.
 *
 * Source: recursive exchange of quadrants, Warren, Hacker's Delight (2002), section 7-3.
 */
export function transpose(words: Int32Array): void {
  let mask = 0x0000ffff;
  for (let width = 16; width > 0; width >>= 1, mask ^= mask << width) {
    for (let i = 0; i < 32; i = (i + width + 1) & ~width) {
      const swapped = ((words[i]! >>> width) ^ words[i + width]!) & mask;
      words[i + width]! ^= swapped;
      words[i]! ^= swapped << width;
    }
  }
}

const DIGIT = 11;
const DIGITS = 2 ** DIGIT;
const places = new Int32Array(DIGITS);

/** Sorts unsigned words, in place, by three passes over 11 bits each. @param scratch as long as they are */
export function sortWords(words: Uint32Array, scratch: Uint32Array): void {
  pass(words, scratch, 0);
  pass(scratch, words, DIGIT);
  pass(words, scratch, 2 * DIGIT);
  words.set(scratch);
}

function pass(from: Uint32Array, to: Uint32Array, shift: number): void {
  places.fill(0);
  for (let i = 0; i < from.length; i++) places[(from[i]! >>> shift) & (DIGITS - 1)]!++;
  for (let digit = 0, place = 0; digit < DIGITS; digit++) {
    const count = places[digit]!;
    places[digit] = place;
    place += count;
  }
  for (let i = 0; i < from.length; i++) {
    const word = from[i]!;
    to[places[(word >>> shift) & (DIGITS - 1)]!++] = word;
  }
}
