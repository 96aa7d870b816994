import type { Graph, Sampler } from '../../kernel/graph.ts';
import { Packer } from '../../scenario/compile/pack.ts';
import { graphOfNumbers } from './graph.ts';
import { evenly } from './law.ts';

/** What is drawn to randomise, in the order of the graph's outcomes. */
export const RANDOMISATION = ['arm', 'stratum'] as const;

/** Draws of those who randomise, even on (0, 1): streams of their own, which no patient shares. */
export function randomisationGraph(): Graph {
  const packer = new Packer();
  const samplers: Sampler[] = RANDOMISATION.map((stream) => packer.sampler('evenly', evenly, stream));
  return graphOfNumbers(samplers, packer.streams, packer.tables());
}
