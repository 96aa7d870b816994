import { cut } from '../language/problem.ts';
import { visibleLine } from '../media/text/visible.ts';
import { UsageError } from './errors.ts';

/** A problem of any kind of file. */
interface FileProblem {
  line: number;
  /** column number, or the name of a table's column */
  column?: number | string;
  message: string;
  severity?: 'error' | 'warning';
}

/** Most problems that are printed. */
const MOST_LINES = 20;
/** Most characters of a message. */
const LONGEST = 1000;

/**
 * One line for each problem, `file:line:column message`. Of many problems only the first are listed, errors before
 * warnings, with the number of the others.
 *
 * @param unlisted number of further problems that are not in the list
 */
export function problemLines(path: string, problems: readonly FileProblem[], unlisted = 0): string {
  const isWarning = ({ severity }: FileProblem) => severity === 'warning';
  const first =
    problems.length <= MOST_LINES
      ? problems
      : [...problems.filter((problem) => !isWarning(problem)), ...problems.filter(isWarning)].slice(
          0,
          MOST_LINES,
        );
  const lines = first.map((problem) => {
    const { line, column, message } = problem;
    const place =
      typeof column === 'string' ? `${line} ${cut(column)}` : [line, column ?? []].flat().join(':');
    return `${path}:${place} ${isWarning(problem) ? 'warning: ' : ''}${inShort(message)}`;
  });
  const more = problems.length - first.length + unlisted;
  if (more > 0) lines.push(`... and ${more.toLocaleString('en')} more`);
  return lines.join('\n');
}

/** All problems of a file, as an error that ends the command. */
export function problemsIn(path: string, problems: readonly FileProblem[], unlisted = 0): UsageError {
  return new UsageError(problemLines(path, problems, unlisted));
}

/** A message in one line, with long names and values shortened. */
export function inShort(message: string): string {
  const cutWords = message.replace(/"((?:[^"\\]|\\.)*)"|[^\s"]{81,}/g, (long, name?: string) =>
    name === undefined ? cut(long) : `"${cut(name)}"`,
  );
  return cut(visibleLine(cutWords), LONGEST);
}
