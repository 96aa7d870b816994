import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, openSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UsageError } from './errors.ts';
import { makeFolders, removeFolders } from './folders.ts';
import { OutFiles, type Part, takenBy, type Written } from './out-files.ts';

/** The words that named what is written, for messages. */
export interface Words {
  option: string;
  given: string;
  /** what many files are together */
  what?: string;
}

/** Files that a command is to write: where, which, and what asked for them. */
export interface Place extends Words {
  folder: string;
  names: readonly string[];
}

/** Files of these names in a folder of `--out`. */
export function folderOf(out: string | undefined, names: readonly string[]): Place | undefined {
  return out === undefined ? undefined : { folder: out, names, option: '--out', given: out };
}

/** One file, wherever it lies. */
export function fileOf(path: string | undefined, option = '--out'): Place | undefined {
  return path === undefined
    ? undefined
    : { folder: dirname(path), names: [basename(path)], option, given: path };
}

/** By name within the folder: the whole of a file, or its parts one after the other. */
export type Files = Readonly<Record<string, Part | Iterable<Part>>>;

/**
 * Whether files can be written into a folder, found out before any work is done by writing and taking away again.
 *
 * @throws UsageError saying why not
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

/** In a folder for everybody, such as /tmp, a file is replaced by its owner alone. */
function isReplaceable(folder: string, name: string): boolean {
  const user = process.getuid?.() ?? 0;
  const file = lstatSync(join(folder, name), { throwIfNoEntry: false });
  const { mode, uid } = statSync(folder);
  return !file || user === 0 || (mode & 0o1000) === 0 || file.uid === user || uid === user;
}

/** Whether a path is another one, or lies below it. */
export function isWithin(path: string, other: string): boolean {
  const [inner, outer] = [resolve(path), resolve(other)];
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

/**
 * Write files into a folder, all or none.
 *
 * @param out where some have been written already
 * @returns what was written, in words
 * @throws Error saying what could not be written; nothing is left behind then
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
    return told(given, folder, out.commit(), what);
  } catch (error) {
    throw new Error(`${option} ${given} could not be written: ${reasonOf(error)}`);
  } finally {
    out.discard();
  }
}

function partsOf(content: Part | Iterable<Part>): Iterable<Part> {
  return typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
}

/** More files than this are only counted. */
const MOST_NAMED = 6;

/** Where files were written to, and how much. */
function told(given: string, folder: string, written: readonly Written[], what?: string): string {
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

/** In words, what the system has against it. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}
