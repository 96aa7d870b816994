/** Individual patients from a file of data: follow-up, status, group. */
import { type DataProblem, isMissing, MOST_PROBLEMS, numberOf, readColumns } from './csv.ts';

export type { DataProblem } from './csv.ts';

export interface PatientColumns {
  time: string;
  status: string;
  group?: string;
  strata?: string;
}

/** Patients, one entry each in every column. */
export interface Patients {
  times: Float64Array;
  /** 0 censored, k an event of cause k */
  statuses: Uint8Array;
  groups?: string[];
  strata?: string[];
}

export interface ReadOptions {
  /** the status that means censored; 0 unless given. Others keep their order and are 1, 2, ... */
  censored?: number;
}

/** More causes than this are no causes. */
const MOST_CAUSES = 20;

/** @returns the patients, if nothing is wrong with any of them, or all that is */
export function readPatients(
  text: string,
  names: PatientColumns,
  { censored = 0 }: ReadOptions = {},
): { patients?: Patients; problems: DataProblem[] } {
  const wanted = [...new Set(Object.values(names).filter((name) => name !== undefined))];
  const { rows, columns, lineOf, problems } = readColumns(text, wanted);
  if (problems.length > 0) return { problems: problems.slice(0, MOST_PROBLEMS) };
  const complain = (row: number, column: string, message: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ line: lineOf(row), column, message });
  };
  const times = new Float64Array(rows);
  const raw = new Float64Array(rows);
  const timeCells = columns[names.time]!;
  const statusCells = columns[names.status]!;
  for (let row = 0; row < rows; row++) {
    times[row] = numberOf(timeCells[row]!);
    raw[row] = numberOf(statusCells[row]!);
    if (!(times[row]! >= 0 && times[row]! < Infinity)) complain(row, names.time, wrongTime(timeCells[row]!));
    if (!(raw[row]! >= 0 && raw[row]! <= MOST_CAUSES && Number.isInteger(raw[row]!)))
      complain(row, names.status, wrongStatus(statusCells[row]!));
  }
  const labels = (name: string | undefined) => {
    if (name === undefined) return undefined;
    const cells = columns[name]!;
    for (let row = 0; row < rows; row++) {
      if (isMissing(cells[row]!)) complain(row, name, 'is missing; every patient must have one');
    }
    return cells;
  };
  const groups = labels(names.group);
  const strata = labels(names.strata);
  if (problems.length > 0) return { problems: problems.sort((a, b) => a.line - b.line) };
  return { patients: { times, statuses: coded(raw, censored), groups, strata }, problems };
}

/** Censored becomes 0; where that was not 0 already, the others become 1, 2, ... in their order. */
function coded(raw: Float64Array, censored: number): Uint8Array {
  if (censored === 0) return Uint8Array.from(raw);
  const causes = [...new Set(raw)].filter((status) => status !== censored).sort((a, b) => a - b);
  return Uint8Array.from(raw, (status) => causes.indexOf(status) + 1);
}

function wrongTime(cell: string): string {
  if (isMissing(cell)) return 'is missing; every patient must have a follow-up time';
  if (Number(cell) < 0) return `is ${cell}, must be >= 0`;
  if (/^-?\d+,\d+$/.test(cell))
    return `is ${cell}, must be a number with a decimal point, ${cell.replace(',', '.')}`;
  return `is "${cell}", must be a number >= 0`;
}

function wrongStatus(cell: string): string {
  const right = 'must be 0 (censored), 1 (event), or 2, 3, ... for events of other causes';
  return isMissing(cell) ? `is missing, ${right}` : `is "${cell}", ${right}`;
}
