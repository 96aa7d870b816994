import { writeErr, writeOut, writeTables } from './terminal.ts';

/** Writes something, and says in words what. */
export type Write = () => string | Promise<string>;

/**
 * Hand over what was worked out. The answer goes to standard output first: then whatever happens to files, such as a
 * disk that fills, no figure is lost. What goes wrong with one of them keeps no other from being written.
 *
 * @param answer a text for people; for programs its parts
 * @param writes what is written besides, one after the other
 * @throws Error with all that could not be written, a line each; the reason where it was interrupted
 */
export async function deliver(
  answer: string | Iterable<string>,
  writes: readonly Write[] = [],
): Promise<void> {
  if (typeof answer === 'string') writeTables(answer);
  else for (const text of joined(answer)) writeOut(text);
  const failures: string[] = [];
  for (const write of writes) {
    try {
      writeErr(`${await write()}\n`);
    } catch (error) {
      if (!(error instanceof Error) || error.name === 'AbortError') throw error;
      failures.push(error.message);
    }
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

/** Characters that are written at once. */
const ENOUGH = 2 ** 16;

function* joined(parts: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const part of parts) {
    waiting += part;
    if (waiting.length < ENOUGH) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}
