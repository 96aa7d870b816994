import type { Graph, Sampler } from '../../kernel/graph.ts';
import type { Plan } from '../../plan.ts';
import { Packer } from '../../scenario/compile/pack.ts';
import type { Distribution } from '../../scenario/distributions/distribution.ts';

/** A number that every patient draws at the start, by a law, from a stream of its own. */
export interface Drawn {
  stream: string;
  law: Distribution;
}

/**
 * A plan's graph with more numbers drawn for every patient, handed out behind its own outcomes, in order.
 */
export function withNumbers(graph: Graph, drawn: readonly Drawn[]): Graph {
  const packer = new Packer();
  const numbers = drawn.map(({ stream, law }, k) => ({
    sampler: shifted(packer.sampler(stream, law, stream), graph),
    memory: graph.memories + k,
  }));
  const tables = packer.tables();
  const all = new Float64Array(graph.tables.length + tables.length);
  all.set(graph.tables);
  all.set(tables, graph.tables.length);
  return {
    ...graph,
    streams: [...graph.streams, ...packer.streams],
    tables: all,
    numbers: [...graph.numbers, ...numbers],
    memories: graph.memories + drawn.length,
    outcomes: [...graph.outcomes, ...numbers.map(({ memory }) => memory)],
  };
}

/** Tables and streams stand behind those of the graph. */
function shifted(sampler: Sampler, { streams, tables }: Graph): Sampler {
  const cure = sampler.cure && { ...sampler.cure, stream: sampler.cure.stream + streams.length };
  if (sampler.kind === 'constant') return { ...sampler, cure };
  const stream = sampler.stream + streams.length;
  if (sampler.kind === 'even') return { ...sampler, cure, stream };
  return sampler.kind === 'table'
    ? { ...sampler, cure, stream, table: sampler.table + tables.length }
    : { ...sampler, cure, stream, pieces: sampler.pieces + tables.length };
}

/** Patients who draw some numbers, hand them out in order, and are done: nobody goes anywhere. */
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

/** A plan of which nothing is read but outcomes. */
export function planOfGraph(strategy: string, graph: Graph): Plan {
  const readout = { cells: [], subgroups: [], endpoints: [], states: [], ways: [], proportions: [] };
  return { strategy, graph, readout };
}
