/** CDISC's ADTTE, the analysis data set of times to events: its column names and conventions. */
import { echoed, listed } from './csv.ts';
import type { DataProblem } from './problems.ts';
import { countValues, inOrder } from './values.ts';

/** Whether a column is the censoring flag CNSR, in which 1 means censored. */
export function isCnsr(column: string): boolean {
  return /^cnsr$/i.test(column);
}

/** A column name in the header's own spelling, ignoring case; undefined if there is none. */
export function columnLike(header: readonly string[], name: string): string | undefined {
  return header.find((one) => one.toUpperCase() === name);
}

/** Columns that identify the parameter and the subject of a row. */
export interface RecordColumns {
  parameter: string | undefined;
  subject: string | undefined;
}

export function recordColumns(header: readonly string[]): RecordColumns {
  const code = columnLike(header, 'PARAMCD');
  const isAdtte = code !== undefined || columnLike(header, 'CNSR') !== undefined;
  if (!isAdtte) return { parameter: undefined, subject: undefined };
  return { parameter: code ?? columnLike(header, 'PARAM'), subject: columnLike(header, 'USUBJID') };
}

/**
 * Reports rows of several parameters: they hold several times of the same patients, and one parameter must be chosen.
 *
 * @param columns cells of the kept rows
 * @param isChosen whether a parameter was chosen by name
 * @param lineOf line in the file of a kept row
 */
export function mixture(
  names: RecordColumns,
  columns: ReadonlyMap<string, readonly string[]>,
  isChosen: boolean,
  lineOf: (row: number) => number,
): DataProblem[] {
  const { parameter, subject } = names;
  const parameters = parameter === undefined ? [] : inOrder(countValues(columns.get(parameter)!).keys());
  if (parameters.length > 1 && !isChosen)
    return [
      {
        line: 1,
        column: parameter,
        message: `has ${parameters.length} parameters, ${listed(parameters)}, each a time of its own; choose one: --where ${parameter}=${parameters[0]}`,
      },
    ];
  if (subject === undefined) return [];
  const seen = new Map<string, number>();
  for (const [row, who] of columns.get(subject)!.entries()) {
    const before = seen.get(who);
    seen.set(who, row);
    if (before === undefined) continue;
    const advice =
      parameters.length > 1
        ? `choose one parameter: --where ${parameter}=${parameters[0]}`
        : 'a patient counts once: choose rows by --where COLUMN=VALUE';
    return [
      {
        line: lineOf(row),
        column: subject,
        message: `is ${echoed(who)} as in line ${lineOf(before)}; ${advice}`,
      },
    ];
  }
  return [];
}
