import type { ArmColumns } from '../arms/columns.ts';
import type { TrialDesign } from '../design.ts';
import { positionsOf } from './assign.ts';
import { arrivals, entriesOf } from './entries.ts';
import { type TrialColumns, trialColumns } from './trial-columns.ts';

/** An arm's simulated patients: outcome columns of the kernel, replicate after replicate. */
export interface ArmPatients {
  arm: ArmColumns;
  outcomes: readonly Float64Array[];
  /** patients of a replicate */
  stride: number;
}

/** Nothing over nothing would be no time at all. */
const EARLIEST = 1e-300;

/** A trial could not be filled: fewer patients than needed among all that were simulated for it. */
export class ShortOfPatients extends Error {
  override name = 'ShortOfPatients';
}

/**
 * Makes trials of simulated patients: when each enters, who is enrolled, and what time tells of them.
 *
 * @returns fills the columns with replicate `r` of a block; the same columns each time
 * @throws ShortOfPatients from what it returns
 */
export function enroller(
  { allocation, patients, accrual, strata }: TrialDesign,
  arms: readonly ArmColumns[],
): (block: readonly ArmPatients[], r: number) => TrialColumns {
  const positions = positionsOf(allocation, patients);
  const columns = trialColumns(patients);
  const entries = entriesOf(accrual);
  const poisson = arrivals(accrual);
  const bounds = boundsOf(strata.map(({ share }) => share));
  const enrolled = strata.map((one) => one.enrolled);
  const nobody = new Float64Array(patients).fill(Infinity);
  const isSelective = arms.some(
    (arm) => arm.member !== undefined || arm.randomised !== undefined || enrolled.includes(false),
  );

  /** Calendar times at which an arm's patients enter, in order. */
  function entryTimes(block: readonly ArmPatients[], r: number): (arm: number, i: number) => number {
    if (entries.kind === 'uniform')
      return (arm, i) => {
        const { arm: own, outcomes, stride } = block[arm]!;
        return entries.timeOf(outcomes[own.entry]![r * stride + i]!);
      };
    const place = (arm: number, i: number) => i * allocation.length + arm;
    if (entries.kind === 'equally spaced')
      return (arm, i) => entries.timeAt(isSelective ? place(arm, i) : positions[arm]![i]!);
    const longest = Math.max(...block.map(({ stride }) => stride));
    const order = isSelective
      ? Array.from({ length: longest * block.length }, (_, k) => [
          k % block.length,
          Math.floor(k / block.length),
        ])
      : positions
          .flatMap((own, arm) => Array.from(own, (position, i) => [position, arm, i]))
          .sort((a, b) => a[0]! - b[0]!)
          .map(([, arm, i]) => [arm!, i!]);
    const known = order.filter(([arm, i]) => i! < block[arm!]!.stride);
    const times = poisson(
      known.map(([arm, i]) => {
        const { arm: own, outcomes, stride } = block[arm!]!;
        return outcomes[own.entry]![r * stride + i!]!;
      }),
    );
    const found = block.map(({ stride }) => new Float64Array(stride));
    known.forEach(([arm, i], k) => {
      found[arm!]![i!] = times[k]!;
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
      const waited = arm.randomised === undefined ? 0 : outcomes[arm.randomised]![of]!;
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
      time[slot] = event <= lost ? event : lost;
      eventAt[slot] = event <= lost ? start[slot]! + event : Infinity;
      stratum[slot] = s;
      slot++;
    }
    return i;
  }

  /** All who enter are enrolled, at independent times: most trials, and nothing to ask of a patient. */
  function fillPlainly(block: readonly ArmPatients[], r: number, a: number, from: number): number {
    const { arm, outcomes, stride } = block[a]!;
    const { start, time, eventAt } = columns;
    const first = r * stride;
    const n = positions[a]!.length;
    const entry = outcomes[arm.entry]!;
    const events = outcomes[arm.event[0]!]!;
    const losses = arm.dropout[0] === undefined ? nobody : outcomes[arm.dropout[0]]!;
    const firstLost = arm.dropout[0] === undefined ? 0 : first;
    const { from: opens, length } = entries.even!;
    // written without branches, of which a processor guesses every third wrong
    for (let i = 0; i < n; i++) {
      const begin = opens + entry[first + i]! * length;
      const event = events[first + i]!;
      const lost = losses[firstLost + i]!;
      start[from + i] = begin;
      time[from + i] = Math.min(event, lost);
      // over 1, or over 0: never
      eventAt[from + i] = begin + Math.max(event, EARLIEST) / Number(event <= lost);
    }
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
    columns.earliest = isPlain ? 0 : Infinity;
    for (let a = 0; a < arms.length; a++) {
      columns.screened += fill(block, r, a, slot);
      slot += positions[a]!.length;
    }
    return columns;
  };
}

function boundsOf(shares: readonly number[]): number[] {
  let sum = 0;
  return shares.map((share) => (sum += share));
}

function stratumOf(bounds: readonly number[], u: number): number {
  for (let s = 0; s < bounds.length - 1; s++) if (u < bounds[s]!) return s;
  return bounds.length - 1;
}
