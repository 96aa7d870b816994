import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, openSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UsageError } from './errors.ts';
import { makeFolders, removeFolders } from './folders.ts';
import { OutFiles, type Part, takenBy, type Written } from './out-files.ts';

/** The user's words for what is written, for messages. */
export interface Words {
  option: string;
  given: string;
  /** a name for many files together */
  what?: string;
}

/** The files that a command is going to write: folder, names, and the option that asked for them. */
export interface Place extends Words {
  folder: string;
  names: readonly string[];
}

/** Files of these names in the folder of `--out`. */
export function folderOf(out: string | undefined, names: readonly string[]): Place | undefined {
  return out === undefined ? undefined : { folder: out, names, option: '--out', given: out };
}

/** A single file, in any folder. */
export function fileOf(path: string | undefined, option = '--out'): Place | undefined {
  return path === undefined
    ? undefined
    : { folder: dirname(path), names: [basename(path)], option, given: path };
}

/** By file name: the whole content, or its parts in order. */
export type Files = Readonly<Record<string, Part | Iterable<Part>>>;

/**
 * Tests before any work whether files can be written into a folder, by writing one and removing it.
 *
 * @throws UsageError with the reason if they cannot
 */
export function checkOut(
  folder: string,
  names: readonly string[] = [],
  { option, given }: Words = { option: '--out', given: folder },
): void {
  let made: string[] = [];
  try {
    made = makeFolders(folder);
    const trial = join(folder, `.sojourn-${randomBytes(9).toString('hex')}.partial`);
    closeSync(openSync(trial, 'wx'));
    rmSync(trial);
    for (const name of names) {
      const taken = takenBy(join(folder, name));
      if (taken !== undefined) throw new Error(`its ${name} is ${taken}, must be a file or nothing`);
      if (!isReplaceable(folder, name)) throw new Error(`its ${name} belongs to another user`);
    }
  } catch (error) {
    throw new UsageError(
      `${option} ${given} cannot be written to: ${reasonOf(error)}; choose another folder`,
    );
  } finally {
    removeFolders(made);
  }
}

/** In a folder with the sticky bit, such as /tmp, only the owner may replace a file. */
function isReplaceable(folder: string, name: string): boolean {
  const user = process.getuid?.() ?? 0;
  const file = lstatSync(join(folder, name), { throwIfNoEntry: false });
  const { mode, uid } = statSync(folder);
  return !file || user === 0 || (mode & 0o1000) === 0 || file.uid === user || uid === user;
}

/** Whether a path equals another one, or lies below it. */
export function isWithin(path: string, other: string): boolean {
  const [inner, outer] = [resolve(path), resolve(other)];
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

/**
 * Writes files into a folder, all or none.
 *
 * @param out holds files that were begun already
 * @returns a sentence on what was written
 * @throws Error with the reason; nothing is left behind then
 */
export function writeFiles(
  folder: string,
  files: Files,
  { option, given, what }: Words = { option: '--out', given: folder },
  out = new OutFiles(folder),
): string {
  try {
    for (const [name, content] of Object.entries(files))
      for (const part of partsOf(content)) out.write(name, part);
    return writtenSentence(given, folder, out.commit(), what);
  } catch (error) {
    throw new Error(`${option} ${given} could not be written: ${reasonOf(error)}`);
  } finally {
    out.discard();
  }
}

function partsOf(content: Part | Iterable<Part>): Iterable<Part> {
  return typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
}

/** Most files that are named; more are counted only. */
const MOST_NAMED = 6;

/** A sentence on where files were written, and their sizes. */
function writtenSentence(given: string, folder: string, written: readonly Written[], what?: string): string {
  const [first] = written;
  if (written.length === 1 && resolve(folder, first!.name) === resolve(given))
    return `Wrote ${given} (${size(first!.bytes)})`;
  const all = written.map(({ name, bytes }) => `${name} (${size(bytes)})`);
  const total = written.reduce((sum, { bytes }) => sum + bytes, 0);
  const isListed = what === undefined && all.length <= MOST_NAMED;
  const together = `${what ?? `${all.length} files`} (${size(total)})`;
  return `Wrote ${join(given, '/')}: ${isListed ? all.join(', ') : together}`;
}

/** 870 bytes, 12 kB, 3.6 MB */
function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const power = Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${['', 'kB', 'MB', 'GB'][power]}`;
}

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'it is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file may not be so large here',
  EIO: 'the disk fails',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of the path is a file',
};

/** The reason of a system error, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}
