import type { Table } from './table.ts';

/** A piece of an answer, which every medium shows in its own way. */
export type Block =
  | { heading: string }
  | { paragraph: string }
  | { title?: string; list: readonly string[] }
  | { table: Table }
  /** letters that stand as they are, such as a plot; for texts alone */
  | { drawing: string };

/** A part of a printed answer. */
export interface Section {
  blocks: readonly Block[];
  /** what stands in their place where there is no room for them: nothing, unless given */
  brief?: readonly Block[];
  /** which parts have room first: 0 before 1 */
  rank?: number;
  /** what is missing where `blocks` are: `proportions` */
  name: string;
}

/** A part that is always shown. */
export function always(...blocks: Block[]): Section {
  return { blocks, brief: blocks, name: '' };
}
