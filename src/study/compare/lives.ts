import { type Figure, share } from '../../estimates/endpoint.ts';
import type { Chunk } from '../../plan.ts';

/**
 * Shares of patients whose event comes later under the strategy than under the reference, at the same time, or earlier.
 */
export interface Lives {
  longer: Figure;
  same: Figure;
  shorter: Figure;
}

/** For each patient, the grid row of the event under the reference. */
export type Rows = Uint16Array | Uint32Array;

export function makeRows(patients: number, rows: number): Rows {
  return rows < 2 ** 16 ? new Uint16Array(patients) : new Uint32Array(patients);
}

/** @param at index in `into` of the piece's first patient */
export function writeRows(into: Rows, at: number, times: Float64Array, count: number, grid: GridOf): void {
  for (let i = 0; i < count; i++) into[at + i] = rowOf(times[i]!, grid);
}

/** Number of patients whose event comes later than under the reference, and earlier. */
export function laterAndEarlier(reference: Rows, compared: Rows): { longer: number; shorter: number } {
  let longer = 0;
  let shorter = 0;
  for (let i = 0; i < reference.length; i++) {
    longer += compared[i]! > reference[i]! ? 1 : 0;
    shorter += compared[i]! < reference[i]! ? 1 : 0;
  }
  return { longer, shorter };
}

export interface GridOf {
  rows: number;
  perUnit: number;
}

/**
 * Counts patients whose event comes later, together and earlier, by grid row: times within a row are not told apart.
 */
export class LivesCounter {
  #longer = 0;
  #shorter = 0;
  #n = 0;

  add(reference: Rows, at: number, times: Float64Array, { count }: Chunk, grid: GridOf): void {
    let longer = 0;
    let shorter = 0;
    for (let i = 0; i < count; i++) {
      const row = rowOf(times[i]!, grid);
      const before = reference[at + i]!;
      longer += row > before ? 1 : 0;
      shorter += row < before ? 1 : 0;
    }
    this.#longer += longer;
    this.#shorter += shorter;
    this.#n += count;
  }

  result(): Lives {
    const n = this.#n;
    return {
      longer: share(this.#longer, n),
      same: share(n - this.#longer - this.#shorter, n),
      shorter: share(this.#shorter, n),
    };
  }
}

/** All patients without an event by the horizon have the row after it. */
function rowOf(time: number, { rows, perUnit }: GridOf): number {
  const row = Math.ceil(time * perUnit);
  return row < rows ? row : rows;
}
