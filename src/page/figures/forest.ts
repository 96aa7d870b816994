import type { Figure } from './figure.ts';
import { drawForest } from './forest-drawing.ts';

export interface ForestRow {
  label: string;
  value: number;
  /** null: not known; beyond the axis an arrow */
  lower: number | null;
  upper: number | null;
  /** the numbers as people read them: `0.81 (0.68 to 0.95)` */
  shown: string;
  /** rows of one group stand together under its name */
  group?: string;
}

export interface ForestFigure extends Pick<Figure, 'id' | 'title' | 'caption'> {
  rows: readonly ForestRow[];
  scale: 'linear' | 'log';
  /** of no difference: 0, or 1 on a log scale */
  line: number;
  /** what it means to lie left of the line, and right of it: `favours watch-and-wait`; empty: said by nobody */
  favours: readonly [string, string];
  axisLabel: string;
  /** above the labels and above the numbers */
  headers?: readonly [string, string];
}

/** Differences or ratios with their intervals, one a row, as in meta-analyses. */
export function forestFigure(figure: ForestFigure): Figure {
  const { id, title, caption, rows, axisLabel } = figure;
  const grouped = rows.some(({ group }) => group !== undefined);
  return {
    id,
    title,
    caption,
    draw: (look) => drawForest(figure, look),
    table: {
      header: [...(grouped ? ['Group'] : []), 'Row', axisLabel, 'Lower limit', 'Upper limit'],
      rows: rows.map(({ group, label, value, lower, upper }) => [
        ...(grouped ? [group ?? null] : []),
        label,
        value,
        lower,
        upper,
      ]),
    },
  };
}
