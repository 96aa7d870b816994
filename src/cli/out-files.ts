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

/** A part of a file; text is written as UTF-8. */
export type Part = string | Uint8Array;

/** A file that was written. */
export interface Written {
  name: string;
  bytes: number;
}

/** A file that is being written under a temporary name. */
interface OpenFile {
  file: number;
  path: string;
  bytes: number;
  /** text that is buffered until it is large enough for a write */
  waiting: string;
}

/** Characters that are written at once. */
const ENOUGH = 2 ** 16;

/**
 * Files of one folder, written all or none. They are written part by part under unguessable temporary names beside
 * their places, and moved into place together. Before `commit` the folder has none of them, and after `discard` nothing
 * is left.
 */
export class OutFiles {
  readonly #folder: string;
  readonly #files = new Map<string, OpenFile>();
  #made: string[] = [];
  #failure: unknown;

  constructor(folder: string) {
    this.#folder = folder;
    process.on('exit', this.#onExit);
  }

  readonly #onExit = () => this.discard();

  /** Appends to a file. Errors are kept for `commit`, so that a full disk stops no simulation. */
  write(name: string, part: Part): void {
    if (this.#failure !== undefined) return;
    try {
      const file = this.#files.get(name) ?? this.#open(name);
      if (typeof part === 'string') {
        file.waiting += part;
        if (file.waiting.length >= ENOUGH) flush(file);
      } else {
        flush(file);
        writeWhole(file, part);
      }
    } catch (error) {
      this.discard();
      this.#failure = error;
    }
  }

  /**
   * Moves all files into place.
   *
   * @throws any error, now or of earlier writes; the folder is unchanged then
   */
  commit(): Written[] {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      for (const [name, file] of this.#files) {
        flush(file);
        keepOwner(file.file, join(this.#folder, name));
        fsyncSync(file.file);
        closeSync(file.file);
        file.file = -1;
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
    // all files are in place: nothing to discard
    this.#files.clear();
    this.#made = [];
    this.discard();
    syncFolder(this.#folder);
    return written;
  }

  /** Removes all files that were not moved into place. */
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
  #open(name: string): OpenFile {
    for (let left = 3; ; left--) {
      this.#made.push(...makeFolders(this.#folder));
      const path = this.#beside();
      try {
        const file = { file: openSync(path, 'wx'), path, bytes: 0, waiting: '' };
        this.#files.set(name, file);
        return file;
      } catch (error) {
        // another process that tested the folder has just removed it
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left === 0) throw error;
      }
    }
  }
}

function flush(file: OpenFile): void {
  if (file.waiting === '') return;
  const bytes = Buffer.from(file.waiting);
  file.waiting = '';
  writeWhole(file, bytes);
}

/** On an almost full disk, `write` writes a part; the next `write` throws the error. */
function writeWhole(file: OpenFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file.file, bytes, at);
  file.bytes += bytes.length;
}

/**
 * Gives the new file the permissions and owner of the file it replaces. If the system forbids the owner, it stays with
 * the current user.
 */
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
    // only the superuser may change owners
  }
}

/** All or none: replaced files are kept under other names until all are in place. */
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

/** Rejects a place where something stands that a file must not replace: a folder, a device, a pipe. */
export function takenBy(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats || stats.isFile()) return undefined;
  return stats.isDirectory() ? 'a folder' : 'a device or a pipe';
}

/** Adds a second name to a file. @returns whether the file exists */
function isKept(path: string, name: string): boolean {
  try {
    linkSync(path, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    // a file system without hard links: rename the file instead
    renameSync(path, name);
    return true;
  }
}
