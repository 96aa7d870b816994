import type { Problem } from '../../language/problem.ts';
import { claimsOf, type EvidenceSource } from './claims.ts';
import type { Rule } from './rule.ts';
import { eventsWithinTotal } from './rules/events-within-total.ts';
import { evidenceCited } from './rules/evidence-cited.ts';
import { evidenceGiven } from './rules/evidence-given.ts';
import { evidenceKnown } from './rules/evidence-known.ts';
import { identitiesHold } from './rules/identities-hold.ts';
import { intervalHoldsEstimate } from './rules/interval-holds-estimate.ts';
import { intervalOrder } from './rules/interval-order.ts';
import { pValue } from './rules/p-value.ts';
import { pastedInterval } from './rules/pasted-interval.ts';
import { percentOfCounts } from './rules/percent-of-counts.ts';
import { percentPossible } from './rules/percent-possible.ts';
import { printedAgrees } from './rules/printed-agrees.ts';
import { ratioFitsP } from './rules/ratio-fits-p.ts';
import { ratioInTheMiddle } from './rules/ratio-in-the-middle.ts';
import { sameQuantity } from './rules/same-quantity.ts';
import { standardError } from './rules/standard-error.ts';
import { withinBounds } from './rules/within-bounds.ts';

export type { EvidenceSource } from './claims.ts';

/** The rules of the evidence lint, in the order of their reports. */
export const rules: readonly Rule[] = [
  evidenceGiven,
  evidenceKnown,
  evidenceCited,
  printedAgrees,
  eventsWithinTotal,
  percentOfCounts,
  percentPossible,
  withinBounds,
  intervalOrder,
  intervalHoldsEstimate,
  pastedInterval,
  pValue,
  ratioInTheMiddle,
  ratioFitsP,
  standardError,
  sameQuantity,
  identitiesHold,
];

/**
 * Checks the figures of a scenario or evidence file against each other and against their sources.
 *
 * @param file a parsed file without errors of shape; names need not be looked up yet
 * @returns the problems, each with the path of its node; contradictions and missing evidence are errors, evidence that
 *   nothing cites is a warning
 */
export function lintEvidence(file: EvidenceSource): Problem[] {
  const sheet = { file, claims: claimsOf(file) };
  return rules.flatMap((rule) => rule.check(sheet));
}
