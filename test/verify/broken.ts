import { SPREAD } from '../../src/kernel/generators.ts';
import { type Source, scalarSource } from './source.ts';

/**
 * Generators with one fault each, to show that the battery finds it. Often a step of a sound generator is missing;
 * others are known bad generators, or have a fault added.
 */

/** The first round, which takes the first key. */
const enter = (patient: number, k1: number) => {
  const x = (patient + k1) | 0;
  return Math.imul(x ^ (x >>> 17), 0xed5ad4bb);
};

/** The other rounds. */
const finish = (before: number) => {
  let x = Math.imul(before ^ (before >>> 11), 0xac4c1b51);
  x = Math.imul(x ^ (x >>> 15), 0x31848bab);
  return x ^ (x >>> 14);
};

/** A sound draw, to which faults are added. */
const sound = (k1: number, k2: number, patient: number, visit: number) => {
  const x = enter(patient, k1);
  return (finish(x ^ k2 ^ Math.imul(visit, SPREAD)) + x) | 0;
};

/** The patient's number hashed without keys and visits. */
export const hashed = (x: number) => sound(0, 0, x, 0);

const rotate = (x: number, by: number) => (x << (by & 31)) | (x >>> (-by & 31));

export const withoutFeedForward = scalarSource('without the feed-forward', (k1, k2, patient, visit) =>
  finish(enter(patient, k1) ^ k2 ^ Math.imul(visit, SPREAD)),
);

export const keysXoredIn = scalarSource('keys xored into the patient', (k1, k2, patient) =>
  hashed(patient ^ k1 ^ k2),
);

export const keysAddedOn = scalarSource(
  'keys added to the draw',
  (k1, k2, patient) => (hashed(patient) + k1 + k2) | 0,
);

export const firstKeyUnused = scalarSource('first key unused', (_k1, k2, patient, visit) =>
  sound(0, k2, patient, visit),
);

export const secondKeyUnused = scalarSource('second key unused', (k1, _k2, patient, visit) =>
  sound(k1, 0, patient, visit),
);

export const visitsUnused = scalarSource('visits not mixed in', (k1, k2, patient) =>
  sound(k1, k2, patient, 0),
);

export const visitsAsPatients = scalarSource('visits added to the patient', (k1, k2, patient, visit) =>
  sound(k1, k2, (patient + visit) | 0, 0),
);

/** The linear congruential generator of Knuth and Lewis, patient by patient. */
export const congruential: Source = (() => {
  // (a^p - 1) / (a - 1) and a^p, by the bits of p
  const jump = (patient: number, start: number) => {
    let [a, c] = [1664525, 1013904223];
    let x = start;
    for (let p = patient >>> 0; p > 0; p >>>= 1) {
      if (p & 1) x = (Math.imul(x, a) + c) | 0;
      c = Math.imul(c, (a + 1) | 0);
      a = Math.imul(a, a);
    }
    return x;
  };
  return scalarSource('linear congruential', (k1, _k2, patient) => jump(patient, k1));
})();

/** Multiples of the golden ratio: too even. */
export const weyl = scalarSource(
  'Weyl sequence',
  (k1, _k2, patient) => (Math.imul(patient, SPREAD) + k1) | 0,
);

/** Marsaglia's xorshift of the patient's number: linear in bits. */
export const xorshift = scalarSource('xorshift', (k1, _k2, patient) => {
  let x = patient ^ k1;
  for (let round = 0; round < 4; round++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
  }
  return x;
});

/** 24 bits, as random floats have. */
export const floats = scalarSource('24 bits', (...of) => sound(...of) & 0xffffff00);

/** A bit that is set in 52% of the draws. */
export const biasedBit = scalarSource('a biased bit', (...of) => {
  const x = sound(...of);
  return hashed(x) >>> 0 < 0.04 * 2 ** 32 ? x | 512 : x;
});

/** No draws below 2^-13. */
export const cutTail = scalarSource('a tail cut off', (...of) => {
  const x = sound(...of);
  return x >>> 19 === 0 ? x | (1 << 31) : x;
});

/** No draws above 1 - 2^-13. */
export const cutTop = scalarSource('a top cut off', (...of) => {
  const x = sound(...of);
  return x >>> 19 === 8191 ? x & ~(1 << 31) : x;
});

/** u to the power 1.02: slightly too small. */
export const tooSmall = scalarSource('a little too small', (...of) =>
  Math.floor(((sound(...of) >>> 0) / 2 ** 32) ** 1.02 * 2 ** 32),
);

/** Every second patient has the draw of the one before, with its bits rotated by a random number of places. */
export const sameWeight = scalarSource('as many bits as the one before', (k1, k2, patient, visit) =>
  patient & 1
    ? rotate(sound(k1, k2, patient ^ 1, visit), hashed(patient ^ k2))
    : sound(k1, k2, patient, visit),
);

/** Bit 5 of every second patient equals bit 17 of the one before, one time in twenty. */
export const handedOn = scalarSource('a bit handed on', (k1, k2, patient, visit) => {
  const x = sound(k1, k2, patient, visit);
  if (!(patient & 1) || hashed(x) >>> 0 > 0.05 * 2 ** 32) return x;
  const before = sound(k1, k2, patient ^ 1, visit);
  return (x & ~32) | (((before >>> 17) & 1) << 5);
});

/** Whether every third draw is above 1/2 depends on the two draws before it, one time in eight. */
export const thirdFromTwo = scalarSource('a third that follows from two', (k1, k2, patient, visit) => {
  const x = sound(k1, k2, patient, visit);
  if (patient % 3 !== 2) return x;
  const parity = (sound(k1, k2, patient - 1, visit) ^ sound(k1, k2, patient - 2, visit)) & (1 << 31);
  return (x & 0x7fffffff) | (hashed(x) & 7 ? x & (1 << 31) : parity);
});
