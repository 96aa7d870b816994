import { type Delimiter, echoed, isMissing } from './csv.ts';

/** What stands before the decimals of a number. */
export type Decimal = '.' | ',';

const COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
const POINT = /\d\.|\.\d/;
/** What JavaScript would read as a number, and nobody writes into a table. */
const ODD = /^0[xob]/i;

/**
 * Commas where some cells have them, none has a point, and commas do not part cells: in a file parted by commas a quoted
 * 1,234 may be a thousand.
 */
export function decimalOf(columns: readonly (readonly string[])[], delimiter: Delimiter): Decimal {
  if (delimiter === ',') return '.';
  let commas = false;
  for (const cells of columns) {
    for (const cell of cells) {
      if (POINT.test(cell)) return '.';
      commas ||= COMMA.test(cell);
    }
  }
  return commas ? ',' : '.';
}

/** NaN where there is no number. */
export function numberOf(cell: string, decimal: Decimal = '.'): number {
  if (isMissing(cell) || ODD.test(cell)) return Number.NaN;
  if (decimal === '.') return Number(cell);
  return cell.includes('.') ? Number.NaN : Number(cell.replace(',', '.'));
}

/** `is "x", must be a number >= 0`, of a cell that is none. */
export function noNumber(cell: string, decimal: Decimal, range = ''): string {
  if (decimal === '.' && COMMA.test(cell))
    return `is ${cell}, must be a number with a decimal point, ${cell.replace(',', '.')}`;
  if (decimal === ',' && POINT.test(cell))
    return `is ${cell}, must be a number with a decimal comma as others, ${cell.replace('.', ',')}`;
  return `is ${echoed(cell)}, must be a number${range}`;
}
