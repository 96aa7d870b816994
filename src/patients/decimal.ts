import { type Delimiter, echoed, isMissing } from './csv.ts';

/** The decimal mark. */
export type Decimal = '.' | ',';

const COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
const POINT = /\d\.|\.\d/;
/** Texts that JavaScript reads as numbers but nobody writes into a table. */
const ODD = /^0[xob]/i;

/**
 * The decimal mark of some columns: a comma if some cells have commas, none has a point, and commas are not the
 * delimiter. In a comma-delimited file, a quoted 1,234 may mean a thousand.
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

/** NaN if the cell is not a number. */
export function numberOf(cell: string, decimal: Decimal = '.'): number {
  if (isMissing(cell) || ODD.test(cell)) return Number.NaN;
  if (decimal === '.') return Number(cell);
  return cell.includes('.') ? Number.NaN : Number(cell.replace(',', '.'));
}

/** `is "x", must be a number >= 0`, for a cell that is not a number. */
export function noNumber(cell: string, decimal: Decimal, range = ''): string {
  if (decimal === '.' && COMMA.test(cell))
    return `is ${cell}, must be a number with a decimal point, ${cell.replace(',', '.')}`;
  if (decimal === ',' && POINT.test(cell))
    return `is ${cell}, must be a number with a decimal comma as others, ${cell.replace('.', ',')}`;
  return `is ${echoed(cell)}, must be a number${range}`;
}
