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
}

/** What its plans count for that. */
export function askedOfVariants({ endpoints, proportions }: VariantQuestions): Asked {
  return { endpoints, subgroups: [], shares: proportions, states: false, followUp: false };
}
