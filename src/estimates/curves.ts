import type { Plan } from '../plan.ts';
import { aalenJohansen, kaplanMeier, type LifeTable } from '../survival/index.ts';
import type { Tally } from '../tally.ts';
import { atLeastOneIn } from './endpoint.ts';
import { cellsByGroup, lifeTablesOf, observedLifeTables } from './life-tables.ts';

/** A curve over time: survival, survival as observed under follow-up, or cumulative incidence of a cause. */
export interface Curve {
  strategy: string;
  endpoint: string;
  /** `all` or a subgroup */
  group: string;
  /** `survival`, `observed survival`, or `incidence of` a cause */
  cause: string;
  points: CurvePoint[];
}

export interface CurvePoint {
  time: number;
  value: number;
  mcse: number;
  /** number at risk just before the time */
  atRisk: number;
  /** events of any cause up to the time */
  events: number;
  censored: number;
}

/** Largest number of points per curve. */
const MOST_POINTS = 481;

/**
 * The curves of every endpoint, for all patients and for each subgroup, on a thinned grid.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, curvesOf, inlineExecutor, simulate } from 'sojourn';
 *
 * const { plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const plan = plans['usual-care']!;
 * const tally = await simulate(plan, { seed: '1', n: 10_000, executor: inlineExecutor() });
 * for (const { group, cause, points } of curvesOf(plan, tally, ['survival']))
 *   console.log(group, cause, points.length);
 * // all survival 321
 * // smokers survival 321
 * // never-smokers survival 321
 * ```
 */
export function curvesOf(plan: Plan, tally: Tally, endpoints: readonly string[]): Curve[] {
  const cells = cellsByGroup(plan);
  const groups = ['all', ...plan.readout.subgroups.map(({ name }) => name)];
  const rows = rowsToShow(plan);
  return plan.readout.endpoints
    .filter(({ name }) => endpoints.includes(name))
    .flatMap((endpoint) => {
      const tables = lifeTablesOf(plan, tally, endpoint, cells);
      const observed = observedLifeTables(plan, tally, endpoint, cells);
      return groups.flatMap((group, k) =>
        tables[k]!.size === 0
          ? []
          : curvesOfTable(
              { strategy: plan.strategy, endpoint: endpoint.name, group },
              tables[k]!,
              rows,
              observed[k],
            ),
      );
    });
}

/**
 * The curves of one life table: survival (as observed if there is follow-up), and incidences if there are several
 * causes.
 */
export function curvesOfTable(
  of: Pick<Curve, 'strategy' | 'endpoint' | 'group'>,
  table: LifeTable,
  rows: readonly number[],
  observed?: LifeTable,
): Curve[] {
  const curves: Curve[] = [{ ...of, cause: 'survival', points: survivalPoints(table, rows) }];
  if (observed) curves.push({ ...of, cause: 'observed survival', points: survivalPoints(observed, rows) });
  if (table.causes.length > 1) curves.push(...incidenceCurves(of, table, rows));
  return curves;
}

/** Every 2^k-th row, with the smallest k for which the curve has at most MOST_POINTS points. */
export function rowsToShow({ graph }: Pick<Plan, 'graph'>): number[] {
  let step = 1;
  while (graph.grid.rows / step > MOST_POINTS) step *= 2;
  const shown = [];
  for (let row = 0; row < graph.grid.rows; row += step) shown.push(row);
  return shown;
}

function survivalPoints(table: LifeTable, rows: readonly number[]): CurvePoint[] {
  const { times, survival, standardError, atRisk } = kaplanMeier(table);
  const counted = countsBy(table);
  return rows.map((row) => ({
    time: times[row]!,
    value: survival[row]!,
    mcse: atLeastOneIn(table.size, standardError[row]!),
    atRisk: Math.round(atRisk[row]!),
    ...counted(row),
  }));
}

/** Cumulative events and censorings by the end of each row. */
function countsBy({ times, events, censored }: LifeTable) {
  const sums = { events: new Float64Array(times.length), censored: new Float64Array(times.length) };
  let [had, lost] = [0, 0];
  for (let row = 0; row < times.length; row++) {
    for (const column of events) had += column[row]!;
    lost += censored[row]!;
    sums.events[row] = had;
    sums.censored[row] = lost;
  }
  return (row: number) => ({ events: sums.events[row]!, censored: Math.round(sums.censored[row]!) });
}

function incidenceCurves(
  of: Omit<Curve, 'cause' | 'points'>,
  table: LifeTable,
  rows: readonly number[],
): Curve[] {
  const { times, incidence, standardError, eventFree } = aalenJohansen(table);
  const counted = countsBy(table);
  return table.causes.map((cause, k) => ({
    ...of,
    cause: `incidence of ${cause}`,
    points: rows.map((row) => ({
      time: times[row]!,
      value: incidence[k]![row]!,
      mcse: atLeastOneIn(table.size, standardError[k]![row]!),
      atRisk: Math.round(eventFree.atRisk[row]!),
      ...counted(row),
    })),
  }));
}
