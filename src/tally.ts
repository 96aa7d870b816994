import type { Counts } from './kernel/engine.ts';
import type { Counter, Track } from './kernel/graph.ts';
import type { Chunk, Plan, Readout } from './plan.ts';

/**
 * The counts of a run so far, as whole numbers, with the patients they come from. Merging is exact in any order, and a
 * chunk that is delivered twice is counted once.
 */
export interface Tally {
  /** the plan, which says what each count means */
  readout: Readout;
  /** track after track, with `stride` numbers each */
  tracks: Float64Array;
  stride: number;
  counters: Float64Array;
  /** number of patients counted */
  n: number;
  /** the chunks counted, as non-overlapping ranges in order */
  done: Chunk[];
}

/**
 * A tally of a plan without patients; `addChunk` adds counts.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, emptyTally } from 'sojourn';
 *
 * const { plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const tally = emptyTally(plans['usual-care']!);
 * console.log(tally.n);
 * // 0
 * ```
 */
export function emptyTally({ graph, readout }: Plan): Tally {
  const stride = graph.grid.rows + 1;
  return {
    readout,
    tracks: new Float64Array(graph.tracks * stride),
    stride,
    counters: new Float64Array(graph.counters),
    n: 0,
    done: [],
  };
}

/**
 * Adds the counts of a chunk to a tally, in place.
 *
 * @returns whether they were new: a chunk that was counted already is ignored
 * @throws RangeError if the chunk overlaps a different one that was counted
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import {
 *   addChunk,
 *   checkScenario,
 *   emptyTally,
 *   type Executor,
 *   fingerprint,
 *   inlineExecutor,
 *   simulate,
 * } from 'sojourn';
 *
 * const { plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const plan = plans['usual-care']!;
 * const copy = emptyTally(plan);
 * const inline = inlineExecutor();
 * const executor: Executor = {
 *   ...inline,
 *   run: (job, chunks, deliver) =>
 *     inline.run(job, chunks, (chunk, counts) => {
 *       addChunk(copy, chunk, counts);
 *       deliver(chunk, counts);
 *     }),
 * };
 * const tally = await simulate(plan, { seed: '1', n: 10_000, executor });
 * console.log(fingerprint([copy]) === fingerprint([tally]));
 * // true
 * ```
 */
export function addChunk(tally: Tally, chunk: Chunk, counts: Counts): boolean {
  if (!addRange(tally.done, chunk)) return false;
  addTo(tally.tracks, counts.tracks);
  addTo(tally.counters, counts.counters);
  tally.n += chunk.count;
  return true;
}

/**
 * Adds a chunk to a list of chunks that are done.
 *
 * @param done ordered, without overlap; changed in place. Adjacent ranges are merged, so the list stays short in a long
 *   run
 * @returns whether the chunk is new
 * @throws RangeError if the chunk overlaps a different one in the list
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

/** Merges adjacent ranges. */
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
export function sumTracks(tally: Pick<Tally, 'tracks' | 'stride'>, which: readonly Track[]): Float64Array {
  return sumsOfTracks(tally, [which])[0]!;
}

/**
 * The sums of several lists of tracks, row by row. It is memory that takes the time, so each track is read once for
 * all lists that contain it; sums of counts are exact in any order.
 *
 * @param rows only the first rows
 */
export function sumsOfTracks(
  { tracks, stride }: Pick<Tally, 'tracks' | 'stride'>,
  lists: readonly (readonly Track[])[],
  rows = stride,
): Float64Array[] {
  const sums: Float64Array[] = lists.map(() => new Float64Array(rows));
  const listsOf = new Map<Track, Float64Array[]>();
  lists.forEach((list, i) => {
    for (const track of list) {
      const known = listsOf.get(track);
      if (known) known.push(sums[i]!);
      else listsOf.set(track, [sums[i]!]);
    }
  });
  for (const [track, into] of listsOf) for (const sum of into) addColumn(sum, tracks, track * stride);
  return sums;
}

function addColumn(sum: Float64Array, tracks: Float64Array, from: number): void {
  for (let row = 0; row < sum.length; row++) sum[row]! += tracks[from + row]!;
}

/** The sum of some counters. */
export function sumCounters({ counters }: Pick<Tally, 'counters'>, which: readonly Counter[]): number {
  return which.reduce((sum, counter) => sum + counters[counter]!, 0);
}
