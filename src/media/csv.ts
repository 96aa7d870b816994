export type Cell = string | number | boolean | null | undefined;

export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map(csvLine).join('');
}

/** One row with its line end. For tables that are too long for one string. */
export function csvLine(row: readonly Cell[]): string {
  return `${row.map(cell).join(',')}\n`;
}

/**
 * A text that a spreadsheet would read as a formula gets a leading apostrophe, which spreadsheets do not show.
 *
 * Numbers written as text are unchanged. Source: OWASP, CSV injection.
 */
function guarded(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  return isFormula ? `'${text}` : text;
}

/** RFC 4180: quoted if it contains a comma, a quote or a line end; empty for null. */
function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  const text = guarded(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
