/**
 * The random number generators, one draw at a time: the readable twins of the fast loops.
 *
 * A draw depends only on the stream's two keys, the patient and the visit, so it can be reproduced alone. All numbers
 * are 32-bit integers; the first visit is 0.
 */
export interface Generator {
  name: GeneratorName;
  title: string;
  draw(k1: number, k2: number, patient: number, visit: number): number;
}

export type GeneratorName = 'triple32' | 'philox';

/** Multiplier that spreads visit numbers over the second key of triple32: 2^32 over the golden ratio. */
export const SPREAD = 0x9e3779b9;

/**
 * triple32 with two keys and a feed-forward. Without the feed-forward a stream would be a permutation of the 32-bit
 * numbers, which never repeats a number and is therefore too uniform.
 *
 * Source: the hash is triple32 of Wellons (2018), https://nullprogram.com/blog/2018/07/31/.
 */
const triple32: Generator = {
  name: 'triple32',
  title: 'triple32 with two keys and a feed-forward',
  draw(k1, k2, patient, visit) {
    let x = (patient + k1) | 0;
    x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb);
    const fed = x;
    x ^= k2 ^ Math.imul(visit, SPREAD);
    x = Math.imul(x ^ (x >>> 11), 0xac4c1b51);
    x = Math.imul(x ^ (x >>> 15), 0x31848bab);
    return ((x ^ (x >>> 14)) + fed) | 0;
  },
};

/** First word of the block for counter (patient, visit, 0, 0): a check of triple32, at about ten times its cost. */
const philox: Generator = {
  name: 'philox',
  title: 'Philox4x32-10',
  draw: (k1, k2, patient, visit) => philoxBlock([patient, visit, 0, 0], [k1, k2])[0],
};

/** All generators; the first is the default. */
export const generators: readonly Generator[] = [triple32, philox];

export const PHILOX_ROUNDS = 10;
/** Multipliers of the first and the third word of the counter. */
export const PHILOX_M0 = 0xd2511f53;
export const PHILOX_M1 = 0xcd9e8d57;
/** Added to the keys after each round: the golden ratio and the square root of 3, minus 1. */
export const PHILOX_W0 = 0x9e3779b9;
export const PHILOX_W1 = 0xbb67ae85;

type Block = [number, number, number, number];

/**
 * Philox4x32-10: four words of random bits for a counter of four words and a key of two.
 *
 * Source: Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3. Checked against the test
 * vectors of their Random123 in test/kernel/generators.test.ts.
 */
export function philoxBlock(counter: Readonly<Block>, key: readonly [number, number]): Block {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < PHILOX_ROUNDS; round++) {
    const high0 = multiplyHigh(PHILOX_M0, c0);
    const high1 = multiplyHigh(PHILOX_M1, c2);
    const low0 = Math.imul(PHILOX_M0, c0);
    const low1 = Math.imul(PHILOX_M1, c2);
    [c0, c1, c2, c3] = [high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0];
    k0 = (k0 + PHILOX_W0) | 0;
    k1 = (k1 + PHILOX_W1) | 0;
  }
  return [c0, c1, c2, c3];
}

/** The upper 32 bits of the 64-bit product of unsigned 32-bit numbers. */
export function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  // neither sum exceeds 2^32; whole numbers in doubles do not overflow
  const carried = (middle & 0xffff) + a0 * b1;
  return (a1 * b1 + (middle >>> 16) + (carried >>> 16)) | 0;
}
