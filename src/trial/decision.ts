/** A rule of decision at the end of a trial: go on with the treatment, stop its development, or consider what else is known. */
export interface DecisionRule {
  /** all must hold for go */
  go: readonly DecisionCondition[];
  /** all must hold for no-go */
  noGo: readonly DecisionCondition[];
  /** normal prior of the effect: of a ratio, of its logarithm; undefined: the data alone speak */
  prior?: { mean: number; sd: number };
}

export type Side = 'below' | 'above';

export type DecisionCondition =
  /** the estimate when the trial stops */
  | { kind: 'estimate'; side: Side; limit: number }
  /** probability, given the data and the prior, that the true effect is on a side of a limit */
  | { kind: 'truth'; side: Side; limit: number; least: number }
  /** whether the trial claims benefit */
  | { kind: 'significant'; is: boolean };
