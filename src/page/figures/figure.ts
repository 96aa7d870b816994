import type { Look } from './look.ts';

/**
 * A figure that can be drawn in any look, and told as a table.
 *
 * Everything in it that is text comes from a scenario or from data, and may be anything: drawing escapes it.
 */
export interface Figure {
  /** unique in its page, letters, digits and hyphens; the name of its file */
  id: string;
  title: string;
  /** what it shows, in a sentence or two, with its Monte Carlo standard error; plain text */
  caption: string;
  /** the drawing: one `<svg>` element with a title and a description, its ids beginning with the figure's */
  draw(look: Look): string;
  /** the figure's numbers, as the JSON has them */
  table: FigureTable;
}

export interface FigureTable {
  header: string[];
  /** null: not known */
  rows: (string | number | null)[][];
}

/** All figures in lists and groups of them, in order. */
export function figuresIn(group: unknown): Figure[] {
  if (typeof group !== 'object' || group === null) return [];
  return 'draw' in group ? [group as Figure] : Object.values(group).flatMap(figuresIn);
}
