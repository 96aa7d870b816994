import type { Graph, Sampler } from '../../kernel/graph.ts';
import { Packer } from '../../scenario/compile/pack.ts';
import { graphOfNumbers } from './graph.ts';
import { evenly } from './law.ts';

/** The numbers drawn for randomisation, in the order of the graph's outcomes. */
export const RANDOMISATION = ['arm', 'stratum'] as const;

/** A graph that draws uniform numbers on (0, 1) for randomisation, from random streams that no patient uses. */
export function randomisationGraph(streams: readonly string[] = RANDOMISATION): Graph {
  const packer = new Packer();
  const samplers: Sampler[] = streams.map((stream) => packer.sampler('evenly', evenly, stream));
  return graphOfNumbers(samplers, packer.streams, packer.tables());
}
