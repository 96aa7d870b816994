import type { NumberCell } from '../../media/cell.ts';
import type { Column } from '../../media/table.ts';

/** An estimate from data. */
export function dataCell(value: number | null, missing?: string): NumberCell {
  return { value, form: { as: 'from data' }, ...(missing !== undefined && { missing }) };
}

/** A p-value of a test. */
export function pCell(value: number | null): NumberCell {
  return { value, form: { as: 'R p-value' } };
}

/** Degrees of freedom; null if the statistic is not a chi-square. */
export function dfCell(value: number | null): NumberCell {
  return { value, form: { as: 'count' } };
}

export function timeCell(value: number): NumberCell {
  return { value, form: { as: 'plain' } };
}

/** Word columns, which name the rows. */
export function words(...headings: string[]): Column[] {
  return headings.map((heading) => ({ key: heading, heading, isWord: true }));
}

/** Number columns. @param more distinguishes the keys of columns with equal headings */
export function numbers(headings: readonly string[], more = ''): Column[] {
  return headings.map((heading) => ({ key: heading.replaceAll(/\W+/g, '_') + more, heading }));
}
