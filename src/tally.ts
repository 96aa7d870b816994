import type { Counts } from './kernel/engine.ts';
import type { Chunk, Plan } from './plan.ts';

/**
 * What a run has counted so far: whole numbers, and which patients they are of. Merging is exact in any order, and a
 * chunk that is delivered twice counts once.
 */
export interface Tally {
  /** track after track, `stride` numbers each */
  tracks: Float64Array;
  stride: number;
  counters: Float64Array;
  /** patients counted */
  n: number;
  /** chunks counted, as non-overlapping ranges in order */
  done: Chunk[];
}

export function emptyTally({ graph }: Plan): Tally {
  const stride = graph.grid.rows + 1;
  return {
    tracks: new Float64Array(graph.tracks * stride),
    stride,
    counters: new Float64Array(graph.counters),
    n: 0,
    done: [],
  };
}

/**
 * Add a chunk's counts to a tally, in place.
 *
 * @returns whether they were new: a chunk that has been counted is left out
 * @throws RangeError when the chunk overlaps a different one that has been counted
 */
export function addChunk(tally: Tally, chunk: Chunk, counts: Counts): boolean {
  if (!addRange(tally.done, chunk)) return false;
  addTo(tally.tracks, counts.tracks);
  addTo(tally.counters, counts.counters);
  tally.n += chunk.count;
  return true;
}

/**
 * Note that a chunk is done, among those that are.
 *
 * @param done in order and apart, changed in place; neighbours become one, so that it stays short however long the run
 * @returns whether it is new
 * @throws RangeError when the chunk overlaps a different one that is done
 */
export function addRange(done: Chunk[], chunk: Chunk): boolean {
  const end = chunk.first + chunk.count;
  const overlap = done.find(({ first, count }) => first < end && chunk.first < first + count);
  if (overlap) {
    if (overlap.first <= chunk.first && end <= overlap.first + overlap.count) return false;
    throw new RangeError(`chunk of patients ${chunk.first} to ${end - 1} was counted in part`);
  }
  done.splice(0, done.length, ...joined([...done, { ...chunk }]));
  return true;
}

function addTo(sums: Float64Array, values: Uint32Array | Float64Array): void {
  for (let i = 0; i < values.length; i++) sums[i]! += values[i]!;
}

/** Ranges in order, neighbours made one. */
function joined(ranges: Chunk[]): Chunk[] {
  const sorted = ranges.sort((a, b) => a.first - b.first);
  const result: Chunk[] = [];
  for (const range of sorted) {
    const last = result[result.length - 1];
    if (last && last.first + last.count === range.first) last.count += range.count;
    else result.push(range);
  }
  return result;
}

/** The sum of some tracks, row by row. */
export function sumTracks({ tracks, stride }: Tally, which: readonly number[]): Float64Array {
  const sum = new Float64Array(stride);
  for (const track of which) {
    const from = track * stride;
    for (let row = 0; row < stride; row++) sum[row]! += tracks[from + row]!;
  }
  return sum;
}

/** The sum of some counters. */
export function sumCounters({ counters }: Pick<Tally, 'counters'>, which: readonly number[]): number {
  return which.reduce((sum, counter) => sum + counters[counter]!, 0);
}

/**
 * 64 bits that change when any count changes, in hexadecimal: two runs with one fingerprint counted the same.
 *
 * Two passes of a multiply-xor hash (FNV-1a's prime on 32-bit lanes) over the numbers' low and high halves. Made to
 * show differences, not to withstand forgery.
 */
export function fingerprint(tallies: readonly Pick<Tally, 'n' | 'counters' | 'tracks'>[]): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (const { n, counters, tracks } of tallies) {
    for (const values of [Float64Array.of(n), counters, tracks]) {
      for (let i = 0; i < values.length; i++) {
        const low = values[i]! >>> 0;
        const high = (values[i]! / 4294967296) >>> 0;
        a = Math.imul(a ^ low, 0x01000193);
        a = Math.imul(a ^ high ^ (a >>> 15), 0x01000193);
        b = Math.imul(b ^ low ^ (b >>> 13), 0x85ebca6b);
        b = Math.imul(b ^ high ^ (b >>> 16), 0xc2b2ae35);
      }
    }
  }
  const hex = (x: number) => (x >>> 0).toString(16).padStart(8, '0');
  return hex(a ^ (a >>> 16)) + hex(b ^ (b >>> 13));
}
