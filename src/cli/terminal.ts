import { visible } from '../report/visible.ts';

/*
 * Whatever the command line says goes out here and nowhere else. Texts come from files of other people: control
 * characters in a title would be obeyed by a terminal, so they are written out as `\u001b`.
 */

/** The answer, on stdout. */
export function writeOut(text: string): void {
  process.stdout.write(visible(text));
}

/** Everything else, on stderr. */
export function writeErr(text: string): void {
  process.stderr.write(visible(text));
}
