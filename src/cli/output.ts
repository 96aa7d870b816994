import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './errors.ts';

/** The words that named what is written, for messages. */
export interface Words {
  option: string;
  given: string;
}

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
    const trial = join(folder, '.sojourn.partial');
    writeFileSync(trial, '');
    rmSync(trial);
    const taken = names.find((name) => isFolder(join(folder, name)));
    if (taken !== undefined) throw new Error(`its ${taken} is a folder, must be a file or nothing`);
  } catch (error) {
    throw new UsageError(
      `${option} ${given} cannot be written to: ${reasonOf(error)}; choose another folder`,
    );
  } finally {
    removeFolders(made);
  }
}

/**
 * Write files into a folder, all or none: each is written whole beside its place, then all are moved into place.
 *
 * @throws Error saying what could not be written; nothing is left behind then
 */
export function writeFiles(
  folder: string,
  files: Record<string, string | Uint8Array>,
  { option, given }: Words = { option: '--out', given: folder },
): void {
  const names = Object.keys(files);
  const partial = (name: string) => join(folder, `.${name}.partial`);
  let made: string[] = [];
  try {
    made = makeFolders(folder);
    for (const name of names) writeFileSync(partial(name), files[name]!);
    for (const name of names) renameSync(partial(name), join(folder, name));
  } catch (error) {
    for (const name of names) rmSync(partial(name), { force: true });
    removeFolders(made);
    throw new Error(`${option} ${given} could not be written: ${reasonOf(error)}`);
  }
}

/**
 * Make a folder and those above it, one by one: Node's own `recursive` never returns where a file system takes no new
 * folders, as /proc.
 *
 * @returns those that were made, the outermost first
 */
function makeFolders(folder: string): string[] {
  const missing: string[] = [];
  let parent = resolve(folder);
  for (; !existsSync(parent); parent = dirname(parent)) missing.unshift(parent);
  if (!statSync(parent).isDirectory()) throw new Error(`${parent} is a file, must be a folder`);
  const made: string[] = [];
  try {
    for (const path of missing) {
      mkdirSync(path);
      made.push(path);
    }
  } catch (error) {
    removeFolders(made);
    throw error;
  }
  return made;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function removeFolders(made: readonly string[]): void {
  for (const path of made.toReversed()) {
    try {
      rmdirSync(path);
    } catch {
      // somebody else has put something there
    }
  }
}

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'it is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of the path is a file',
};

/** In words, what the system has against it. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}
