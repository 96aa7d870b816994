import type { ArmColumns } from '../arms/columns.ts';
import type { TrialStratum } from '../design.ts';
import { stratumBounds, stratumOf } from './strata.ts';

/** Someone who enters and may be enrolled: what his columns say, read anew for each. */
export interface Candidate {
  stratum: number;
  /** time from entry to randomisation */
  waited: number;
  /** times from randomisation to the event and to being lost; infinite: never */
  event: number;
  lost: number;
  /**
   * Turn to patient `i` of an arm's columns.
   *
   * @param stratum in place of his own: who is randomised within strata is of the stratum whose turn it is
   * @returns whether he can be enrolled
   */
  read(arm: ArmColumns, outcomes: readonly Float64Array[], i: number, stratum?: number): boolean;
}

export function candidates(strata: readonly TrialStratum[]): Candidate {
  const bounds = stratumBounds(strata);
  const enrolled = strata.map((one) => one.enrolled);
  const one: Candidate = {
    ...{ stratum: 0, waited: 0, event: 0, lost: 0 },
    read(arm, outcomes, i, stratum) {
      if (arm.member !== undefined && !(outcomes[arm.member]![i]! < Infinity)) return false;
      one.waited = waitOf(arm, outcomes, i);
      if (!(one.waited < Infinity)) return false;
      one.stratum =
        stratum ?? (arm.stratum === undefined ? 0 : stratumOf(bounds, outcomes[arm.stratum]![i]!));
      if (!enrolled[one.stratum]) return false;
      const dropout = arm.dropout[one.stratum];
      one.lost = dropout === undefined ? Infinity : outcomes[dropout]![i]!;
      one.event = outcomes[arm.event[one.stratum]!]![i]! - one.waited;
      // whoever has had the event cannot be randomised
      return one.event > 0 || !(one.waited > 0);
    },
  };
  return one;
}

/** Time from entry to randomisation; infinite: never. */
export function waitOf({ randomised }: ArmColumns, outcomes: readonly Float64Array[], i: number): number {
  if (randomised === undefined) return 0;
  let first = Infinity;
  for (const column of randomised) first = Math.min(first, outcomes[column]![i]!);
  return first;
}
