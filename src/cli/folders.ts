import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and its parents, one by one. Node's own `recursive` option never returns on a file system without new
 * folders, such as /proc.
 *
 * @returns the folders that were made, the outermost first
 */
export function makeFolders(folder: string): string[] {
  const missing: string[] = [];
  let parent = resolve(folder);
  for (; !existsSync(parent); parent = dirname(parent)) missing.unshift(parent);
  if (!statSync(parent).isDirectory()) throw new Error(`${parent} is a file, must be a folder`);
  const made: string[] = [];
  try {
    for (const path of missing) if (makeFolder(path)) made.push(path);
  } catch (error) {
    removeFolders(made);
    throw error;
  }
  return made;
}

/** @returns whether it was made here, and not by another process at the same moment */
function makeFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && statSync(path).isDirectory()) return false;
    throw error;
  }
}

/** Removes those of the folders that are empty. */
export function removeFolders(made: readonly string[]): void {
  for (const path of made.toReversed()) {
    try {
      rmdirSync(path);
    } catch {
      // another process has put a file there
    }
  }
}

/** Flushes renames in a folder to the disk. Some systems cannot open folders: there nothing is done. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // the files themselves have been flushed
  }
}
