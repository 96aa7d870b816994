import type { ArmColumns } from '../arms/columns.ts';
import type { Observation, TrialStratum } from '../design.ts';
import { observed } from './observe.ts';
import { stratumBounds, stratumOf } from './strata.ts';

/** A patient who enters the cohort and may be enrolled. One object, overwritten for each patient. */
export interface Candidate {
  stratum: number;
  /** time from entry to randomisation */
  waited: number;
  /** times from randomisation to the event and to loss to follow-up; infinite: never */
  event: number;
  lost: number;
  /** of what is part of the event and known at once, where it is observed at visits; infinite: nothing */
  atOnce: number;
  /**
   * Reads patient `i` from an arm's columns.
   *
   * @param stratum replaces the patient's own stratum, if randomisation within strata has drawn one
   * @returns whether the patient can be enrolled
   */
  read(arm: ArmColumns, outcomes: readonly Float64Array[], i: number, stratum?: number): boolean;
}

/** @param observation how patients are observed; by default every event is seen when it happens */
export function candidates(strata: readonly TrialStratum[], observation?: Observation): Candidate {
  const bounds = stratumBounds(strata);
  const observe = observation && observed(observation);
  const enrolled = strata.map((stratum) => stratum.enrolled);
  const candidate: Candidate = {
    ...{ stratum: 0, waited: 0, event: 0, lost: 0, atOnce: Infinity },
    read(arm, outcomes, i, stratum) {
      if (arm.member !== undefined && !(outcomes[arm.member]![i]! < Infinity)) return false;
      candidate.waited = waitOf(arm, outcomes, i);
      if (!(candidate.waited < Infinity)) return false;
      candidate.stratum =
        stratum ?? (arm.stratum === undefined ? 0 : stratumOf(bounds, outcomes[arm.stratum]![i]!));
      if (!enrolled[candidate.stratum]) return false;
      const dropout = arm.dropout[candidate.stratum];
      candidate.lost = dropout === undefined ? Infinity : outcomes[dropout]![i]!;
      candidate.event = outcomes[arm.event[candidate.stratum]!]![i]! - candidate.waited;
      // a patient who has already had the event cannot be randomised
      const isFreeThen =
        !(candidate.waited > 0) ||
        (arm.free === undefined ? candidate.event > 0 : isFree(arm, outcomes, i, candidate.waited));
      if (!isFreeThen) return false;
      if (arm.moved) candidate.event = arm.moved(candidate.event, outcomes[arm.spare!]![i]!);
      if (arm.atOnce !== undefined) candidate.atOnce = outcomes[arm.atOnce]![i]! - candidate.waited;
      observe?.(candidate);
      return true;
    },
  };
  return candidate;
}

/** Whether a patient is free of the event, or of every endpoint of the trial, at a time since entry. */
export function isFree(
  { event, free = [event[0]!] }: ArmColumns,
  outcomes: readonly Float64Array[],
  i: number,
  at: number,
): boolean {
  return free.every((column) => outcomes[column]![i]! > at);
}

/** Time from entry to randomisation; infinite: never randomised. */
export function waitOf({ randomised }: ArmColumns, outcomes: readonly Float64Array[], i: number): number {
  if (randomised === undefined) return 0;
  let first = Infinity;
  for (const column of randomised) first = Math.min(first, outcomes[column]![i]!);
  return first;
}
