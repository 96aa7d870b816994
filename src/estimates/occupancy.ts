import type { Plan, StateReadout } from '../plan.ts';
import { sumCounters, sumTracks, type Tally } from '../tally.ts';
import { between, type Figure } from './endpoint.ts';

/** Shares of the patients in each state over time. */
export interface Occupancy {
  times: number[];
  states: Record<string, number[]>;
}

/** How many patients are in a state just after each row of the grid. */
function occupants(plan: Plan, tally: Tally, state: StateReadout): Float64Array {
  const entries = sumTracks(tally, state.entries);
  const exits = sumTracks(tally, state.exits);
  const inside = new Float64Array(plan.graph.grid.rows);
  let now = sumCounters(tally, state.atZero);
  for (let row = 0; row < inside.length; row++) {
    now += entries[row]! - exits[row]!;
    inside[row] = now;
  }
  return inside;
}

/** @param times where the shares are wanted, on or between rows */
export function occupancyAt(plan: Plan, tally: Tally, times: readonly number[]): Occupancy {
  const grid = Float64Array.from({ length: plan.graph.grid.rows }, (_, row) => row / plan.graph.grid.perUnit);
  const states = plan.readout.states.map((state) => {
    const inside = occupants(plan, tally, state);
    return [state.name, times.map((time) => between(grid, inside, time) / tally.n)] as const;
  });
  return { times: [...times], states: Object.fromEntries(states) };
}

/**
 * Mean time spent in each state up to the horizon: the area under its occupancy.
 *
 * The counts of a tally know how many are in a state at u and how many at v, not how many are there at both. Their
 * number is at most the smaller of the two, which bounds the variance: `mcse` is an upper bound, and exact for a state
 * that patients only leave (the first) or only enter (an absorbing one).
 */
export function meanTimes(plan: Plan, tally: Tally): Record<string, Figure> {
  const { perUnit, rows } = plan.graph.grid;
  return Object.fromEntries(
    plan.readout.states.map((state) => {
      const inside = occupants(plan, tally, state);
      // the share in the state through each row, taken as straight between the row's ends
      const shares = Float64Array.from(
        { length: rows - 1 },
        (_, row) => (inside[row]! + inside[row + 1]!) / 2 / tally.n,
      );
      const value = shares.reduce((sum, share) => sum + share, 0) / perUnit;
      const rising = shares.slice().sort();
      const square =
        rising.reduce((sum, share, i) => sum + share * (2 * (rising.length - i) - 1), 0) / perUnit ** 2;
      const bound = Math.sqrt(Math.max(0, square - value * value) / tally.n);
      // one patient more or less moves the mean by up to horizon / n
      return [state.name, { value, mcse: Math.max(bound, plan.graph.grid.horizon / tally.n) }];
    }),
  );
}
