import type { Plan, StateReadout } from '../plan.ts';
import { sumCounters, sumTracks, type Tally } from '../tally.ts';
import { between, type Figure, share } from './endpoint.ts';
import { gridTimes } from './life-tables.ts';
import { errorAt, errorOfArea, together, unevenRows } from './within-row.ts';

/** Shares of the patients in each state over time. */
export interface Occupancy {
  times: number[];
  states: Record<string, number[]>;
  /** by state their standard errors: binomial, between rows with what is not known within a row */
  mcse: Record<string, number[]>;
}

/** What is known of the states in which time is spent. */
export interface StateEstimates {
  occupancy: Occupancy;
  /** up to the horizon; mcse is an upper bound: see `meanTime` */
  meanTimes: Record<string, Figure>;
  /** how many patients went from state to state by the horizon, those who went more than once counted each time */
  ways: { from: string; to: string; patients: number }[];
}

/** @param times where the shares are wanted, on or between rows */
export function estimateStates(plan: Plan, tally: Tally, times: readonly number[]): StateEstimates {
  const grid = gridTimes(plan);
  const states: Occupancy['states'] = {};
  const errors: Occupancy['mcse'] = {};
  const meanTimes: Record<string, Figure> = {};
  for (const state of plan.readout.states) {
    const { inside, uneven } = occupants(plan, tally, state);
    const shares = times.map((time) => share(between(grid, inside, time), tally.n));
    states[state.name] = shares.map(({ value }) => value);
    errors[state.name] = shares.map(({ mcse }, i) => together(mcse, errorAt(grid, uneven, times[i]!)));
    const { value, mcse } = meanTime(plan, inside, tally.n);
    meanTimes[state.name] = {
      value,
      mcse: together(mcse, errorOfArea(grid, uneven, plan.graph.grid.horizon)),
    };
  }
  const { rows } = plan.graph.grid;
  const ways = plan.readout.ways.map(({ from, to, tracks, counters }) => {
    // what comes after the horizon is in the row after the last
    const timed = sumTracks(tally, tracks).subarray(0, rows);
    return { from, to, patients: timed.reduce((sum, count) => sum + count, sumCounters(tally, counters)) };
  });
  return { occupancy: { times: [...times], states, mcse: errors }, meanTimes, ways };
}

/** How many patients are in a state just after each row of the grid, and what shares of all may come or go anywhere in it. */
function occupants(
  plan: Plan,
  tally: Tally,
  state: StateReadout,
): { inside: Float64Array; uneven: Float64Array } {
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
  return { inside, uneven: coming.map((share, row) => share + going[row]!) };
}

/** Shares of all patients by each row's end. */
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
 * The counts of a tally know how many are in a state at u and how many at v, not how many are there at both. Their
 * number is at most the smaller of the two, which bounds the variance: `mcse` is an upper bound, and exact for a state
 * that patients only leave (the first) or only enter (an absorbing one).
 *
 * @param inside patients in the state just after each row
 */
function meanTime({ graph }: Plan, inside: Float64Array, n: number): Figure {
  const { perUnit, horizon } = graph.grid;
  // the share in the state through each row, taken as straight between the row's ends
  const shares = new Float64Array(inside.length - 1);
  let total = 0;
  for (let row = 0; row < shares.length; row++) {
    shares[row] = (inside[row]! + inside[row + 1]!) / 2 / n;
    total += shares[row]!;
  }
  const value = total / perUnit;
  shares.sort();
  let square = 0;
  for (let i = 0; i < shares.length; i++) square += shares[i]! * (2 * (shares.length - i) - 1);
  const bound = Math.sqrt(Math.max(0, square / perUnit ** 2 - value * value) / n);
  // one patient more or less moves the mean by up to horizon / n
  return { value, mcse: Math.max(bound, horizon / n) };
}
