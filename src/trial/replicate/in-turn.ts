import type { TrialDesign } from '../design.ts';
import { randomisationOf } from './assign.ts';
import { type Block, ShortOfPatients } from './block.ts';
import { candidates } from './candidates.ts';
import { arrivals, entriesOf } from './entries.ts';
import { randomiser } from './randomise.ts';
import { NEVER, type TrialColumns } from './trial-columns.ts';

/**
 * Enrols in the order of entry: who enters is asked whether he can be enrolled, and if so goes to the arm whose turn it
 * is. Whoever cannot is counted with that arm: before randomisation nothing tells arms apart.
 *
 * @returns fills the columns with replicate `r` of a block
 * @throws RangeError for a randomisation that cannot be; ShortOfPatients from what it returns
 */
export function inTurn(
  design: TrialDesign,
  columns: TrialColumns,
): (block: Block, r: number) => TrialColumns {
  const { accrual, patients, strata } = design;
  const randomisation = randomisationOf(design);
  const isWithinStrata = randomisation.kind === 'blocks' && randomisation.withinStrata;
  const entries = entriesOf(accrual);
  const arrive = arrivals(accrual);
  const assign = randomiser(design);
  const candidate = candidates(strata);
  /** by order of entry: a draw, even on (0, 1), and then the calendar time that it makes */
  let times = new Float64Array(0);
  /** of each slot, how many have entered before */
  const before = new Int32Array(patients);
  const asked = [0, 0];
  const slots = [0, 0];

  /** Who is enrolled, arm by arm in the order of entry, with times since randomisation. @returns how many enter */
  function choose({ arms, draws }: Block, r: number): number {
    const { arm, stratum, passed, counts } = assign(draws, r);
    asked.fill(0);
    slots[0] = 0;
    slots[1] = counts[0]!;
    columns.control = arms.length > 1 ? counts[0]! : 0;
    let entered = 0;
    for (let k = 0; k < patients; k++) {
      const a = arm[k]!;
      const { arm: own, outcomes, stride } = arms[a]!;
      const first = r * stride;
      let toPass = isWithinStrata ? passed[k]! : 0;
      for (;;) {
        const i = asked[a]!++;
        if (i === stride) throw new ShortOfPatients(k, patients, stride);
        times[entered++] = outcomes[own.entry]![first + i]!;
        if (toPass-- > 0) continue;
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

  /** Calendar times at which the first `entered` enter, in order, in place of their draws. */
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
