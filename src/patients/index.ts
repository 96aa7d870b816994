/** Individual patients from a data file: follow-up, status, group. */
import { columnLike, isCnsr, mixture, recordColumns } from './cdisc.ts';
import { type Delimiter, headerOf, isMissing, readColumns, type Table } from './csv.ts';
import { type Decimal, decimalOf, noNumber, numberOf } from './decimal.ts';
import { type DataProblem, gathering } from './problems.ts';
import { readStatuses, type StatusMeaning } from './statuses.ts';
import { countValues } from './values.ts';
import { keptRows, type Where } from './where.ts';

export type { Delimiter } from './csv.ts';
export type { Decimal } from './decimal.ts';
export type { DataProblem } from './problems.ts';
export type { StatusMeaning } from './statuses.ts';
export type { Where } from './where.ts';

/** Names of columns by role. Time and status are `time` and `status`, or AVAL and CNSR of ADTTE, unless given. */
export interface PatientColumns {
  time?: string;
  status?: string;
  group?: string;
  strata?: string;
  /** calendar time at which follow-up begins */
  entry?: string;
}

/** Patients; every column has one entry for each. */
export interface Patients {
  times: Float64Array;
  /** 0 censored, k an event of causes[k - 1] */
  statuses: Uint8Array;
  /** names of the causes, at least one */
  causes: string[];
  groups?: string[];
  strata?: string[];
  /** calendar time at which each patient's follow-up begins; undefined unless a column was named */
  entries?: Float64Array;
}

export interface ReadOptions {
  /** statuses that mean an event, see `StatusOptions` */
  event?: string;
  /** statuses that mean censored */
  censored?: string;
  /** only rows with these values are kept */
  where?: readonly Where[];
  /** unless given, the one that is most frequent in the header */
  delimiter?: Delimiter;
  /** detected in the times unless given, see `decimalOf` */
  decimal?: Decimal;
}

/** How the file was interpreted. */
export interface Reading {
  columns: { time: string; status: string; group: string | null; strata: string | null };
  delimiter: Delimiter;
  decimal: Decimal;
  where: Where[];
  /** rows of the file, without the header */
  rows: number;
  /** whether the status was read as CDISC's censoring flag */
  isCnsr: boolean;
  statuses: StatusMeaning[];
}

/** Most groups. A column with more values does not hold groups, and comparing them would take long. */
const MOST_GROUPS = 50;

/** @returns the patients and how the file was interpreted; or the first problems, and the number of further ones */
export function readPatients(
  text: string,
  given: PatientColumns,
  options: ReadOptions = {},
): { patients?: Patients; reading?: Reading; problems: DataProblem[]; more?: number } {
  const { event, censored, where = [] } = options;
  const header = headerOf(text, options.delimiter);
  const names = withDefaults(given, header);
  const records = recordColumns(header);
  const wanted = [
    names.time,
    names.status,
    names.group,
    names.strata,
    given.entry,
    records.parameter,
    records.subject,
  ];
  const asked = new Set([...present(wanted), ...where.map(({ column }) => column)]);
  const table = readColumns(text, [...asked], options);
  if (table.problems.length > 0) return { problems: table.problems, more: table.more };
  const decimal = options.decimal ?? decimalOf([table.columns.get(names.time)!], table.delimiter);
  const { kept, problems: unkept } = keptRows(table.columns, where, decimal);
  if (unkept.length > 0) return { problems: unkept };
  const { rows, columns, lineOf } = kept ? pick(table, kept) : table;

  const isChosen = where.some(({ column }) => column === records.parameter);
  const mixed = mixture(records, columns, isChosen, lineOf);
  if (mixed.length > 0) return { problems: mixed };

  const gathered = gathering();
  const { problems } = gathered;
  const complain = (row: number, column: string, message: string) =>
    gathered.add(() => ({ line: lineOf(row), column, message }));
  const times = new Float64Array(rows);
  const timeCells = columns.get(names.time)!;
  for (let row = 0; row < rows; row++) {
    const time = numberOf(timeCells[row]!, decimal);
    times[row] = time;
    if (!(time >= 0 && time < Infinity)) complain(row, names.time, wrongTime(timeCells[row]!, time, decimal));
  }
  const entries = given.entry === undefined ? undefined : new Float64Array(rows);
  for (let row = 0; entries && row < rows; row++) {
    const cell = columns.get(given.entry!)![row]!;
    entries[row] = numberOf(cell, decimal);
    if (!(entries[row]! >= 0 && entries[row]! < Infinity))
      complain(row, given.entry!, wrongEntry(cell, entries[row]!, decimal));
  }
  const cnsr = isCnsr(names.status);
  const read = readStatuses(
    columns.get(names.status)!,
    { event, censored, isCnsr: cnsr, decimal },
    (row, message) => complain(row, names.status, message),
    (message) => problems.push({ line: 1, column: names.status, message }),
  );
  const labels = (name: string | undefined) => {
    if (name === undefined) return undefined;
    const cells = columns.get(name)!;
    for (let row = 0; row < rows; row++) {
      if (isMissing(cells[row]!)) complain(row, name, 'is missing; every patient must have one');
    }
    return cells;
  };
  const groups = labels(names.group);
  const strata = labels(names.strata);
  const different = groups ? countValues(groups).size : 1;
  if (different > MOST_GROUPS)
    problems.unshift({
      line: 1,
      column: names.group,
      message: `has ${different} different values; --group takes at most ${MOST_GROUPS}: is it the column of groups? --strata takes any number of small ones`,
    });
  if (problems.length > 0 || !read)
    return { problems: problems.sort((a, b) => a.line - b.line), more: gathered.more };
  const { statuses, causes, meanings } = read;
  return {
    patients: { times, statuses, causes, groups, strata, ...(entries && { entries }) },
    reading: {
      columns: { ...names, group: names.group ?? null, strata: names.strata ?? null },
      delimiter: table.delimiter,
      decimal,
      where: [...where],
      rows: table.rows,
      isCnsr: cnsr && event === undefined && censored === undefined,
      statuses: meanings,
    },
    problems,
  };
}

function present(names: readonly (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined);
}

function withDefaults({ time, status, group, strata }: PatientColumns, header: readonly string[]) {
  const or = (name: string, cdisc: string) =>
    header.includes(name) ? name : (columnLike(header, cdisc) ?? name);
  return { time: time ?? or('time', 'AVAL'), status: status ?? or('status', 'CNSR'), group, strata };
}

function pick({ columns, lineOf }: Table, kept: Uint32Array) {
  return {
    rows: kept.length,
    columns: new Map([...columns].map(([name, cells]) => [name, Array.from(kept, (row) => cells[row]!)])),
    lineOf: (row: number) => lineOf(kept[row]!),
  };
}

function wrongEntry(cell: string, entry: number, decimal: Decimal): string {
  if (isMissing(cell)) return 'is missing; every patient must have a time of entry';
  if (entry < 0) return `is ${cell}, must be >= 0: time since the first patient could enter`;
  return noNumber(cell, decimal, ' >= 0');
}

function wrongTime(cell: string, time: number, decimal: Decimal): string {
  if (isMissing(cell)) return 'is missing; every patient must have a follow-up time';
  if (time < 0) return `is ${cell}, must be >= 0`;
  return noNumber(cell, decimal, ' >= 0');
}
