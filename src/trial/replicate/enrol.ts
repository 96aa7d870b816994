import type { ArmColumns } from '../arms/columns.ts';
import type { TrialDesign } from '../design.ts';
import { fixedCounts, isByArm } from './assign.ts';
import { type ArmPatients, type Block, ShortOfPatients } from './block.ts';
import { candidates } from './candidates.ts';
import type { Columns } from './columns.ts';
import { entriesOf } from './entries.ts';
import { inTurn } from './in-turn.ts';
import type { EvenArm, TrialLoops } from './loops/loops.ts';
import { NEVER, type TrialColumns, trialColumns } from './trial-columns.ts';

/** The columns of the trials, and one of those who are never lost. */
export interface EnrolRoom {
  columns: TrialColumns;
  nobody: Float64Array;
}

export function enrolRoom({ patients }: TrialDesign, from: Columns): EnrolRoom {
  return { columns: trialColumns(patients, from), nobody: from.doubles(patients).fill(Infinity) };
}

/**
 * Makes trials of simulated patients: when each enters, who is enrolled, and what time tells of them.
 *
 * @returns fills the columns with replicate `r` of a block; the same columns each time
 * @throws RangeError for arms of other strata, or a randomisation that cannot be; ShortOfPatients from what it returns
 */
export function enroller(
  design: TrialDesign,
  arms: readonly ArmColumns[],
  { columns, nobody }: EnrolRoom,
  loops: TrialLoops,
): (block: Block, r: number) => TrialColumns {
  const { strata } = design;
  for (const { event } of arms)
    if (event.length !== strata.length)
      throw new RangeError(
        `an arm knows ${event.length} strata, must know all ${strata.length} of the trial; arms of a scenario know one`,
      );
  return isByArm(design) ? armByArm(design, arms, columns, nobody, loops) : inTurn(design, columns);
}

/** Entry at independent times, at numbers that the ratio fixes: each arm is filled by itself. */
function armByArm(
  { allocation, patients, accrual, strata }: TrialDesign,
  arms: readonly ArmColumns[],
  columns: TrialColumns,
  nobody: Float64Array,
  loops: TrialLoops,
): (block: Block, r: number) => TrialColumns {
  const counts = fixedCounts(allocation, patients);
  const entries = entriesOf(accrual);
  const candidate = candidates(strata);
  const { from: opens = 0, length = 0 } = entries.even ?? {};
  const even: EvenArm = {
    ...{ entry: nobody, events: nobody, losses: nobody },
    ...{ first: 0, firstLost: 0, opens, length },
  };

  function fillArm({ arm, outcomes, stride }: ArmPatients, r: number, wanted: number, from: number): number {
    const first = r * stride;
    const { start, time, eventAt, stratum } = columns;
    let slot = from;
    let i = 0;
    for (; slot < from + wanted; i++) {
      if (i === stride) throw new ShortOfPatients(slot - from, wanted, stride);
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

  /** All who enter are enrolled, evenly over a time: most trials, and nothing to ask of a patient. */
  function fillPlainly({ arm, outcomes, stride }: ArmPatients, r: number, n: number, from: number): number {
    const [dropout] = arm.dropout;
    even.entry = outcomes[arm.entry]!;
    even.events = outcomes[arm.event[0]!]!;
    even.losses = dropout === undefined ? nobody : outcomes[dropout]!;
    even.first = r * stride;
    even.firstLost = dropout === undefined ? 0 : r * stride;
    loops.enrolEvenly(even, n, from, columns);
    return n;
  }

  const isSelective =
    strata.length > 1 || arms.some((arm) => arm.member !== undefined || arm.randomised !== undefined);
  const isPlain = !isSelective && strata[0]!.enrolled && entries.even !== undefined;
  const fill = isPlain ? fillPlainly : fillArm;
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
