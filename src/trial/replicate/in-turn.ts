import type { Enrolled } from '../design.ts';
import { randomisationOf } from './assign.ts';
import { type Block, TooFewPatientsError } from './block.ts';
import { candidates } from './candidates.ts';
import { arrivals, entriesOf } from './entries.ts';
import { randomiser } from './randomise.ts';
import { NEVER, type TrialColumns } from './trial-columns.ts';

/**
 * Enrols in order of entry: the next patient who can be enrolled goes to the arm drawn next. Patients who cannot be
 * enrolled are counted with that arm, since before randomisation the arms do not differ.
 *
 * @returns a function that fills the columns with replicate `r` of a block. It throws TooFewPatientsError.
 * @throws RangeError for an impossible randomisation
 */
export function inTurn(design: Enrolled, columns: TrialColumns): (block: Block, r: number) => TrialColumns {
  const { accrual, patients, strata } = design;
  const randomisation = randomisationOf(design);
  const isWithinStrata = randomisation.kind === 'blocks' && randomisation.withinStrata;
  const entries = entriesOf(accrual);
  const arrive = arrivals(accrual);
  const assign = randomiser(design);
  const candidate = candidates(strata, design.observation);
  /** in order of entry: first uniform draws on (0, 1), then the calendar times made from them */
  let times = new Float64Array(0);
  /** for each slot, the number of patients who entered earlier */
  const before = new Int32Array(patients);
  const next = [0, 0];
  const slots = [0, 0];

  /**
   * Enrols patients, arm by arm in order of entry, with times since randomisation.
   *
   * @returns the number who enter
   */
  function choose({ arms, draws }: Block, r: number): number {
    const { arm, stratum, passed, counts } = assign(draws, r);
    next.fill(0);
    slots[0] = 0;
    slots[1] = counts[0]!;
    columns.control = arms.length > 1 ? counts[0]! : 0;
    let entered = 0;
    for (let k = 0; k < patients; k++) {
      const a = arm[k]!;
      const { arm: own, outcomes, stride } = arms[a]!;
      const first = r * stride;
      let skips = isWithinStrata ? passed[k]! : 0;
      for (;;) {
        const i = next[a]!++;
        if (i === stride) throw new TooFewPatientsError(k, patients, stride);
        times[entered++] = outcomes[own.entry]![first + i]!;
        if (skips-- > 0) continue;
        if (candidate.read(own, outcomes, first + i, isWithinStrata ? stratum[k] : undefined)) break;
      }
      const slot = slots[a]!++;
      before[slot] = entered - 1;
      const { waited, event, lost } = candidate;
      columns.start[slot] = waited;
      columns.time[slot] = Math.min(event, lost, NEVER);
      columns.eventAt[slot] = event <= lost && event < Infinity ? event : Infinity;
      columns.stratum[slot] = candidate.stratum;
    }
    return entered;
  }

  /** Replaces the draws of the first `entered` patients by their calendar times of entry, increasing. */
  function enter(entered: number): void {
    const draws = times.subarray(0, entered);
    if (accrual.entry === 'uniform') draws.sort();
    if (accrual.entry === 'poisson') arrive(draws);
    else
      for (let k = 0; k < entered; k++)
        draws[k] = accrual.entry === 'uniform' ? entries.timeOf(draws[k]!) : entries.timeAt(k);
  }

  return (block, r) => {
    const all = block.arms.reduce((sum, { stride }) => sum + stride, 0);
    if (times.length < all) times = new Float64Array(all);
    const { start, eventAt, eventTimes } = columns;
    columns.size = patients;
    columns.screened = choose(block, r);
    enter(columns.screened);
    columns.events = 0;
    columns.earliest = Infinity;
    for (let slot = 0; slot < patients; slot++) {
      const entry = times[before[slot]!]!;
      if (entry < columns.earliest) columns.earliest = entry;
      start[slot]! += entry;
      eventAt[slot]! += start[slot]!;
      if (eventAt[slot]! < Infinity) eventTimes[columns.events++] = eventAt[slot]!;
    }
    return columns;
  };
}
