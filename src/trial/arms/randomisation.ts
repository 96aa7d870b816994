import type { Sampler } from '../../kernel/graph.ts';
import type { Plan } from '../../plan.ts';
import { Packer } from '../../scenario/compile/pack.ts';
import { graphOfNumbers, planOfGraph } from './graph.ts';
import { evenly } from './law.ts';

/** What is drawn to randomise, in the order of the plan's outcomes. */
export const RANDOMISATION = ['arm', 'stratum'] as const;

/** Draws of those who randomise, even on (0, 1): streams of their own, which no patient shares. */
export function randomisationPlan(): Plan {
  const packer = new Packer();
  const samplers: Sampler[] = RANDOMISATION.map((stream) => packer.sampler('evenly', evenly, stream));
  return planOfGraph('randomisation', graphOfNumbers(samplers, packer.streams, packer.tables()));
}
