import type { Plan } from '../src/plan.ts';
import { sumCounters, sumTracks, type Tally } from '../src/tally.ts';

/** Where survival is read for the comparison with exact figures. */
export const MONTHS = [12, 24, 36, 60, 120];

/** Counts that can be held against exact figures. */
export interface Figures {
  /** by endpoint and subgroup in the order of the plan, patients and how many had their event by MONTHS */
  events: { endpoint: string; member: boolean[]; patients: number; by: number[] }[];
  /** patients who count towards each proportion, by its name */
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
