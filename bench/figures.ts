import type { Plan } from '../src/plan.ts';
import { sumCounters, sumTracks, type Tally } from '../src/tally.ts';

/** The months at which survival is compared with exact values. */
export const MONTHS = [12, 24, 36, 60, 120];

/** Counts to compare with exact values. */
export interface Figures {
  /** for each endpoint and subgroup in the plan's order: patients, and how many had their event by each of MONTHS */
  events: { endpoint: string; member: boolean[]; patients: number; by: number[] }[];
  /** for each proportion, by name: the number of patients who count towards it */
  hits: Record<string, number>;
}

export function figuresOf({ graph, readout }: Plan, tally: Tally): Figures {
  const events = readout.endpoints.flatMap(({ name, cells }) =>
    cells.map((cell, at) => {
      const { member, counter } = readout.cells[at]!;
      const rows = sumTracks(tally, cell.events.flat());
      const by = MONTHS.map((month) => {
        const last = Math.min(month, graph.grid.horizon) * graph.grid.perUnit;
        return rows.subarray(0, last + 1).reduce((sum, count) => sum + count, 0);
      });
      return { endpoint: name, member, patients: tally.counters[counter]!, by };
    }),
  );
  const hits = readout.proportions.map((share) => [share.name, sumCounters(tally, share.hits)]);
  return { events, hits: Object.fromEntries(hits) };
}
