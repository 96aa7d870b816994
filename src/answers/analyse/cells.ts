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

/** Degrees of freedom; null where the statistic is no chi-square. */
export function dfCell(value: number | null): NumberCell {
  return { value, form: { as: 'count' } };
}

export function timeCell(value: number): NumberCell {
  return { value, form: { as: 'plain' } };
}

/** Columns of words, which name rows. */
export function words(...headings: string[]): Column[] {
  return headings.map((heading) => ({ key: heading, heading, isWord: true }));
}

/** Columns of numbers. @param more what tells two of one heading apart, for programs */
export function numbers(headings: readonly string[], more = ''): Column[] {
  return headings.map((heading) => ({ key: heading.replaceAll(/\W+/g, '_') + more, heading }));
}
