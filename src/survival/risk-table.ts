import { checkIndividuals, codeLabels, type GroupedIndividuals, orderByTime } from './grouped.ts';
import { checkLifeTable, type LifeTable } from './life-table.ts';

/** Numbers at risk and events, by group and event time, in one stratum. */
export interface RiskTable {
  /** increasing times with an event of any cause */
  times: Float64Array;
  /** patients at risk just before each time, one array for each group */
  atRisk: Float64Array[];
  /** events at each time, by cause and then by group */
  events: Float64Array[][];
}

/** The risk tables of all strata, with the same groups. */
export interface RiskTables {
  groups: (string | number)[];
  /** patients in each group */
  sizes: number[];
  strata: RiskTable[];
}

/**
 * The risk tables of individual patients. Ties are equal numbers; a patient censored at a time is at risk at it.
 *
 * @param causes number of causes of events
 * @throws RangeError naming the patient whose time or status cannot be used, or if there is only one group
 *
 * @example
 * ```ts
 * import { riskTables } from 'sojourn';
 *
 * const { groups, strata } = riskTables({
 *   times: [5, 8, 12, 3, 4, 9],
 *   statuses: [1, 0, 1, 1, 1, 1],
 *   groups: [1, 1, 1, 2, 2, 2],
 * });
 * console.log(groups, strata.length);
 * // [ 1, 2 ] 1
 * ```
 */
export function riskTables(data: GroupedIndividuals, causes = 1): RiskTables {
  checkIndividuals(data, causes, { groups: data.groups, strata: data.strata });
  const { levels: groups, codes } = codeLabels(data.groups);
  needTwo(groups.length);
  const sizes = groups.map(() => 0);
  for (const code of codes) sizes[code]! += 1;
  const strata = data.strata && codeLabels(data.strata);
  const order = orderByTime(data.times, strata);
  const tables: RiskTable[] = [];
  for (let from = 0, to = 0; from < order.length; from = to) {
    const stratum = strata?.codes[order[from]!];
    while (to < order.length && strata?.codes[order[to]!] === stratum) to++;
    tables.push(riskTable(data, codes, order.subarray(from, to), { groups: groups.length, causes }));
  }
  return { groups, sizes, strata: tables };
}

/** The risk table of some patients, given in order of increasing time. */
function riskTable(
  { times, statuses }: GroupedIndividuals,
  codes: Uint32Array,
  people: Uint32Array,
  { groups, causes }: { groups: number; causes: number },
): RiskTable {
  let row = 0;
  let last = -1;
  for (const person of people) {
    if (statuses[person] === 0 || times[person] === last) continue;
    row++;
    last = times[person]!;
  }
  const rows = row;
  const columns = () => Array.from({ length: groups }, () => new Float64Array(rows));
  const table = {
    times: new Float64Array(rows),
    atRisk: columns(),
    events: Array.from({ length: causes }, columns),
  };
  const left = new Float64Array(groups);
  // from the last patient backwards, to accumulate the number at risk
  for (let end = people.length - 1, i = end; end >= 0; end = i) {
    const time = times[people[end]!]!;
    let event = false;
    for (; i >= 0 && times[people[i]!] === time; i--) {
      left[codes[people[i]!]!]! += 1;
      event ||= statuses[people[i]!] !== 0;
    }
    if (!event) continue;
    row--;
    table.times[row] = time;
    for (let g = 0; g < groups; g++) table.atRisk[g]![row] = left[g]!;
    for (let at = i + 1; at <= end; at++) {
      const status = statuses[people[at]!]!;
      if (status > 0) table.events[status - 1]![codes[people[at]!]!]![row]! += 1;
    }
  }
  return table;
}

/**
 * One risk table for groups counted on the same times, such as the tallies of a simulation.
 *
 * @param tables life tables of the groups in their order, with the same times and causes
 * @throws RangeError if times or causes differ, or if there is only one group
 *
 * @example
 * ```ts
 * import { lifeTable, logRankOf, riskTablesOf } from 'sojourn';
 *
 * const control = lifeTable({ times: [5, 8, 12], statuses: [1, 1, 0] });
 * const treatment = lifeTable({ times: [5, 8, 12], statuses: [0, 0, 1] });
 * console.log(logRankOf(riskTablesOf([control, treatment])).chiSquare);
 * // 0.333333...
 * ```
 */
export function riskTablesOf(tables: readonly LifeTable[], groups = tables.map((_, g) => g)): RiskTables {
  needTwo(tables.length);
  const [first] = tables;
  for (const [g, table] of tables.entries()) {
    checkLifeTable(table);
    if (table.times.length !== first!.times.length || table.times.some((t, r) => t !== first!.times[r]))
      throw new RangeError(
        `the life table of group ${groups[g]} has different times from that of ${groups[0]}`,
      );
    if (table.causes.length !== first!.causes.length)
      throw new RangeError(
        `the life table of group ${groups[g]} has different causes from that of ${groups[0]}`,
      );
  }
  const rows: number[] = [];
  for (let r = 0; r < first!.times.length; r++) {
    if (tables.some(({ events }) => events.some((column) => column[r]! > 0))) rows.push(r);
  }
  const pick = (column: Float64Array) => Float64Array.from(rows, (r) => column[r]!);
  return {
    groups: [...groups],
    sizes: tables.map(({ size }) => size),
    strata: [
      {
        times: pick(first!.times),
        atRisk: tables.map((table) => pick(atRiskOf(table))),
        events: first!.causes.map((_, cause) => tables.map(({ events }) => pick(events[cause]!))),
      },
    ],
  };
}

function atRiskOf({ events, censored, size }: LifeTable): Float64Array {
  let n = size;
  return censored.map((lost, r) => {
    const atRisk = n;
    n -= lost;
    for (const column of events) n -= column[r]!;
    return atRisk;
  });
}

function needTwo(groups: number): void {
  if (groups < 2)
    throw new RangeError(`there ${groups === 1 ? 'is 1 group' : 'are no groups'}, must be 2 or more`);
}
