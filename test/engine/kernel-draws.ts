import { streamKeys } from '../../src/run/keys.ts';
import type { Draw } from '../oracle/patient.ts';

/**
 * The draws of the engine, for the oracle: the same numbers as the kernel's for the same seed, stream, patient and
 * visit. Implemented again from the generator's definition, without any code of src/kernel.
 */
export function kernelDraws(seed: string): Draw {
  const keys = new Map<string, [number, number]>();
  return (stream, patient, visit) => {
    let pair = keys.get(stream);
    if (!pair) {
      const [k1, k2] = streamKeys(seed, [stream]) as unknown as [number, number];
      pair = [k1, k2];
      keys.set(stream, pair);
    }
    return ((hash(patient, pair[0], pair[1] ^ Math.imul(visit, 0x9e3779b9)) >>> 0) + 0.5) / 4294967296;
  };
}

/** A keyed hash of 32 bits: triple32 with two keys and a feed-forward. */
function hash(patient: number, k1: number, k2: number): number {
  const x = (patient + k1) | 0;
  const fed = Math.imul(x ^ (x >>> 17), 0xed5ad4bb);
  const y = fed ^ k2;
  const z = Math.imul(y ^ (y >>> 11), 0xac4c1b51);
  const w = Math.imul(z ^ (z >>> 15), 0x31848bab);
  return ((w ^ (w >>> 14)) + fed) | 0;
}
