/** Data from a published figure: points of a survival curve, and numbers at risk. */
import { type Delimiter, isMissing, readColumns } from './csv.ts';
import { type Decimal, decimalOf, noNumber, numberOf } from './decimal.ts';
import { type DataProblem, gathering } from './problems.ts';

export interface CurvePoints {
  times: Float64Array;
  /** from 0 to 1, up to reading errors */
  survival: Float64Array;
}

export interface RiskRow {
  times: number[];
  counts: number[];
}

/** The format of a table, as given or as detected. */
export interface Writing {
  /** the character between cells */
  delimiter: Delimiter;
  /** the decimal mark */
  decimal: Decimal;
}

type Read<T> = { found?: T; writing?: Writing; problems: DataProblem[]; more?: number };

/** Reading errors may put survival this far outside [0, 1]. */
const SHAKE = 0.02;
/** A point may lie this far above earlier points. More is not a reading error, but another kind of curve. */
const RISE = 0.05;
/** Most points of a curve. */
const MOST_POINTS = 5000;
/** Most patients at risk. */
const MOST_AT_RISK = 1_000_000;

/**
 * Reads points of a curve from a CSV text, in any order.
 *
 * @param options percent: whether survival is in percent; the format of the table is detected unless given
 * @returns the points and the format, or all problems
 */
export function readCurve(
  text: string,
  names: { time: string; survival: string },
  { percent = false, ...given }: { percent?: boolean } & Partial<Writing> = {},
): Read<CurvePoints> {
  const read = readNumbers(text, [names.time, names.survival], 'time,survival', given);
  const [times, raw] = read.columns;
  const { complain, problems } = read;
  if (!times || !raw) return { problems, more: read.more };
  if (times.length > MOST_POINTS)
    complain(MOST_POINTS, names.time, `is of point ${MOST_POINTS + 1}; a figure has at most ${MOST_POINTS}`);
  const scale = percent ? 100 : 1;
  const survival = Float64Array.from(raw, (value) => value / scale);
  for (let row = 0; row < times.length; row++) {
    if (!(times[row]! >= 0)) complain(row, names.time, `is ${times[row]}, must be >= 0`);
    if (!(survival[row]! >= -SHAKE && survival[row]! <= 1 + SHAKE))
      complain(row, names.survival, outside(raw[row]!, percent));
  }
  if (percent && problems.length === 0 && raw.every((value) => value <= 1))
    complain(
      0,
      names.survival,
      `is ${raw[0]} and nowhere above 1: that is no percentage, read it as a share`,
    );
  if (problems.length === 0)
    complainOfRises(times, survival, (row, message) => complain(row, names.survival, message));
  return problems.length > 0
    ? { problems, more: read.more }
    : { found: { times, survival }, writing: read.writing, problems };
}

function outside(value: number, percent: boolean): string {
  if (percent) return `is ${value}, must be from 0 to 100`;
  return `is ${value}, must be from 0 to 1${value > 1 && value <= 100 ? ', or all of them be read as percentages' : ''}`;
}

/** A curve of cumulative incidence, or swapped columns, are reported and not corrected. */
function complainOfRises(
  times: Float64Array,
  survival: Float64Array,
  complain: (row: number, message: string) => void,
): void {
  const order = Array.from(times, (_, row) => row).sort(
    (a, b) => times[a]! - times[b]! || survival[b]! - survival[a]!,
  );
  let lowest = 1;
  for (const row of order) {
    if (survival[row]! > lowest + RISE)
      complain(
        row,
        `at time ${times[row]} lies more than ${RISE} above a point before it; a survival curve falls`,
      );
    lowest = Math.min(lowest, survival[row]!);
  }
}

/** Reads numbers at risk from a CSV text. */
export function readRiskRow(
  text: string,
  names: { time: string; count: string },
  given: Partial<Writing> = {},
): Read<RiskRow> {
  const read = readNumbers(text, [names.time, names.count], `${names.time},${names.count}`, given);
  const [times, counts] = read.columns;
  if (!times || !counts) return { problems: read.problems, more: read.more };
  for (const { at, of, message } of wrongIn(times, counts))
    read.complain(at, of === 'time' ? names.time : names.count, message);
  return read.problems.length > 0
    ? { problems: read.problems, more: read.more }
    : { found: { times: [...times], counts: [...counts] }, writing: read.writing, problems: [] };
}

