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
export function askedOfVariants({ endpoints, proportions }: VariantQuestions): Asked {
  return { endpoints, subgroups: [], shares: proportions, states: false, followUp: false };
}
