import type { Plan } from '../plan.ts';
import { curveWithErrors } from '../survival/greenwood.ts';
import { sumCounters, type Tally } from '../tally.ts';
import {
  type EndpointEstimate,
  estimateEndpoint,
  type Figure,
  type Questions,
  rowsAsked,
  share,
} from './endpoint.ts';
import { cellsByGroup, gridTimes, lifeTablesOf, observedLifeTables, patientsIn } from './life-tables.ts';
import { estimateStates, type StateEstimates } from './occupancy.ts';
import { errorAt, unevenRows } from './within-row.ts';

export type { EndpointEstimate, Figure, Questions } from './endpoint.ts';
export type { Occupancy } from './occupancy.ts';

/** All figures of one strategy, each with its Monte Carlo standard error. */
export interface Estimates extends StateEstimates {
  n: number;
  endpoints: Record<string, EndpointEstimate>;
  subgroups: Record<
    string,
    { title: string; proportion: Figure; n: number; endpoints: Record<string, EndpointEstimate> }
  >;
  proportions: Record<string, Figure & { title: string; events: number; of: number }>;
}

/**
 * Read the figures out of a tally.
 *
 * @param endpoints names of endpoints; default all
 * @param occupancyTimes times of state occupancy
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, estimate, inlineExecutor, simulate } from 'sojourn';
 *
 * const { plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const plan = plans['usual-care']!;
 * const tally = await simulate(plan, { seed: '1', n: 10_000, executor: inlineExecutor() });
 * const { endpoints } = estimate(plan, tally, { at: [5], quantiles: [0.5], rmst: [10] }, []);
 * console.log(endpoints.survival!.survival);
 * // [ { at: 5, value: 0.8801, mcse: 0.003248... } ]
 * ```
 */
export function estimate(
  plan: Plan,
  tally: Tally,
  questions: Questions,
  occupancyTimes: readonly number[],
  endpoints: readonly string[] = plan.readout.endpoints.map(({ name }) => name),
): Estimates {
  const wanted = plan.readout.endpoints.filter(({ name }) => endpoints.includes(name));
  const { subgroups, proportions } = plan.readout;
  const groups = cellsByGroup(plan);
  const rows = rowsAsked(gridTimes(plan), questions);
  const byEndpoint = wanted.map((endpoint) => {
    const tables = lifeTablesOf(plan, tally, endpoint, groups);
    const observed = observedLifeTables(plan, tally, endpoint, groups, rows);
    return { endpoint, tables, observed };
  });
  const endpointsOf = (group: number) =>
    Object.fromEntries(
      byEndpoint.map(({ endpoint: { name, title }, tables, observed }) => [
        name,
        estimateEndpoint(title, tables[group]!, observed[group], questions, plan.hasFixedTimes),
      ]),
    );
  return {
    n: tally.n,
    endpoints: endpointsOf(0),
    subgroups: Object.fromEntries(
      subgroups.map(({ name, title }, k) => {
        const n = patientsIn(plan, tally, groups[k + 1]!);
        return [
          name,
          { title, proportion: share(n, tally.n), n, endpoints: n === 0 ? {} : endpointsOf(k + 1) },
        ];
      }),
    ),
    proportions: Object.fromEntries(
      proportions.map(({ name, title, hits, among }) => {
        const [events, of] = [sumCounters(tally, hits), sumCounters(tally, among)];
        return [name, { title, ...share(events, of), events, of }];
      }),
    ),
    ...estimateStates(plan, tally, occupancyTimes),
  };
}

/** The largest Monte Carlo standard error of survival at the landmark times, subgroups included. */
export function largestMcse({ endpoints, subgroups }: Estimates): number {
  const all = [endpoints, ...Object.values(subgroups).map((subgroup) => subgroup.endpoints)];
  const figures = all.flatMap((some) => Object.values(some)).flatMap(({ survival }) => survival);
  return Math.max(0, ...figures.map(({ mcse }) => mcse).filter((mcse) => !Number.isNaN(mcse)));
}

/**
 * A lower bound for `largestMcse` for any number of patients, from the unknown position within grid rows; and the
 * time at which it occurs.
 */
export function leastMcse(
  plan: Plan,
  tally: Tally,
  at: readonly number[],
  endpoints: readonly string[] = plan.readout.endpoints.map(({ name }) => name),
): { at: number; mcse: number } {
  const { perUnit } = plan.graph.grid;
  const inside = at.filter((time) => !Number.isInteger(time * perUnit));
  let worst = { at: NaN, mcse: 0 };
  if (inside.length === 0) return worst;
  const times = gridTimes(plan);
  const groups = cellsByGroup(plan);
  for (const endpoint of plan.readout.endpoints.filter(({ name }) => endpoints.includes(name))) {
    for (const table of lifeTablesOf(plan, tally, endpoint, groups)) {
      const curve = curveWithErrors(table);
      if (curve.size === 0) continue;
      const uneven = unevenRows(curve.survival, curve.size, plan.hasFixedTimes);
      for (const time of inside) {
        const mcse = errorAt(times, uneven, time);
        if (mcse > worst.mcse) worst = { at: time, mcse };
      }
    }
  }
  return worst;
}
