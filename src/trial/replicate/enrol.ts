import type { ArmColumns } from '../arms/columns.ts';
import type { Enrolled } from '../design.ts';
import { fixedCounts, isByArm } from './assign.ts';
import { type ArmPatients, type Block, TooFewPatientsError } from './block.ts';
import { candidates } from './candidates.ts';
import type { Columns } from './columns.ts';
import { entriesOf } from './entries.ts';
import { inTurn } from './in-turn.ts';
import type { TrialLoops, UniformEntryArm } from './loops/loops.ts';
import { NEVER, type TrialColumns, trialColumns } from './trial-columns.ts';

/** The columns of a trial, and a column of infinite times for arms without loss to follow-up. */
export interface EnrolRoom {
  columns: TrialColumns;
  neverLost: Float64Array;
}

export function enrolRoom({ patients }: Enrolled, from: Columns): EnrolRoom {
  return { columns: trialColumns(patients, from), neverLost: from.doubles(patients).fill(Infinity) };
}

/**
 * Builds trials from simulated patients: entry times, enrolment, follow-up.
 *
 * @returns a function that fills the columns with replicate `r` of a block; they are reused for each replicate. It
 *   throws TooFewPatientsError.
 * @throws RangeError for arms with other strata, or for an impossible randomisation
 */
export function enroller(
  design: Enrolled,
  arms: readonly ArmColumns[],
  { columns, neverLost }: EnrolRoom,
  loops: TrialLoops,
): (block: Block, r: number) => TrialColumns {
  const { strata } = design;
  for (const { event } of arms)
    if (event.length !== strata.length)
      throw new RangeError(
        `an arm has ${event.length} strata, must have all ${strata.length} of the trial; arms of a scenario have one`,
      );
  return isByArm(design) ? armByArm(design, arms, columns, neverLost, loops) : inTurn(design, columns);
}

/** Independent entry, with numbers per arm fixed by the ratio: each arm is filled separately. */
function armByArm(
  { allocation, patients, accrual, strata, observation }: Enrolled,
  arms: readonly ArmColumns[],
  columns: TrialColumns,
  neverLost: Float64Array,
  loops: TrialLoops,
): (block: Block, r: number) => TrialColumns {
  const counts = fixedCounts(allocation, patients);
  const entries = entriesOf(accrual);
  const candidate = candidates(strata, observation);
  const { from: opens = 0, length = 0 } = entries.even ?? {};
  const even: UniformEntryArm = {
    ...{ entry: neverLost, events: neverLost, losses: neverLost },
    ...{ first: 0, firstLost: 0, opens, length },
  };

  function fillArm({ arm, outcomes, stride }: ArmPatients, r: number, wanted: number, from: number): number {
    const first = r * stride;
    const { start, time, eventAt, stratum } = columns;
    let slot = from;
    let i = 0;
    for (; slot < from + wanted; i++) {
      if (i === stride) throw new TooFewPatientsError(slot - from, wanted, stride);
      if (!candidate.read(arm, outcomes, first + i)) continue;
      const { waited, event, lost } = candidate;
      const entry = entries.timeOf(outcomes[arm.entry]![first + i]!);
      if (entry < columns.earliest) columns.earliest = entry;
      start[slot] = entry + waited;
      const isSeen = event <= lost && event < Infinity;
      time[slot] = Math.min(event, lost, NEVER);
      eventAt[slot] = isSeen ? start[slot]! + event : Infinity;
      if (isSeen) columns.eventTimes[columns.events++] = eventAt[slot]!;
      stratum[slot] = candidate.stratum;
      slot++;
    }
    return i;
  }

  /** Everyone is enrolled, with entry at a constant rate. This covers most trials and needs no check of patients. */
  function fillWithAll({ arm, outcomes, stride }: ArmPatients, r: number, n: number, from: number): number {
    const [dropout] = arm.dropout;
    even.entry = outcomes[arm.entry]!;
    even.events = outcomes[arm.event[0]!]!;
    even.losses = dropout === undefined ? neverLost : outcomes[dropout]!;
    even.first = r * stride;
    even.firstLost = dropout === undefined ? 0 : r * stride;
    loops.enrolEvenly(even, n, from, columns);
    return n;
  }

  const isSelective =
    strata.length > 1 ||
    arms.some((arm) => [arm.member, arm.randomised, arm.moved].some((one) => one !== undefined));
  const isPlain =
    !isSelective && observation === undefined && strata[0]!.enrolled && entries.even !== undefined;
  const fill = isPlain ? fillWithAll : fillArm;
  columns.size = patients;
  columns.control = arms.length > 1 ? counts[0]! : 0;
  return (block, r) => {
    let slot = 0;
    columns.screened = 0;
    columns.events = 0;
    columns.earliest = isPlain ? 0 : Infinity;
    for (let a = 0; a < arms.length; a++) {
      columns.screened += fill(block.arms[a]!, r, counts[a]!, slot);
      slot += counts[a]!;
    }
    return columns;
  };
}
