import { between } from '../../estimates/endpoint.ts';
import { cellsOf, gridTimes, lifeTablesOf, observedLifeTables } from '../../estimates/life-tables.ts';
import type { Plan } from '../../plan.ts';
import { kaplanMeier, quantileTime, type SurvivalCurve } from '../../survival/index.ts';
import { sumCounters, type Tally } from '../../tally.ts';
import { type LikelihoodTarget, offEnds, toScale } from './targets.ts';

/**
 * The figures that a cohort publishes, on their scales; NaN where its data do not tell, as with nobody in a subgroup, or
 * follow-up that ends before the time.
 *
 * @param isObserved as the follow-up shows them; else as they are in truth
 */
export function figuresOfCohort(
  targets: readonly LikelihoodTarget[],
  plan: Plan,
  tally: Tally,
  isObserved: boolean,
): Float64Array {
  const curves = new Map<string, { curve: SurvivalCurve; size: number }>();
  const times = gridTimes(plan);
  const curveOf = ({ raw: { endpoint, subgroup } }: LikelihoodTarget) => {
    const key = JSON.stringify([endpoint, subgroup]);
    const known = curves.get(key);
    if (known) return known;
    const readout = plan.readout.endpoints.find(({ name }) => name === endpoint)!;
    const group =
      subgroup === undefined ? undefined : plan.readout.subgroups.findIndex(({ name }) => name === subgroup);
    const cells = cellsOf(plan, group);
    const table =
      (isObserved ? observedLifeTables(plan, tally, readout, [cells])[0] : undefined) ??
      lifeTablesOf(plan, tally, readout, [cells])[0]!;
    const made = { curve: kaplanMeier(table), size: table.size };
    curves.set(key, made);
    return made;
  };
  return Float64Array.from(targets, (target) => {
    if (target.kind === 'proportion') {
      const { hits, among } = plan.readout.proportions.findLast(
        ({ name }) => name === target.raw.proportion,
      )!;
      const of = sumCounters(tally, among);
      return of === 0 ? NaN : toScale(target, offEnds(sumCounters(tally, hits) / of, of));
    }
    const { curve, size } = curveOf(target);
    if (size === 0) return NaN;
    if (target.kind === 'median') return toScale(target, quantileTime(curve, 0.5, true));
    const time = target.raw.at!;
    const row = Math.min(times.length - 1, Math.ceil(time * plan.graph.grid.perUnit));
    // follow-up has ended with patients free of the event
    if (curve.atRisk[row] === 0 && curve.survival[row]! > 0) return NaN;
    return toScale(target, offEnds(between(times, curve.survival, time), size));
  });
}
