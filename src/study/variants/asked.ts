import type { Asked } from '../../scenario/compile/asked.ts';

/** The figures that are wanted of every variant of a scenario. */
export interface VariantQuestions {
  endpoints: readonly string[];
  /** landmark times */
  at: readonly number[];
  /** restriction times of the mean */
  rmst: readonly number[];
  /** whether proportions are wanted too */
  proportions: boolean;
  /** subgroups whose figures are wanted in addition to those of all patients; none unless given */
  subgroups?: readonly string[];
  /** hazard ratios to the reference, over all times and in the periods that end at these times; none unless given */
  ratios?: { periods: readonly number[] };
  /**
   * whether the shares are wanted of patients whose event comes later than under the reference, in the same row of the grid, or
   * earlier: of endpoints that censor nobody
   */
  lives?: boolean;
  /** weighted sums of these figures, such as a net benefit */
  combinations?: readonly Combination[];
}

/** A weighted sum of other outcomes, of which more is better. */
export interface Combination {
  name: string;
  /** outcomes by name */
  terms: readonly { outcome: string; weight: number }[];
}

/** What the plans must count for these figures. */
export function askedOfVariants({
  endpoints,
  proportions,
  subgroups = [],
  lives = false,
}: VariantQuestions): Asked {
  const asked = { endpoints, subgroups, shares: proportions, states: false, followUp: false };
  return lives ? { ...asked, times: { endpoints } } : asked;
}
