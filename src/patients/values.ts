import { namesInstead } from '../language/names.ts';
import { isMissing, listed } from './csv.ts';
import { type Decimal, numberOf } from './decimal.ts';

/** The distinct values of a column with their frequencies, in the order of the file. */
export function countValues(cells: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

/** Sorts values: numbers by size first, then words by character codes. */
export function inOrder(values: Iterable<string>, decimal: Decimal = '.'): string[] {
  return [...values].sort((a, b) => {
    const [x, y] = [numberOf(a, decimal), numberOf(b, decimal)];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    if (!Number.isNaN(x) || !Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    return a < b ? -1 : 1;
  });
}

/** Whether two cells are the same text or the same number. */
export function isSame(a: string, b: string, decimal: Decimal = '.'): boolean {
  return a === b || (!isMissing(a) && !isMissing(b) && numberOf(a, decimal) === numberOf(b, decimal));
}

/**
 * The values of a column that `dead` or `dead,relapsed` stands for: the whole text if some cell has it, else its parts
 * between commas.
 *
 * @returns for each part the matching values; and the parts that match none
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

/** `has no value "Dead"; did you mean "dead"?`, or the known values. */
export function noValue(part: string, counts: ReadonlyMap<string, number>): string {
  const all = inOrder(counts.keys());
  return `has no value "${part}"${namesInstead(part, all, { has: 'it has', none: 'it has none', list: listed })}`;
}
