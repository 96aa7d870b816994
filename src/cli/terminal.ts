import { visible } from '../media/text/visible.ts';
import { wrappedText } from '../media/text/wrap.ts';
import { coloured, colouredPlaces, hasColours } from './colour.ts';

/*
 * All output of the command line goes through this file. Texts come from other people's files: a terminal would obey
 * control characters in a title, so they are written out as `\u001b`.
 */

/** Answers with many tables are cut to a screen unless this is given. */
export const fullOption = {
  type: 'boolean',
  default: false,
  describe: 'Print every table; otherwise only as many as fit a screen',
} as const;

/** Prints an answer for programs on stdout, unchanged. */
export function writeOut(text: string): void {
  process.stdout.write(visible(text));
}

/** Prints an answer for people on stdout: at most 100 columns, in colour on a terminal. */
export function writeTables(text: string): void {
  const lines = wrappedText(visible(text));
  process.stdout.write(hasColours(process.stdout) ? coloured(lines) : lines);
}

/** Prints everything else on stderr. */
export function writeErr(text: string): void {
  const seen = visible(text);
  process.stderr.write(hasColours(process.stderr) ? colouredPlaces(seen) : seen);
}
