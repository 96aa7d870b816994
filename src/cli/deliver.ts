import type { Answer } from './answer.ts';
import type { OutFiles } from './out-files.ts';
import { type Place, writeFiles } from './output.ts';
import { type ReportArguments, reportWrites } from './report.ts';
import { writeErr, writeOut, writeTables } from './terminal.ts';

/** Where an answer goes besides standard output. */
export interface Destination extends ReportArguments {
  json: boolean;
  place?: Place;
  /** files of that place that were begun during the work */
  out?: OutFiles;
}

/**
 * Delivers an answer. It goes to standard output first, so that no figure is lost if a file cannot be written, such as
 * on a full disk. An error in one file does not keep the others from being written.
 *
 * @throws Error with all write errors, one a line; the reason of an interruption
 */
export async function deliver(
  { json, text, remarks, next, files, report }: Answer,
  { json: isForPrograms, place, out, ...pages }: Destination,
): Promise<void> {
  const answer = isForPrograms && json ? json() : await text();
  if (typeof answer === 'string') writeTables(answer);
  else for (const part of joined(answer)) writeOut(part);
  if (remarks !== undefined) writeErr(remarks);
  const writes = [
    ...(place && files ? [() => writeFiles(place.folder, files(), place, out)] : []),
    ...(report ? reportWrites(pages, report) : []),
  ];
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
  if (next !== undefined) writeErr(next);
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
