import { fixedCounts } from '../replicate/assign.ts';
import { type Block, TooFewPatientsError } from '../replicate/block.ts';
import { candidates } from '../replicate/candidates.ts';
import type { Columns } from '../replicate/columns.ts';
import { arrivals, entriesOf } from '../replicate/entries.ts';
import { stratumBounds, stratumOf } from '../replicate/strata.ts';
import { NEVER, type TrialColumns, trialColumns } from '../replicate/trial-columns.ts';
import { assigner } from './assign.ts';
import type { MultiArmDesign } from './design.ts';

/** Memory for the patients of a trial: by comparison, and the events of all arms in the trial and of control. */
export interface ArmsRoom {
  pairs: TrialColumns[];
  all: TrialColumns;
  control: TrialColumns;
}

export function armsRoom({ names, patients }: MultiArmDesign, from: Columns): ArmsRoom {
  return {
    pairs: names.map(() => trialColumns(patients, from)),
    all: trialColumns(patients, from),
    control: trialColumns(patients, from),
  };
}

/** The patients of one trial in order of randomisation; the columns are reused for each trial. */
export interface EnrolledArms {
  /** number of patients who are ever randomised, as far as is known */
  size: number;
  arm: Uint8Array;
  stratum: Uint8Array;
  /** calendar time of randomisation, increasing */
  start: Float64Array;
  /** time from randomisation to the event or to loss, whichever is first; NEVER if neither */
  time: Float64Array;
  /** calendar time of the event; Infinity: none is seen */
  eventAt: Float64Array;
  /** by comparison: control and one arm */
  pairs: readonly TrialColumns[];
  /** only the times of events are filled: of control and the arms in the trial, and of control alone */
  all: TrialColumns;
  control: TrialColumns;
}

export interface ArmsEnroller {
  /** enrols replicate r of a block, in all arms */
  begin(block: Block, r: number): EnrolledArms;
  /**
   * Patients who enter after a time are randomised to the arms that are left.
   *
   * @param isOpen by arm, control first
   */
  reopen(after: number, isOpen: Uint8Array): void;
}

/**
 * Enrols patients arm by arm of a trial whose arms may close. When patients enter does not depend on their arm; the j-th patient of
 * an arm is the same person whatever becomes of the others.
 */
export function armsEnroller(design: MultiArmDesign, { pairs, all, control }: ArmsRoom): ArmsEnroller {
  const { patients, strata, accrual, allocation, places, observation } = design;
  const entries = entriesOf(accrual);
  const arrive = arrivals(accrual);
  const candidate = candidates(strata, observation);
  const bounds = stratumBounds(strata);
  const width = allocation.length;
  const planned = fixedCounts(allocation, patients);
  const assign = assigner(design);
  const doubles = () => new Float64Array(patients);
  const enrolled: EnrolledArms = {
    ...{ size: 0, arm: new Uint8Array(patients), stratum: new Uint8Array(patients) },
    ...{ start: doubles(), time: doubles(), eventAt: doubles() },
    ...{ pairs, all, control },
  };
  const { arm, stratum, start, time, eventAt } = enrolled;
  /** by arm, patients of its columns that have been read; by patient, how many were read before */
  const read = new Int32Array(width);
  const readBefore = new Int32Array(patients * width);
  const entry = new Float64Array(patients);
  const isOpen = new Uint8Array(width);
  let block: Block;
  let r = 0;
  let size = patients;

  /** Randomises patients from number k on. */
  function fill(from: number): void {
    for (let k = from; k < size; k++) {
      readBefore.set(read, k * width);
      const s = stratumAt(k);
      const a = assign.next(k, block.draws!, r, isOpen, s);
      const { arm: own, outcomes, stride } = block.arms[a]!;
      const i = read[a]!++;
      if (i === stride) throw new TooFewPatientsError(k, patients, stride);
      candidate.read(own, outcomes, r * stride + i, s);
      const { event, lost } = candidate;
      const isSeen = event <= lost && event < Infinity;
      arm[k] = a;
      stratum[k] = s;
      start[k] = entry[k]!;
      time[k] = Math.min(event, lost, NEVER);
      eventAt[k] = isSeen ? start[k]! + event : Infinity;
    }
    enrolled.size = size;
    layOut();
  }

  /** The stratum of patient k, drawn apart from the arm, so that it is the same in every arm. */
  function stratumAt(k: number): number {
    const { stratum: drawn, stride } = block.draws!;
    return strata.length === 1 ? 0 : stratumOf(bounds, drawn[r * stride + k]!);
  }

  /** Control and each open arm side by side, for the tests; an arm that is closed has no more tests. */
  function layOut(): void {
    const earliest = entry[0]!;
    for (const columns of [all, control]) columns.events = 0;
    for (let k = 0; k < size; k++) {
      const at = eventAt[k]!;
      if (!(at < Infinity) || isOpen[arm[k]!] === 0) continue;
      all.eventTimes[all.events++] = at;
      if (arm[k] === 0) control.eventTimes[control.events++] = at;
    }
    for (let i = 0; i < pairs.length; i++) {
      if (isOpen[i + 1] === 0) continue;
      const pair = pairs[i]!;
      pair.events = 0;
      pair.size = 0;
      pair.earliest = earliest;
      append(pair, 0);
      pair.control = pair.size;
      append(pair, i + 1);
      pair.screened = pair.size;
    }
  }

  function append(into: TrialColumns, own: number): void {
    let slot = into.size;
    for (let k = 0; k < size; k++) {
      if (arm[k] !== own) continue;
      into.start[slot] = start[k]!;
      into.time[slot] = time[k]!;
      into.stratum[slot] = stratum[k]!;
      const at = eventAt[k]!;
      into.eventAt[slot] = at;
      if (at < Infinity) into.eventTimes[into.events++] = at;
      slot++;
    }
    into.size = slot;
  }

  /** When patients enter, in their order. */
  function enter(): void {
    const { others, stride } = block.draws!;
    const drawn = others![0]!;
    for (let k = 0; k < patients; k++) entry[k] = drawn[r * stride + k]!;
    if (accrual.entry === 'uniform') entry.sort();
    if (accrual.entry === 'poisson') arrive(entry);
    else
      for (let k = 0; k < patients; k++)
        entry[k] = accrual.entry === 'uniform' ? entries.timeOf(entry[k]!) : entries.timeAt(k);
  }

  return {
    begin(next, replicate) {
      block = next;
      r = replicate;
      enter();
      read.fill(0);
      isOpen.fill(1);
      size = patients;
      assign.begin();
      fill(0);
      return enrolled;
    },
    reopen(after, open) {
      let first = 0;
      while (first < size && start[first]! <= after) first++;
      isOpen.set(open);
      if (first < size) {
        read.set(readBefore.subarray(first * width, (first + 1) * width));
        if (places === 'saved') size = Math.min(size, first + leftFor(first));
        assign.reopen(first, size);
      }
      fill(first);
    },
  };

  /** The places that open arms still have of those that were planned for them. */
  function leftFor(first: number): number {
    const has = new Int32Array(width);
    for (let k = 0; k < first; k++) has[arm[k]!]!++;
    let left = 0;
    for (let a = 0; a < width; a++) if (isOpen[a] === 1) left += Math.max(0, planned[a]! - has[a]!);
    return left;
  }
}
