import { visible } from '../media/text/visible.ts';
import { wrappedText } from '../media/text/wrap.ts';
import { coloured, colouredPlaces, hasColours } from './colour.ts';

/*
 * Whatever the command line says goes out here and nowhere else. Texts come from files of other people: control
 * characters in a title would be obeyed by a terminal, so they are written out as `\u001b`.
 */

/** Answers of many tables are cut to a screen without it. */
export const fullOption = {
  type: 'boolean',
  default: false,
  describe: 'Print every table; else as many as a screen has room for',
} as const;

/** The answer, on stdout, as it is: for programs. */
export function writeOut(text: string): void {
  process.stdout.write(visible(text));
}

/** The answer, on stdout, for people: in lines of 100 columns at most, in colour on a terminal. */
export function writeTables(text: string): void {
  const lines = wrappedText(visible(text));
  process.stdout.write(hasColours(process.stdout) ? coloured(lines) : lines);
}

/** Everything else, on stderr. */
export function writeErr(text: string): void {
  const seen = visible(text);
  process.stderr.write(hasColours(process.stderr) ? colouredPlaces(seen) : seen);
}
