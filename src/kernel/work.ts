import type { GeneratorName } from './generators.ts';
import type { Graph } from './graph.ts';
import type { Memory } from './memory.ts';
import type { Places } from './places.ts';
import type { Primitives } from './primitives/primitives.ts';

/** What the parts of an engine share: where everything is, and the run under way. */
export interface Work {
  graph: Graph;
  generator: GeneratorName;
  memory: Memory;
  primitives: Primitives;
  places: Places;
  /** rows of a track, what is after the horizon among them */
  stride: number;
  /** of this run: two a stream */
  keys: Int32Array;
  /** of this batch: its first patient's number in the cohort */
  first: number;
  /** of this run: entries into one state from which on a patient is looked at alone */
  suspect: number;
  /** of this run */
  counters: Float64Array;
}
