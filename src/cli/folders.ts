import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Make a folder and those above it, one by one: Node's own `recursive` never returns where a file system takes no new
 * folders, as /proc.
 *
 * @returns those that were made, the outermost first
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

/** Remove folders as far as they are empty. */
export function removeFolders(made: readonly string[]): void {
  for (const path of made.toReversed()) {
    try {
      rmdirSync(path);
    } catch {
      // somebody else has put something there
    }
  }
}

/** Have the disk keep what was renamed in a folder. Not every system opens folders: then it is left to the system. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // the files themselves are on the disk
  }
}
