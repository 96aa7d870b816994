import { type Cell, isInterval, isMark, isNumber } from '../cell.ts';
import { written, writtenError } from '../form.ts';

/** A cell as text; an unfavourable verdict is in capitals. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (isMark(cell)) return cell.mark === 'bad' ? cell.text.toUpperCase() : cell.text;
  const { mcse = null, form } = cell;
  if (!isInterval(cell)) return shown(cell.value, mcse, form, cell.missing);
  if (cell.lower === null) return '-';
  return `${written(cell.lower, mcse, form)} to ${shown(cell.upper, mcse, form, cell.open)}`;
}

/** The standard error of a cell; undefined if it is not a simulated number. */
export function errorText(cell: Cell): string | undefined {
  return isNumber(cell) && cell.mcse !== undefined ? writtenError(cell.mcse, cell.form) : undefined;
}

function shown(
  value: number | null,
  mcse: number | null,
  form: Parameters<typeof written>[2],
  missing = '-',
): string {
  return value === null || Number.isNaN(value) ? missing : written(value, mcse, form);
}
