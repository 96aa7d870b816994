import type { Form } from './form.ts';

/** A number, its standard error, and the form in which both are written. */
export interface NumberCell {
  /** null: no value */
  value: number | null;
  /**
   * The standard error of a simulated number. It decides the digits, and is shown in a column with `error`. null:
   * unknown; absent: not a simulated number
   */
  mcse?: number | null;
  form: Form;
  /** text instead of a missing value; `-` unless given */
  missing?: string;
}

/** `11.2 to 13.4` */
export interface IntervalCell {
  /** null: no interval */
  lower: number | null;
  /** null: no upper limit */
  upper: number | null;
  /** decides the digits of both limits */
  mcse?: number | null;
  form: Form;
  /** text instead of a missing upper limit; `-` unless given */
  open?: string;
}

/** A verdict, which every medium highlights. */
export interface MarkCell {
  mark: 'good' | 'bad' | 'none';
  text: string;
}

export type Cell = string | NumberCell | IntervalCell | MarkCell;

export const isInterval = (cell: Cell): cell is IntervalCell => typeof cell === 'object' && 'lower' in cell;
export const isMark = (cell: Cell): cell is MarkCell => typeof cell === 'object' && 'mark' in cell;
export const isNumber = (cell: Cell): cell is NumberCell => typeof cell === 'object' && 'value' in cell;

/** A simulated figure in its own unit. */
export function figureCell(value: number | null, mcse: number | null, missing?: string): NumberCell {
  return { value, mcse, form: { as: 'figure' }, ...(missing !== undefined && { missing }) };
}

/** A simulated share, in percent. */
export function percentCell(value: number | null, mcse: number | null): NumberCell {
  return { value, mcse, form: { as: 'percent' } };
}

export function countCell(value: number): NumberCell {
  return { value, form: { as: 'count' } };
}
