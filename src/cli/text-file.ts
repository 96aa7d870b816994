import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cut } from '../language/problem.ts';
import { UsageError } from './errors.ts';
import { type FileKind, wrongKind } from './file-kind.ts';
import { reasonOf } from './output.ts';
import { writeErr } from './terminal.ts';

/** The expected file, for messages. */
export interface TextKind {
  /** such as `scenario file` */
  name: string;
  /** an example of a file name of this kind */
  example: string;
  /** the message for a file that is not text */
  format: string;
  /** most bytes */
  largest: number;
  /** the expected kinds; a file of another kind is reported as such, however large */
  wanted: readonly FileKind[];
  /** a hint for a missing file */
  hint?: (path: string) => string;
}

/** The file name that means standard input. */
const STANDARD_INPUT = '-';

/**
 * Reads a text file.
 *
 * @param path of the file; `-` is standard input
 * @returns the text without a byte-order mark, and the SHA-256 of the file in hexadecimal
 * @throws UsageError if there is no such file, or if it is not UTF-8 text or of another kind
 */
export function readText(path: string, kind: TextKind): { text: string; hash: string } {
  const bytes = readBytes(path, kind);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const text = decoded(bytes);
  if (text === undefined) throw new UsageError(`${path}:1:1 the file is not UTF-8 text; ${kind.format}`);
  const wrong = wrongKind(path, text, kind.wanted);
  if (wrong) throw wrong;
  return { text, hash };
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readBytes(path: string, { name, example, largest, hint, wanted }: TextKind): Buffer {
  if (path === '') throw new UsageError(`the name of the ${name} is empty`);
  const isInput = path === STANDARD_INPUT;
  if (isInput) claimInput(name);
  const stats = isInput ? fstatSync(0) : statOf(path);
  if (!stats) throw new UsageError(`${path}: no such file${hint?.(path) ?? ''}`);
  if (stats.isDirectory())
    throw new UsageError(`${path} is a directory, must be a ${name} such as ${join(path, example)}`);
  const tooLarge = (size: string) =>
    new UsageError(`${path} has ${size} bytes, a ${name} has at most ${largest.toLocaleString('en')}`);
  if (stats.size > largest)
    throw wrongKind(path, beginningOf(path), wanted) ?? tooLarge(stats.size.toLocaleString('en'));
  try {
    const bytes = readAtMost(path, stats.isFile() ? stats.size + 1 : largest + 1, largest);
    if (bytes.length <= largest) return bytes;
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
  throw tooLarge('even more');
}

/** @throws UsageError if the path cannot be examined: too long, or through a folder without permission */
function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new UsageError(`${cut(path, 300)} cannot be read: ${reasonOf(error)}`);
  }
}

/** Enough of the file to tell its kind; empty if it cannot be read. */
function beginningOf(path: string): string {
  if (path === STANDARD_INPUT) return '';
  try {
    return readAtMost(path, 2 ** 16, 2 ** 16 - 1).toString('utf8');
  } catch {
    return '';
  }
}

/** A pipe or a device has no size and may never end; a file may still grow. */
function readAtMost(path: string, expected: number, largest: number): Buffer {
  const file = path === STANDARD_INPUT ? 0 : openSync(path, 'r');
  try {
    let buffer = Buffer.alloc(Math.min(expected, largest + 1, 2 ** 20 + 1));
    let length = 0;
    for (let got = -1; got !== 0 && length <= largest; length += got) {
      if (length === buffer.length)
        buffer = Buffer.concat([buffer, Buffer.alloc(Math.min(buffer.length, largest + 1 - length))]);
      got = readSome(file, buffer.subarray(length));
    }
    return buffer.subarray(0, length);
  } finally {
    if (file !== 0) closeSync(file);
  }
}

/** @returns the number of bytes read, 0 at the end */
function readSome(file: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(file, into, 0, into.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      // the writer of the pipe has no data yet
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

let isInputRead = false;

/** Standard input can be read only once; a second read would find it empty. */
function claimInput(name: string): void {
  if (isInputRead) throw new UsageError('- is standard input, which can be read once; give one file by name');
  isInputRead = true;
  if (process.stdin.isTTY) writeErr(`Type the ${name}; Ctrl-D ends it.\n`);
}
