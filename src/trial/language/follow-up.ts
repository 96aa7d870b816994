import { type Issues, shown } from './problems.ts';

/**
 * The calendar time at which follow-up ends: so long after accrual, or the horizon of the scenario.
 *
 * @param followUp from the end of accrual; undefined: as long as the horizon allows
 * @returns undefined if there is neither; an end beyond the horizon is also an issue
 */
export function endOfFollowUp(
  followUp: number | undefined,
  { accrualEnd, horizon }: { accrualEnd: number; horizon?: number },
  issues: Issues,
): number | undefined {
  const end = followUp === undefined ? horizon : accrualEnd + followUp;
  if (horizon !== undefined && end! > horizon)
    issues.add(
      followUp === undefined ? ['accrual'] : ['follow-up'],
      `the first patients are followed for ${shown(end!)}, must be at most the horizon of the scenario, ${horizon}`,
    );
  return end;
}
