import type { Counts } from '../src/kernel/engine.ts';
import type { Graph } from '../src/kernel/graph.ts';

/**
 * Allocates counts for chunks in shared memory, to be reused: new buffers for each chunk, shared or transferred, pile up faster than
 * they are garbage collected.
 */
export function roomForCounts(graph: Graph, patients: number): Counts {
  const cells = graph.tracks * (graph.grid.rows + 1);
  const doubles = (count: number) => new Float64Array(new SharedArrayBuffer(count * 8));
  return {
    tracks: new Uint32Array(new SharedArrayBuffer(cells * 4)),
    counters: doubles(graph.counters),
    outcomes: graph.outcomes.map(() => doubles(patients)),
  };
}
