import type { Occupancy } from '../estimates/occupancy.ts';
import type { Scenario } from '../scenario/schema/index.ts';

/** The shares of the states that patients enter, with their titles. */
export function shownOccupancy(
  scenario: Scenario,
  strategy: string,
  { times, states }: Occupancy,
): { times: number[]; states: { title: string; shares: number[] }[] } {
  const titles = { ...scenario.states, ...scenario.strategies[strategy]?.states };
  return {
    times,
    states: Object.entries(states)
      .filter(([, shares]) => shares.some((share) => share > 0))
      .map(([name, shares]) => ({ title: titles[name]?.title ?? name, shares })),
  };
}
