import type { ArmColumns } from '../arms/columns.ts';
import type { TrialDesign } from '../design.ts';
import { placeOf, positionsOf } from './assign.ts';
import { arrivals, entriesOf } from './entries.ts';
import type { EvenArm, TrialLoops } from './loops/loops.ts';
import type { Columns } from './loops/room.ts';
import { NEVER, type TrialColumns, trialColumns } from './trial-columns.ts';

/** An arm's simulated patients: outcome columns of the kernel, replicate after replicate. */
export interface ArmPatients {
  arm: ArmColumns;
  outcomes: readonly Float64Array[];
  /** patients of a replicate */
  stride: number;
}

/** The columns of the trials, and one of those who are never lost. */
export interface EnrolRoom {
  columns: TrialColumns;
  nobody: Float64Array;
}

export function enrolRoom({ patients }: TrialDesign, from: Columns): EnrolRoom {
  return { columns: trialColumns(patients, from), nobody: from.doubles(patients).fill(Infinity) };
}

/** A trial could not be filled: fewer patients than needed among all that were simulated for it. */
export class ShortOfPatients extends Error {
  override name = 'ShortOfPatients';
}

/**
 * Makes trials of simulated patients: when each enters, who is enrolled, and what time tells of them.
 *
 * @returns fills the columns with replicate `r` of a block; the same columns each time
 * @throws RangeError for arms of other strata; ShortOfPatients from what it returns
 */
export function enroller(
  { allocation, patients, accrual, strata }: TrialDesign,
  arms: readonly ArmColumns[],
  { columns, nobody }: EnrolRoom,
  loops: TrialLoops,
): (block: readonly ArmPatients[], r: number) => TrialColumns {
  for (const { event } of arms)
    if (event.length !== strata.length)
      throw new RangeError(
        `an arm knows ${event.length} strata, must know all ${strata.length} of the trial; arms of a scenario know one`,
      );
  const positions = positionsOf(allocation, patients);
  const entries = entriesOf(accrual);
  const poisson = arrivals(accrual);
  const bounds = boundsOf(strata.map(({ share }) => share));
  const enrolled = strata.map((one) => one.enrolled);
  const { from: opens = 0, length = 0 } = entries.even ?? {};
  const even: EvenArm = {
    ...{ entry: nobody, events: nobody, losses: nobody },
    ...{ first: 0, firstLost: 0, opens, length },
  };
  const isSelective = arms.some(
    (arm) => arm.member !== undefined || arm.randomised !== undefined || enrolled.includes(false),
  );

  /** Arms and numbers of all who enter, one after the other: the same in all blocks. */
  let order: [arm: number, i: number][] | undefined;
  const orderOf = (block: readonly ArmPatients[]) =>
    block
      .flatMap(({ stride }, arm) => Array.from({ length: stride }, (_, i): [number, number] => [arm, i]))
      .sort((a, b) => placeOf(allocation, ...a) - placeOf(allocation, ...b));

  /** Calendar times at which an arm's patients enter, in order. */
  function entryTimes(block: readonly ArmPatients[], r: number): (arm: number, i: number) => number {
    if (entries.kind === 'uniform')
      return (arm, i) => {
        const { arm: own, outcomes, stride } = block[arm]!;
        return entries.timeOf(outcomes[own.entry]![r * stride + i]!);
      };
    if (entries.kind === 'equally spaced') return (arm, i) => entries.timeAt(placeOf(allocation, arm, i));
    order ??= orderOf(block);
    const times = poisson(
      order.map(([arm, i]) => {
        const { arm: own, outcomes, stride } = block[arm]!;
        return outcomes[own.entry]![r * stride + i]!;
      }),
    );
    const found = block.map(({ stride }) => new Float64Array(stride));
    order.forEach(([arm, i], k) => {
      found[arm]![i] = times[k]!;
    });
    return (arm, i) => found[arm]![i]!;
  }

  function fillArm(block: readonly ArmPatients[], r: number, a: number, from: number): number {
    const { arm, outcomes, stride } = block[a]!;
    const wanted = positions[a]!.length;
    const first = r * stride;
    const at = entryTimes(block, r);
    const { start, time, eventAt, stratum } = columns;
    let slot = from;
    let i = 0;
    for (; slot < from + wanted; i++) {
      if (i === stride)
        throw new ShortOfPatients(`${slot - from} of ${wanted} patients found among ${stride}`);
      const of = first + i;
      if (arm.member !== undefined && !(outcomes[arm.member]![of]! < Infinity)) continue;
      const waited = waitOf(arm, outcomes, of);
      if (!(waited < Infinity)) continue;
      const s = arm.stratum === undefined ? 0 : stratumOf(bounds, outcomes[arm.stratum]![of]!);
      if (!enrolled[s]) continue;
      const lost = arm.dropout[s] === undefined ? Infinity : outcomes[arm.dropout[s]]![of]!;
      const event = outcomes[arm.event[s]!]![of]! - waited;
      // whoever has had the event cannot be randomised
      if (!(event > 0) && waited > 0) continue;
      const entry = at(a, i);
      if (entry < columns.earliest) columns.earliest = entry;
      start[slot] = entry + waited;
      const isSeen = event <= lost && event < Infinity;
      time[slot] = Math.min(event, lost, NEVER);
      eventAt[slot] = isSeen ? start[slot]! + event : Infinity;
      if (isSeen) columns.eventTimes[columns.events++] = eventAt[slot]!;
      stratum[slot] = s;
      slot++;
    }
    return i;
  }

  /** All who enter are enrolled, evenly over a time: most trials, and nothing to ask of a patient. */
  function fillPlainly(block: readonly ArmPatients[], r: number, a: number, from: number): number {
    const { arm, outcomes, stride } = block[a]!;
    const n = positions[a]!.length;
    const [dropout] = arm.dropout;
    even.entry = outcomes[arm.entry]!;
    even.events = outcomes[arm.event[0]!]!;
    even.losses = dropout === undefined ? nobody : outcomes[dropout]!;
    even.first = r * stride;
    even.firstLost = dropout === undefined ? 0 : r * stride;
    loops.enrolEvenly(even, n, from, columns);
    return n;
  }

  const isPlain =
    !isSelective && strata.length === 1 && entries.kind === 'uniform' && entries.even !== undefined;
  const fill = isPlain ? fillPlainly : fillArm;
  columns.size = positions.reduce((sum, own) => sum + own.length, 0);
  columns.control = positions.length > 1 ? positions[0]!.length : 0;
  return (block, r) => {
    let slot = 0;
    columns.screened = 0;
    columns.events = 0;
    columns.earliest = isPlain ? 0 : Infinity;
    for (let a = 0; a < arms.length; a++) {
      columns.screened += fill(block, r, a, slot);
      slot += positions[a]!.length;
    }
    return columns;
  };
}

/** Time from entry to randomisation; infinite: never. */
export function waitOf({ randomised }: ArmColumns, outcomes: readonly Float64Array[], i: number): number {
  if (randomised === undefined) return 0;
  let first = Infinity;
  for (const column of randomised) first = Math.min(first, outcomes[column]![i]!);
  return first;
}

function boundsOf(shares: readonly number[]): number[] {
  let sum = 0;
  return shares.map((share) => (sum += share));
}

function stratumOf(bounds: readonly number[], u: number): number {
  for (let s = 0; s < bounds.length - 1; s++) if (u < bounds[s]!) return s;
  return bounds.length - 1;
}
