import type { GeneratorName } from './generators.ts';
import type { Graph } from './graph.ts';
import type { Memory } from './memory.ts';
import type { Places } from './places.ts';
import type { Primitives } from './primitives/primitives.ts';

/** The state shared by the parts of an engine: places in memory, and the current run. */
export interface Work {
  graph: Graph;
  generator: GeneratorName;
  memory: Memory;
  primitives: Primitives;
  places: Places;
  /** numbers per track: the rows, and one for times after the horizon */
  stride: number;
  /** of the current run: two for each stream */
  keys: Int32Array;
  /** of the current batch: number of its first patient in the cohort */
  first: number;
  /** of the current run: number of entries into one state from which on a patient is simulated alone */
  suspect: number;
  /** of the current run */
  counters: Float64Array;
}
