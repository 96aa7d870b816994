import type { Figure } from './figure.ts';
import type { OccupancyFigure, OccupiedState } from './occupancy-data.ts';
import { drawOccupancy } from './occupancy-drawing.ts';

export type { OccupancyFigure, OccupiedState } from './occupancy-data.ts';

/** A state that never holds more than this share of the patients has no area of its own. */
const LEAST = 0.015;

/** Stacked areas: the share of the patients in each state at each time. */
export function occupancyFigure(figure: OccupancyFigure): Figure {
  const { id, title, unit, times, states } = figure;
  const { shown, merged } = withOthers(states);
  const caption = figure.caption + told(merged);
  return {
    id,
    title,
    caption,
    draw: (look) => drawOccupancy({ ...figure, caption, states: shown }, look),
    table: {
      header: [`Time (${unit}s)`, ...states.map((state) => state.title)],
      rows: times.map((time, i) => [time, ...states.map(({ values }) => values[i]!)]),
      errors: times.map((_, i) => [null, ...states.map(({ mcse }) => mcse?.[i] ?? null)]),
    },
  };
}

/** Merges small states into one at the top, if there are several. */
function withOthers(states: readonly OccupiedState[]) {
  const small = states.filter(({ values }) => Math.max(...values) < LEAST);
  if (small.length < 2) return { shown: states, merged: [] };
  const values = small[0]!.values.map((_, i) => small.reduce((sum, state) => sum + state.values[i]!, 0));
  const others = { name: 'other states', title: `Other (${small.length} states)`, values };
  const large = states.filter((state) => !small.includes(state));
  return { shown: [...large, others], merged: small };
}

function told(merged: readonly OccupiedState[]): string {
  if (merged.length === 0) return '';
  const names = merged.map(({ title }) => title).join('; ');
  return ` Drawn as one area, since never more than ${LEAST * 100}% of the patients are in any of them: ${names}. The table has each.`;
}
