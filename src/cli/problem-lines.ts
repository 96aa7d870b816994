import { cut } from '../language/problem.ts';
import { visibleLine } from '../media/text/visible.ts';
import { UsageError } from './errors.ts';

/** Something wrong with a file, wherever it was found. */
interface Told {
  line: number;
  /** number of the column, or the name of that of a table */
  column?: number | string;
  message: string;
  severity?: 'error' | 'warning';
}

/** More than this nobody mends at once. */
const MOST_LINES = 20;
/** A message that lists what a file has is no longer than this. */
const LONGEST = 1000;

/**
 * `file:line:column message`, one line a problem, of many the first and how many more; errors before warnings then.
 *
 * @param untold how many more there are than are given
 */
export function problemLines(path: string, problems: readonly Told[], untold = 0): string {
  const isWarning = ({ severity }: Told) => severity === 'warning';
  const first =
    problems.length <= MOST_LINES
      ? problems
      : [...problems.filter((one) => !isWarning(one)), ...problems.filter(isWarning)].slice(0, MOST_LINES);
  const lines = first.map((problem) => {
    const { line, column, message } = problem;
    const place =
      typeof column === 'string' ? `${line} ${cut(column)}` : [line, column ?? []].flat().join(':');
    return `${path}:${place} ${isWarning(problem) ? 'warning: ' : ''}${inShort(message)}`;
  });
  const more = problems.length - first.length + untold;
  if (more > 0) lines.push(`... and ${more.toLocaleString('en')} more`);
  return lines.join('\n');
}

/** All that is wrong with a file, as the end of a command. */
export function problemsIn(path: string, problems: readonly Told[], untold = 0): UsageError {
  return new UsageError(problemLines(path, problems, untold));
}

/** In one line, with names and values cut where they are longer than anybody reads. */
export function inShort(message: string): string {
  const cutWords = message.replace(/"((?:[^"\\]|\\.)*)"|[^\s"]{81,}/g, (long, name?: string) =>
    name === undefined ? cut(long) : `"${cut(name)}"`,
  );
  return cut(visibleLine(cutWords), LONGEST);
}