/**
 * Reads numbers at risk as users type them: `0:100,12:80,24:55`.
 *
 * @returns the numbers at risk, or a problem
 */
export function parseRiskRow(text: string): { found?: RiskRow; problems: string[] } {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  const pairs = parts.map((part) => /^(\d+\.?\d*|\.\d+)\s*:\s*(\d+)$/.exec(part));
  const odd = parts.filter((_, i) => !pairs[i]);
  if (odd.length > 0) return { problems: odd.map((part) => `"${part}" must be time:count, such as 12:80`) };
  const times = pairs.map((pair) => Number(pair![1]));
  const counts = pairs.map((pair) => Number(pair![2]));
  const problems = wrongIn(times, counts).map(
    ({ at, of, message }) => `"${parts[at]}": the ${of === 'time' ? 'time' : 'number at risk'} ${message}`,
  );
  return problems.length > 0 ? { problems } : { found: { times, counts }, problems };
}

function wrongIn(times: ArrayLike<number>, counts: ArrayLike<number>) {
  const wrong: { at: number; of: 'time' | 'count'; message: string }[] = [];
  for (let at = 0; at < times.length; at++) {
    const [time, count] = [times[at]!, counts[at]!];
    const least = at === 0 ? 1 : 0;
    if (at === 0 && time !== 0)
      wrong.push({
        at,
        of: 'time',
        message: `is ${time}, must be 0: the first number is the size of the group`,
      });
    if (at > 0 && !(time > times[at - 1]!))
      wrong.push({ at, of: 'time', message: `is ${time}, must be after the ${times[at - 1]} before it` });
    if (!(Number.isInteger(count) && count >= least))
      wrong.push({ at, of: 'count', message: `is ${count}, must be a whole number >= ${least}` });
    else if (count > MOST_AT_RISK)
      wrong.push({ at, of: 'count', message: `is ${count}, must be at most ${MOST_AT_RISK}` });
    else if (at > 0 && count > counts[at - 1]!)
      wrong.push({
        at,
        of: 'count',
        message: `is ${count}, must be at most the ${counts[at - 1]} before it`,
      });
  }
  return wrong;
}

/** Columns of finite numbers; no columns if any cell is not a finite number. */
function readNumbers(text: string, names: readonly string[], example: string, given: Partial<Writing>) {
  const { rows, columns, delimiter, lineOf, problems: unreadable, more } = readColumns(text, names, given);
  const gathered = gathering();
  const answer = {
    columns: [] as Float64Array[],
    writing: undefined as Writing | undefined,
    problems: gathered.problems,
    get more() {
      return gathered.more;
    },
    complain: (row: number, column: string, message: string) =>
      gathered.add(() => ({ line: lineOf(row), column, message })),
  };
  if (unreadable.length > 0) {
    const [first = ''] = text
      .replace(/^\uFEFF/, '')
      .trimStart()
      .split(/[\r\n]/, 1);
    const bare =
      first !== '' && first.split(/[,;\t|]/).every((cell) => Number.isFinite(numberOf(cell.trim())));
    if (!bare) return { ...answer, problems: unreadable, more };
    const message = `the first line has numbers and must be a header, such as ${example}`;
    return { ...answer, problems: [{ line: unreadable[0]!.line, message }], more: 0 };
  }
  const decimal = given.decimal ?? decimalOf([...columns.values()], delimiter);
  const numbers = names.map((name) =>
    Float64Array.from({ length: rows }, (_, row) => {
      const cell = columns.get(name)![row]!;
      const value = numberOf(cell, decimal);
      if (!Number.isFinite(value)) answer.complain(row, name, wrongNumber(cell, decimal));
      return value;
    }),
  );
  answer.writing = { delimiter, decimal };
  answer.problems.sort((a, b) => a.line - b.line);
  if (answer.problems.length === 0) answer.columns = numbers;
  return answer;
}

function wrongNumber(cell: string, decimal: Decimal): string {
  return isMissing(cell) ? 'is missing, must be a number' : noNumber(cell, decimal);
}
