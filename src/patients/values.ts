import { didYouMean } from '../language/nearest.ts';
import { isMissing, listed } from './csv.ts';
import { type Decimal, numberOf } from './decimal.ts';

/** The values that a column has, with how many rows have each, in the order of the file. */
export function countValues(cells: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

/** Numbers by size, before words by their characters' codes. */
export function inOrder(values: Iterable<string>, decimal: Decimal = '.'): string[] {
  return [...values].sort((a, b) => {
    const [x, y] = [numberOf(a, decimal), numberOf(b, decimal)];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    if (!Number.isNaN(x) || !Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    return a < b ? -1 : 1;
  });
}

/** The same text, or the same number. */
export function isSame(a: string, b: string, decimal: Decimal = '.'): boolean {
  return a === b || (!isMissing(a) && !isMissing(b) && numberOf(a, decimal) === numberOf(b, decimal));
}

/**
 * The values of a column that are meant by `dead` or `dead,relapsed`: the text as a whole where a cell reads so, else its
 * parts between commas.
 *
 * @returns for each part what cells have of it; and what is wrong with parts that no cell has
 */
export function chosenValues(
  text: string,
  counts: ReadonlyMap<string, number>,
  decimal: Decimal = '.',
): { chosen: string[][]; missing: string[] } {
  const all = [...counts.keys()];
  const like = (part: string) => all.filter((value) => isSame(value, part, decimal));
  const whole = text.trim();
  const parts = like(whole).length > 0 ? [whole] : [...new Set(whole.split(',').map((part) => part.trim()))];
  return { chosen: parts.map(like), missing: parts.filter((part) => like(part).length === 0) };
}

/** `has no value "Dead"; did you mean "dead"?`, or the values that there are. */
export function noValue(part: string, counts: ReadonlyMap<string, number>): string {
  const all = inOrder(counts.keys());
  return `has no value "${part}"${didYouMean(part, all) || `; it has ${listed(all)}`}`;
}
