import { errorsOfLimits, type Figure } from './figure.ts';
import type { ForestFigure } from './forest-data.ts';
import { drawForest } from './forest-drawing.ts';

export type { ForestFigure, ForestRow } from './forest-data.ts';

/** A forest plot: differences or ratios with their intervals, one in each row. */
export function forestFigure(figure: ForestFigure): Figure {
  const { id, title, caption, rows, axisLabel } = figure;
  const grouped = rows.some(({ group }) => group !== undefined);
  const cells = rows.map(({ group, label, value, lower, upper }) => [
    ...(grouped ? [group ?? null] : []),
    label,
    value,
    lower,
    upper,
  ]);
  return {
    id,
    title,
    caption,
    draw: (look) => drawForest(figure, look),
    table: {
      header: [...(grouped ? ['Group'] : []), 'Row', axisLabel, 'Lower limit', 'Upper limit'],
      rows: cells,
      errors: cells.map((row) => errorsOfLimits(row, grouped ? 2 : 1)),
    },
  };
}
