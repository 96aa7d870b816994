import seedrandom from 'seedrandom';
import type { Draw } from './patient.ts';

/**
 * Draws for a statistical comparison, from seedrandom's own generator (ARC4, 52 bits), which the fast engine does not
 * use. A number depends on the order of calls. Within one patient, however, the same stream and visit give the same
 * number again, as the language promises; so patients must be simulated one after the other.
 */
export function independentDraws(seed: string): Draw {
  const next = seedrandom(seed);
  let current = -1;
  let drawn = new Map<string, number>();
  return (stream, patient, visit) => {
    if (patient !== current) {
      current = patient;
      drawn = new Map();
    }
    const key = `${stream} ${visit}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    // never exactly 0
    const u = next() || 2 ** -54;
    drawn.set(key, u);
    return u;
  };
}

/**
 * Draws given by name, for a patient worked by hand: `{ 'ill>dead': [0.5, 0.25] }` gives 0.5 to the first visit and
 * 0.25 to the second.
 *
 * @returns the draws, and those that were never used
 * @throws Error for a draw that was not given
 */
export function scriptedDraws(script: Record<string, number | number[]>): {
  draw: Draw;
  unused: () => string[];
} {
  const asked = new Set<string>();
  const draw: Draw = (stream, _patient, visit) => {
    const u = [script[stream] ?? []].flat()[visit];
    if (u === undefined) throw new Error(`no draw was dictated for ${stream}, visit ${visit}`);
    asked.add(stream);
    return u;
  };
  return { draw, unused: () => Object.keys(script).filter((stream) => !asked.has(stream)) };
}
