import type { Table } from './table.ts';

/** A piece of an answer. Each medium renders it in its own way. */
export type Block =
  | { heading: string }
  | { paragraph: string }
  | { title?: string; list: readonly string[] }
  | { table: Table }
  /** characters printed unchanged, such as a plot; in texts only */
  | { drawing: string };

/** A section of a printed answer. */
export interface Section {
  blocks: readonly Block[];
  /** a shorter form if there is no room for `blocks`: empty unless given */
  brief?: readonly Block[];
  /** priority for room: 0 first, then 1 */
  rank?: number;
  /** a name for the note on what was left out: `proportions` */
  name: string;
}

/** A section that is always printed. */
export function always(...blocks: Block[]): Section {
  return { blocks, brief: blocks, name: '' };
}
