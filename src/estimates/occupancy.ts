import { sortWhole } from '../math/order.ts';
import type { Plan, StateReadout } from '../plan.ts';
import { sumCounters, sumTracks, type Tally } from '../tally.ts';
import { between, type Figure, share } from './endpoint.ts';
import { gridTimes } from './life-tables.ts';
import { combined, errorAt, errorOfArea, type UnevenRows, unevenRows } from './within-row.ts';

/** Shares of patients in each state over time. */
export interface Occupancy {
  times: number[];
  states: Record<string, number[]>;
  /** standard errors by state: binomial; between grid rows they include the unknown position within a row */
  mcse: Record<string, number[]>;
}

/** Figures of the states in which patients spend time. */
export interface StateEstimates {
  occupancy: Occupancy;
  /** mean time up to the horizon; mcse is an upper bound: see `meanTime` */
  meanTimes: Record<string, Figure>;
  /** number of patients who made each transition by the horizon; repeated transitions count each time */
  ways: { from: string; to: string; patients: number }[];
}

/** @param times of the shares, on or between grid rows */
export function estimateStates(plan: Plan, tally: Tally, times: readonly number[]): StateEstimates {
  const grid = gridTimes(plan);
  const states: Occupancy['states'] = {};
  const errors: Occupancy['mcse'] = {};
  const meanTimes: Record<string, Figure> = {};
  for (const state of plan.readout.states) {
    const { inside, uneven } = occupants(plan, tally, state);
    const shares = times.map((time) => share(between(grid, inside, time), tally.n));
    states[state.name] = shares.map(({ value }) => value);
    errors[state.name] = shares.map(({ mcse }, i) => combined(mcse, errorAt(grid, uneven, times[i]!)));
    const { value, mcse } = meanTime(plan, inside, tally.n);
    meanTimes[state.name] = {
      value,
      mcse: combined(mcse, errorOfArea(grid, uneven, plan.graph.grid.horizon)),
    };
  }
  const { rows } = plan.graph.grid;
  const ways = plan.readout.ways.map(({ from, to, tracks, counters }) => {
    // the last row holds times after the horizon
    const timed = sumTracks(tally, tracks).subarray(0, rows);
    return { from, to, patients: timed.reduce((sum, count) => sum + count, sumCounters(tally, counters)) };
  });
  return { occupancy: { times: [...times], states, mcse: errors }, meanTimes, ways };
}

/**
 * Numbers of patients in a state just after each grid row, and shares who may enter or leave anywhere within the row.
 */
function occupants(
  plan: Plan,
  tally: Tally,
  state: StateReadout,
): { inside: Float64Array; uneven: UnevenRows } {
  const entries = sumTracks(tally, state.entries);
  const exits = sumTracks(tally, state.exits);
  const inside = new Float64Array(plan.graph.grid.rows);
  let now = sumCounters(tally, state.atZero);
  for (let row = 0; row < inside.length; row++) {
    now += entries[row]! - exits[row]!;
    inside[row] = now;
  }
  const unevenIn = (column: Float64Array) =>
    unevenRows(sumsOf(column, inside.length, tally.n), tally.n, plan.hasFixedTimes);
  const [coming, going] = [unevenIn(entries), unevenIn(exits)];
  return { inside, uneven: (row) => coming(row) + going(row) };
}

/** Cumulative share of all patients by the end of each row. */
function sumsOf(column: Float64Array, rows: number, n: number): Float64Array {
  const sums = new Float64Array(rows);
  for (let row = 0, sum = 0; row < rows; row++) {
    sum += column[row]!;
    sums[row] = sum / n;
  }
  return sums;
}

/**
 * Mean time spent in a state up to the horizon: the area under its occupancy.
 *
 * A tally has the numbers in a state at time u and at time v, but not the number there at both. That number is at
 * most the smaller of the two, which bounds the variance. So `mcse` is an upper bound; it is exact for a state that
 * patients only leave (the first state) or only enter (an absorbing state).
 *
 * @param inside patients in the state just after each row
 */
function meanTime({ graph }: Plan, inside: Float64Array, n: number): Figure {
  const { perUnit, horizon } = graph.grid;
  // patients in the state at both ends of each row; half of their share is the mean share during the row
  const ends = new Float64Array(inside.length - 1);
  let total = 0;
  for (let row = 0; row < ends.length; row++) {
    ends[row] = inside[row]! + inside[row + 1]!;
    total += ends[row]! / 2 / n;
  }
  const value = total / perUnit;
  sortWhole(ends);
  let square = 0;
  for (let i = 0; i < ends.length; i++) square += (ends[i]! / 2 / n) * (2 * (ends.length - i) - 1);
  const bound = Math.sqrt(Math.max(0, square / perUnit ** 2 - value * value) / n);
  // one patient changes the mean by up to horizon / n
  return { value, mcse: Math.max(bound, horizon / n) };
}
