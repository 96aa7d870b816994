import type { Figure } from './figure.ts';

export interface ForestRow {
  label: string;
  value: number;
  /** null: unknown; drawn as an arrow if beyond the axis */
  lower: number | null;
  upper: number | null;
  /** the numbers as text: `0.81 (0.68 to 0.95)` */
  shown: string;
  /** of a tornado: the figures at the low and the high end of a number; bars from `value` to them replace the interval */
  bars?: { low: number | null; high: number | null };
  /** rows of a group stand together below its name */
  group?: string;
}

export interface ForestFigure extends Pick<Figure, 'id' | 'title' | 'caption'> {
  rows: readonly ForestRow[];
  scale: 'linear' | 'log';
  /** the value of no difference: 0, or 1 on a log scale */
  line: number;
  /** meaning of the left and the right side of the line: `favours watch-and-wait`; may be empty */
  favours: readonly [string, string];
  axisLabel: string;
  /** above the labels and above the numbers */
  headers?: readonly [string, string];
}
