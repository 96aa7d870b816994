import type { Figure } from './figure.ts';

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
