export type Cell = string | number | boolean | null | undefined;

export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map(csvLine).join('');
}

/** One row, its line end included: for tables too long to be held as one text. */
export function csvLine(row: readonly Cell[]): string {
  return `${row.map(cell).join(',')}\n`;
}

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets do not show.
 *
 * Numbers written as text stay. Source: OWASP, CSV injection.
 */
function guarded(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  return isFormula ? `'${text}` : text;
}

/** RFC 4180: quoted where a comma, a quote or a line end would mislead; empty where there is nothing. */
function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  const text = guarded(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
