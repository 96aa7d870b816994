import { type Cell, isInterval, isMark, isNumber } from './cell.ts';
import { csv, type Cell as Field } from './csv.ts';
import type { Column, Table } from './table.ts';

/**
 * A table for programs: column keys, then rows with all digits of numbers. Standard errors and interval limits have
 * columns of their own: `survival_24_mcse`, `median_lower`.
 */
export function tableCsv({ columns, rows }: Table): string {
  const kinds = columns.map((column, k) =>
    kindOf(
      column,
      rows.map(({ cells }) => cells[k] ?? ''),
    ),
  );
  return csv(
    kinds.flatMap(({ headings }) => headings),
    rows.map(({ cells }) => kinds.flatMap(({ fields }, k) => fields(cells[k] ?? ''))),
  );
}

function kindOf(
  { key, error }: Column,
  cells: readonly Cell[],
): { headings: string[]; fields(cell: Cell): Field[] } {
  if (cells.some(isInterval))
    return {
      headings: [`${key}_lower`, `${key}_upper`],
      fields: (cell) => (isInterval(cell) ? [cell.lower, cell.upper] : [null, null]),
    };
  return {
    headings: error ? [key, `${key}_${error.toLowerCase()}`] : [key],
    fields: (cell) => (error ? [fieldOf(cell), isNumber(cell) ? cell.mcse : null] : [fieldOf(cell)]),
  };
}

function fieldOf(cell: Cell): Field {
  if (typeof cell === 'string') return cell;
  if (isMark(cell)) return cell.text;
  return isNumber(cell) ? cell.value : null;
}
