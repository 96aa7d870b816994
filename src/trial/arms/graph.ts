import type { Graph, Sampler } from '../../kernel/graph.ts';

/** A graph of patients who only draw numbers, one outcome column for each sampler. They enter no state. */
export function graphOfNumbers(samplers: readonly Sampler[], streams: string[], tables: Float64Array): Graph {
  const memories = samplers.map((_, memory) => memory);
  return {
    ...{ streams, tables, outcomes: memories, memories: memories.length },
    numbers: samplers.map((sampler, memory) => ({ sampler, memory })),
    nodes: [],
    root: { to: -1, effects: [] },
    timers: [],
    visits: 0,
    tracks: 0,
    counters: 0,
    grid: { rows: 1, perUnit: 1, horizon: 1 },
  };
}
