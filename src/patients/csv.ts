import Papa from 'papaparse';
import { namesInstead } from '../language/names.ts';
import { type DataProblem, gathering } from './problems.ts';

/** Selected columns of a table, as text. */
export interface Table {
  rows: number;
  /** by the requested name: one cell for each row, trimmed */
  columns: Map<string, string[]>;
  /** the character between cells */
  delimiter: Delimiter;
  /** line in the file, from 1, of a row, from 0 */
  lineOf(row: number): number;
  problems: DataProblem[];
  /** number of further problems that are not listed */
  more: number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

export type Delimiter = (typeof DELIMITERS)[number];

/**
 * Reads columns of a CSV text: comma, semicolon, tab or bar as delimiter, quotes where needed, a header in the first
 * line, any line ends, with or without a byte-order mark.
 *
 * @param wanted names of columns, as in the header
 * @param options delimiter: unless given, the one that is most frequent in the header
 */
export function readColumns(
  text: string,
  wanted: readonly string[],
  { delimiter = delimiterOf(withoutMark(text)) }: { delimiter?: Delimiter } = {},
): Table {
  const clean = withoutMark(text);
  // line numbers are needed only for problems, and finding them takes longer than reading
  const columns = readSound(clean, wanted, delimiter);
  if (!columns) return readWithPlaces(clean, wanted, delimiter);
  let located: Table | undefined;
  const lineOf = (row: number) => {
    located ??= readWithPlaces(clean, wanted, delimiter);
    return located.lineOf(row);
  };
  return { rows: columns.values().next().value!.length, columns, delimiter, lineOf, problems: [], more: 0 };
}

/** The column names in the first non-empty line. */
export function headerOf(text: string, delimiter?: Delimiter): string[] {
  const clean = withoutMark(text).trimStart();
  const line = headerLine(clean);
  const { data } = Papa.parse<string[]>(line, { delimiter: delimiter ?? delimiterOf(clean), preview: 1 });
  return (data[0] ?? []).map((name) => name.trim());
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** The columns; undefined if the table has any problem. */
function readSound(
  text: string,
  wanted: readonly string[],
  delimiter: Delimiter,
): Map<string, string[]> | undefined {
  const columns = wanted.map((): string[] => []);
  let width = 0;
  let places: number[] | undefined;
  let isSound = true;
  // Papa passes texts in chunks, as it does files; its types do not say so
  const config = {
    delimiter,
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
  return new Map(wanted.map((name, k) => [name, columns[k]!]));
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0]!.trim() === '';
}

/** The columns, the problems of the table, and the line numbers of its rows. */
function readWithPlaces(clean: string, wanted: readonly string[], delimiter: Delimiter): Table {
  const gathered = gathering();
  const { problems } = gathered;
  const columns = new Map(wanted.map((name): [string, string[]] => [name, []]));
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
    delimiter,
    step: ({ data, errors, meta }, parser) => {
      const start = cursor;
      cursor = meta.cursor;
      if (isEmpty(data)) return;
      if (errors.length > 0)
        gathered.add(() => ({ line: lineAt(start), message: wordsFor(errors[0]!.message) }));
      if (!header) {
        header = data.map((name) => name.trim());
        places = wanted.map((name) => header!.indexOf(name));
        const missing = wanted.filter((_, k) => places[k]! < 0);
        for (const name of missing)
          gathered.add(() => ({ line: lineAt(start), message: unknownColumn(name, header!) }));
        if (missing.length > 0) parser.abort();
        return;
      }
      const width = header.length;
      if (data.length !== width)
        gathered.add(() => ({
          line: lineAt(start),
          message: `${data.length} cells, must be ${width} as in the header`,
        }));
      for (let k = 0; k < wanted.length; k++) columns.get(wanted[k]!)!.push((data[places[k]!] ?? '').trim());
      starts.push(start);
      rows++;
    },
  });
  if (!header) problems.push({ line: 1, message: 'the file is empty; its first line must be a header' });
  else if (rows === 0 && problems.length === 0)
    problems.push({ line: 1, message: 'there is a header and no row after it' });
  return { rows, columns, delimiter, lineOf: (row) => lineAt(starts[row]!), problems, more: gathered.more };
}

/** The delimiter that is most frequent in the header; the rows may be too few or too irregular to tell. */
function delimiterOf(text: string): Delimiter {
  const bare = headerLine(text.trimStart()).replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

/** The text up to the first line end outside quotes. */
function headerLine(text: string): string {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) quoted = !quoted;
    else if (!quoted && (code === 10 || code === 13)) return text.slice(0, at);
  }
  return text;
}

/** The position after the next line end; negative after the last line. */
function next(text: string, at: number): number {
  const lineEnd = /\r\n|\n|\r/g;
  lineEnd.lastIndex = at;
  return lineEnd.exec(text) ? lineEnd.lastIndex : -1;
}

/** `there is no column "tme"; did you mean "time"?`, or the header. */
export function unknownColumn(name: string, header: readonly string[]): string {
  const instead = { has: 'the header has', none: 'the header is empty', list: listed };
  return `there is no column ${echoed(name)}${namesInstead(name, header, instead)}`;
}

/** Most names that a message lists. */
const MOST_LISTED = 20;
/** Most characters of a cell that a message quotes. */
const LONGEST_ECHO = 60;

/** A cell in quotes, shortened if it is long. */
export function echoed(cell: string): string {
  if (cell.length <= LONGEST_ECHO) return `"${cell}"`;
  return `"${cell.slice(0, LONGEST_ECHO)}..." (${cell.length} characters)`;
}

/** `"a", "b"`, and the number of further values. */
export function listed(values: readonly string[]): string {
  const more = values.length - MOST_LISTED;
  const shown = values.slice(0, MOST_LISTED).map(echoed).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function wordsFor(message: string): string {
  if (message.startsWith('Quoted field unterminated')) return 'a quote is opened and never closed';
  if (message.startsWith('Trailing quote')) return 'a quote is closed in the middle of a cell';
  return message;
}

export function isMissing(cell: string): boolean {
  return cell === '' || cell === 'NA' || cell === '.';
}
