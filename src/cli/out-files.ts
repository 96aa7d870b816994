import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { withLock } from './folder-lock.ts';
import { makeFolders, removeFolders, syncFolder } from './folders.ts';

/** A part of a file: text goes out as UTF-8. */
export type Part = string | Uint8Array;

/** A file that was written. */
export interface Written {
  name: string;
  bytes: number;
}

/** One that is being written, beside the place where it will be. */
interface Open {
  file: number;
  path: string;
  bytes: number;
  /** text that waits to be enough for a write */
  waiting: string;
}

/** Characters that are written at once. */
const ENOUGH = 2 ** 16;

/**
 * Files of one folder, all or none: written part by part beside their places, under names that nobody can guess, and
 * moved into place together. Nothing is in the folder before `commit`, and nothing is left there after `discard`.
 */
export class OutFiles {
  readonly #folder: string;
  readonly #files = new Map<string, Open>();
  #made: string[] = [];
  #failure: unknown;

  constructor(folder: string) {
    this.#folder = folder;
    process.on('exit', this.#onExit);
  }

  readonly #onExit = () => this.discard();

  /** Append to a file. What goes wrong is kept for `commit`, so that a disk that fills stops no simulation. */
  write(name: string, part: Part): void {
    if (this.#failure !== undefined) return;
    try {
      const one = this.#files.get(name) ?? this.#open(name);
      if (typeof part === 'string') {
        one.waiting += part;
        if (one.waiting.length >= ENOUGH) flush(one);
      } else {
        flush(one);
        writeWhole(one, part);
      }
    } catch (error) {
      this.discard();
      this.#failure = error;
    }
  }

  /**
   * Move all files into place.
   *
   * @throws what went wrong here or before; nothing is changed in the folder then
   */
  commit(): Written[] {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      for (const [name, one] of this.#files) {
        flush(one);
        keepOwner(one.file, join(this.#folder, name));
        fsyncSync(one.file);
        closeSync(one.file);
        one.file = -1;
      }
      const moves = [...this.#files].map(([name, { path }]) => ({
        from: path,
        to: join(this.#folder, name),
      }));
      withLock(this.#folder, () => moveAll(moves, () => this.#beside()));
    } catch (error) {
      this.discard();
      throw error;
    }
    const written = [...this.#files].map(([name, { bytes }]) => ({ name, bytes }));
    // in place: nothing is left to be taken away
    this.#files.clear();
    this.#made = [];
    this.discard();
    syncFolder(this.#folder);
    return written;
  }

  /** Take everything away that was not moved into place. */
  discard(): void {
    process.off('exit', this.#onExit);
    for (const { file, path } of this.#files.values()) {
      if (file >= 0) closeSync(file);
      rmSync(path, { force: true });
    }
    this.#files.clear();
    removeFolders(this.#made);
    this.#made = [];
  }

  #beside(): string {
    return join(this.#folder, `.sojourn-${randomBytes(9).toString('hex')}.partial`);
  }

  /** Never through a link and never over a file: `wx` is O_EXCL. */
  #open(name: string): Open {
    for (let left = 3; ; left--) {
      this.#made.push(...makeFolders(this.#folder));
      const path = this.#beside();
      try {
        const one = { file: openSync(path, 'wx'), path, bytes: 0, waiting: '' };
        this.#files.set(name, one);
        return one;
      } catch (error) {
        // another process that tried the folder has just taken it away again
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left === 0) throw error;
      }
    }
  }
}

function flush(one: Open): void {
  if (one.waiting === '') return;
  const bytes = Buffer.from(one.waiting);
  one.waiting = '';
  writeWhole(one, bytes);
}

/** A disk that is almost full takes a part and says so by the next write. */
function writeWhole(one: Open, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(one.file, bytes, at);
  one.bytes += bytes.length;
}

/** Who may read a file that is replaced may read the new one; where the system does not let us, who runs this owns it. */
function keepOwner(file: number, replaced: string): void {
  const old = statSync(replaced, { throwIfNoEntry: false });
  if (!old?.isFile()) return;
  chown(file, old);
  fchmodSync(file, old.mode & 0o777);
}

function chown(file: number, { uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // only the superuser gives files away
  }
}

/** All or none: what is replaced is kept under another name until all are in place. */
function moveAll(moves: readonly { from: string; to: string }[], beside: () => string): void {
  const undo: (() => void)[] = [];
  const kept: string[] = [];
  try {
    for (const { from, to } of moves) {
      const taken = takenBy(to);
      if (taken !== undefined) throw new Error(`${to} is ${taken}, must be a file or nothing`);
      const old = beside();
      const isReplaced = isKept(to, old);
      if (isReplaced) {
        kept.push(old);
        undo.push(() => renameSync(old, to));
      }
      renameSync(from, to);
      if (!isReplaced) undo.push(() => rmSync(to, { force: true }));
    }
  } catch (error) {
    for (const back of undo.toReversed()) back();
    throw error;
  } finally {
    for (const old of kept) rmSync(old, { force: true });
  }
}

/** What has the place of a file and must not be replaced by one: a folder, a device, a pipe. */
export function takenBy(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || found.isFile()) return undefined;
  return found.isDirectory() ? 'a folder' : 'a device or a pipe';
}

/** Give a file a second name. @returns whether there is a file */
function isKept(path: string, name: string): boolean {
  try {
    linkSync(path, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    // a disk without second names: then the one name is moved away
    renameSync(path, name);
    return true;
  }
}
