import Papa from 'papaparse';
import { didYouMean } from '../scenario/nearest.ts';

/** Something wrong with a file of data. */
export interface DataProblem {
  /** from 1; the first of the row, where a row goes over several */
  line: number;
  /** column's name */
  column?: string;
  message: string;
}

/** Some columns of a table, as text. */
export interface Table {
  rows: number;
  /** by the name asked for, a cell a row, without blanks around it */
  columns: Record<string, string[]>;
  /** of a row, from 0, in the file, from 1 */
  lineOf(row: number): number;
  problems: DataProblem[];
}

const SEPARATORS = [',', ';', '\t', '|'];
/** So many problems are told; who has more has one problem. */
export const MOST_PROBLEMS = 20;

/**
 * Read columns of a CSV text: comma, semicolon, tab or bar between cells, quotes where needed, a header in the first
 * line, any line ends, with or without a byte-order mark.
 *
 * @param wanted names of columns, as in the header
 */
export function readColumns(text: string, wanted: readonly string[]): Table {
  const clean = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // where rows stand is asked only when something is wrong, and takes longer than the reading
  const columns = readSound(clean, wanted);
  if (!columns) return readWithPlaces(clean, wanted);
  let located: Table | undefined;
  const lineOf = (row: number) => {
    located ??= readWithPlaces(clean, wanted);
    return located.lineOf(row);
  };
  return { rows: Object.values(columns)[0]!.length, columns, lineOf, problems: [] };
}

/** The columns; undefined where anything is wrong with the table. */
function readSound(text: string, wanted: readonly string[]): Record<string, string[]> | undefined {
  const columns = wanted.map((): string[] => []);
  let width = 0;
  let places: number[] | undefined;
  let isSound = true;
  // texts come in chunks as files do, of which the types do not know
  const config = {
    delimiter: separatorOf(text),
    chunkSize: 2 ** 20,
    chunk: ({ data, errors }: Papa.ParseResult<string[]>, parser: Papa.Parser) => {
      isSound &&= errors.length === 0;
      for (const cells of data) {
        if (isEmpty(cells)) continue;
        if (!places) {
          const header = cells.map((name) => name.trim());
          places = wanted.map((name) => header.indexOf(name));
          width = header.length;
          isSound &&= places.every((place) => place >= 0);
          continue;
        }
        isSound &&= cells.length === width;
        if (!isSound) break;
        for (let k = 0; k < columns.length; k++) columns[k]!.push(cells[places[k]!]!.trim());
      }
      if (!isSound) parser.abort();
    },
  };
  Papa.parse<string[]>(text, config as Papa.ParseConfig<string[]>);
  if (!isSound || !columns[0]?.length) return undefined;
  return Object.fromEntries(wanted.map((name, k) => [name, columns[k]!]));
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0]!.trim() === '';
}

/** The columns, what is wrong with the table, and where. */
function readWithPlaces(clean: string, wanted: readonly string[]): Table {
  const problems: DataProblem[] = [];
  const columns: Record<string, string[]> = Object.fromEntries(wanted.map((name) => [name, []]));
  const starts: number[] = [];
  let header: string[] | undefined;
  let places: number[] = [];
  let cursor = 0;
  let rows = 0;
  const lineAt = (offset: number) => {
    let line = 1;
    for (let at = clean.search(/\S/); at >= 0 && at < offset; at = next(clean, at)) line++;
    return line;
  };
  Papa.parse<string[]>(clean, {
    delimiter: separatorOf(clean),
    step: ({ data, errors, meta }, parser) => {
      const start = cursor;
      cursor = meta.cursor;
      if (isEmpty(data)) return;
      if (errors.length > 0) problems.push({ line: lineAt(start), message: wordsFor(errors[0]!.message) });
      if (!header) {
        header = data.map((name) => name.trim());
        places = wanted.map((name) => header!.indexOf(name));
        const missing = wanted.filter((_, k) => places[k]! < 0);
        for (const name of missing)
          problems.push({ line: lineAt(start), message: unknownColumn(name, header) });
        if (missing.length > 0) parser.abort();
        return;
      }
      if (data.length !== header.length) {
        problems.push({
          line: lineAt(start),
          message: `${data.length} cells, must be ${header.length} as in the header`,
        });
        if (problems.length >= MOST_PROBLEMS) parser.abort();
      }
      for (let k = 0; k < wanted.length; k++) columns[wanted[k]!]!.push((data[places[k]!] ?? '').trim());
      starts.push(start);
      rows++;
    },
  });
  if (!header) problems.push({ line: 1, message: 'the file is empty; its first line must be a header' });
  else if (rows === 0 && problems.length === 0)
    problems.push({ line: 1, message: 'there is a header and no row after it' });
  return { rows, columns, lineOf: (row) => lineAt(starts[row]!), problems };
}

/** The separator that the header has most of: rows may be too few, or too odd, to tell. */
function separatorOf(text: string): string {
  const [header] = /^(?:"[^"]*"|[^"\r\n])*/.exec(text.trimStart())!;
  const bare = header.replaceAll(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => bare.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

/** The place behind the next line end; negative behind the last. */
function next(text: string, at: number): number {
  const found = /\r\n|\n|\r/g;
  found.lastIndex = at;
  return found.exec(text) ? found.lastIndex : -1;
}

function unknownColumn(name: string, header: readonly string[]): string {
  const near = didYouMean(name, header);
  return `there is no column "${name}"${near || `; the header has ${header.map((one) => `"${one}"`).join(', ')}`}`;
}

function wordsFor(message: string): string {
  if (message.startsWith('Quoted field unterminated')) return 'a quote is opened and never closed';
  if (message.startsWith('Trailing quote')) return 'a quote is closed in the middle of a cell';
  return message;
}

/** NaN where there is none. */
export function numberOf(cell: string): number {
  return isMissing(cell) ? Number.NaN : Number(cell);
}

export function isMissing(cell: string): boolean {
  return cell === '' || cell === 'NA' || cell === '.';
}
