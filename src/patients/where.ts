import type { Decimal } from './decimal.ts';
import type { DataProblem } from './problems.ts';
import { chosenValues, countValues, noValue } from './values.ts';

/** A condition on rows: one of some values in a column. */
export interface Where {
  column: string;
  /** one value, or several separated by commas */
  value: string;
}

/**
 * The rows that meet all conditions.
 *
 * @param columns cells by column; all columns of the conditions must be among them
 * @returns row numbers in the order of the file; undefined if there are no conditions
 */
export function keptRows(
  columns: ReadonlyMap<string, readonly string[]>,
  conditions: readonly Where[],
  decimal: Decimal,
): { kept?: Uint32Array; problems: DataProblem[] } {
  if (conditions.length === 0) return { problems: [] };
  const problems: DataProblem[] = [];
  const tests = conditions.map(({ column, value }) => {
    const cells = columns.get(column)!;
    const counts = countValues(cells);
    const { chosen, missing } = chosenValues(value, counts, decimal);
    for (const part of missing) problems.push({ line: 1, column, message: noValue(part, counts) });
    return { cells, wanted: new Set(chosen.flat()) };
  });
  if (problems.length > 0) return { problems };
  const rows = columns.get(conditions[0]!.column)!.length;
  const kept: number[] = [];
  for (let row = 0; row < rows; row++)
    if (tests.every(({ cells, wanted }) => wanted.has(cells[row]!))) kept.push(row);
  if (kept.length === 0) {
    const all = conditions.map(({ column, value }) => `${column}=${value}`).join(' and ');
    return { problems: [{ line: 1, message: `no row has ${all}` }] };
  }
  return { kept: Uint32Array.from(kept), problems };
}
