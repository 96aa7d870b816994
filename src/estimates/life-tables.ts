import type { Track } from '../kernel/graph.ts';
import type { EndpointReadout, Plan } from '../plan.ts';
import type { LifeTable } from '../survival/index.ts';
import { sumCounters, sumsOfTracks, type Tally } from '../tally.ts';

/** Columns that all life tables of a grid share: nobody may write to them. */
interface Shared {
  times: Float64Array;
  /** zeros: nobody is censored */
  none: Float64Array;
}

/** Of the grid that was asked for last. */
let last: { rows: number; perUnit: number; shared: Shared } | undefined;

function sharedOf({ graph }: Pick<Plan, 'graph'>): Shared {
  const { rows, perUnit } = graph.grid;
  if (last?.rows === rows && last.perUnit === perUnit) return last.shared;
  const times = new Float64Array(rows);
  for (let row = 0; row < rows; row++) times[row] = row / perUnit;
  last = { rows, perUnit, shared: { times, none: new Float64Array(rows) } };
  return last.shared;
}

/** The times of the grid's rows: row r ends at r / perUnit; row 0 is time 0. Do not write to them. */
export function gridTimes(plan: Pick<Plan, 'graph'>): Float64Array {
  return sharedOf(plan).times;
}

/** All cells, or those of the patients in a subgroup. */
export function cellsOf({ readout }: Pick<Plan, 'readout'>, subgroup?: number): number[] {
  return readout.cells.flatMap(({ member }, cell) =>
    subgroup === undefined || member[subgroup] ? [cell] : [],
  );
}

/** The cells of all patients, then those of each subgroup. */
export function cellsByGroup(plan: Pick<Plan, 'readout'>): number[][] {
  return [cellsOf(plan), ...plan.readout.subgroups.map((_, k) => cellsOf(plan, k))];
}

export function patientsIn({ readout }: Plan, tally: Tally, cells: readonly number[]): number {
  return sumCounters(
    tally,
    cells.map((cell) => readout.cells[cell]!.counter),
  );
}

/**
 * Treats censoring as happening in the middle of a grid row: half of the patients censored in a row leave before its
 * events, half after.
 *
 * A tally has the row of a censoring, not its time. An estimator counts patients censored in a row as at risk for the
 * whole row, which is right for ties of individual times. On a grid, survival would be too high by half a row's
 * censoring, which is more than the Monte Carlo error of a hundred million patients. Source: Cutler & Ederer (1958).
 */
export function censorMidway(table: LifeTable): LifeTable {
  if (isZero(table.censored)) return table;
  const censored = new Float64Array(table.censored.length);
  for (let row = 0; row < censored.length; row++) {
    const half = row === 0 ? 0 : table.censored[row]! / 2;
    if (row > 0) censored[row - 1]! += half;
    censored[row]! += table.censored[row]! - half;
  }
  return { ...table, censored };
}

function isZero(column: Float64Array): boolean {
  for (let row = 0; row < column.length; row++) if (column[row] !== 0) return false;
  return true;
}

/**
 * The life tables of an endpoint without loss to follow-up, censored only if the endpoint's definition censors. The
 * tables of several groups are summed together, since groups share cells.
 *
 * @param groups the cells of each group
 */
export function lifeTablesOf(
  plan: Plan,
  tally: Tally,
  { cells, causes }: EndpointReadout,
  groups: readonly (readonly number[])[],
): LifeTable[] {
  const { times, none } = sharedOf(plan);
  const sums = new Sums();
  const asked = groups.map((group) => {
    const censored = group.flatMap((cell) => cells[cell]!.censored);
    return {
      events: causes.map((_, cause) => sums.ask(group.flatMap((cell) => cells[cell]!.events[cause]!))),
      censored: censored.length === 0 ? undefined : sums.ask(censored),
      size: patientsIn(plan, tally, group),
    };
  });
  const column = sums.read(tally, plan.graph.grid.rows);
  return asked.map(({ events, censored, size }) =>
    censorMidway({
      ...{ times, size, causes },
      events: events.map(column),
      censored: censored === undefined ? none : column(censored),
    }),
  );
}

/**
 * The life tables of groups under the scenario's follow-up; undefined without follow-up.
 *
 * @param rows only the first rows
 */
export function observedLifeTables(
  plan: Plan,
  tally: Tally,
  { cells }: EndpointReadout,
  groups: readonly (readonly number[])[],
  rows = plan.graph.grid.rows,
): (LifeTable | undefined)[] {
  const times = gridTimes(plan).subarray(0, rows);
  const sums = new Sums();
  const asked = groups.map((group) => {
    const observed = group.map((cell) => cells[cell]!.observed);
    if (observed.length === 0 || observed.some((cell) => cell === undefined)) return undefined;
    return {
      events: sums.ask(observed.flatMap((cell) => cell!.events)),
      censored: sums.ask(observed.flatMap((cell) => cell!.censored)),
      size: patientsIn(plan, tally, group),
    };
  });
  const column = sums.read(tally, rows);
  return asked.map(
    (group) =>
      group &&
      censorMidway({
        ...{ times, size: group.size, causes: ['event'] },
        events: [column(group.events)],
        censored: column(group.censored),
      }),
  );
}

/** Sums of tracks that are asked for one by one and read together. */
class Sums {
  readonly #lists: Track[][] = [];

  /** @returns the place of the sum among all that are asked for */
  ask(tracks: Track[]): number {
    return this.#lists.push(tracks) - 1;
  }

  /** @returns the sum at a place, by row */
  read(tally: Tally, rows: number): (place: number) => Float64Array {
    const sums = sumsOfTracks(tally, this.#lists, rows);
    return (place) => sums[place]!;
  }
}
