import type { Asked } from '../../scenario/compile/asked.ts';

/** What is asked of every variant of a scenario. */
export interface VariantQuestions {
  endpoints: readonly string[];
  /** landmark times */
  at: readonly number[];
  /** restriction times of the mean */
  rmst: readonly number[];
  /** proportions too */
  proportions: boolean;
  /** subgroups whose figures are asked for beside everybody's; none unless given */
  subgroups?: readonly string[];
  /** hazard ratios over the reference, over all times and in the periods that end at these times; none unless given */
  ratios?: { periods: readonly number[] };
  /** figures of these, weighted and summed: a net benefit */
  combinations?: readonly Combination[];
}

/** A weighted sum of other outcomes, of which more is better. */
export interface Combination {
  name: string;
  /** outcomes by name */
  terms: readonly { outcome: string; weight: number }[];
}

/** What its plans count for that. */
export function askedOfVariants({ endpoints, proportions, subgroups = [] }: VariantQuestions): Asked {
  return { endpoints, subgroups, shares: proportions, states: false, followUp: false };
}
