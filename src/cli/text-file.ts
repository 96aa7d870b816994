import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './errors.ts';
import { reasonOf } from './output.ts';

/** What a file should be, for messages. */
export interface TextKind {
  /** such as `scenario file` */
  name: string;
  /** a file's name of this kind */
  example: string;
  /** said where it is no text */
  format: string;
  /** bytes at most */
  largest: number;
  /** said where there is no such file */
  hint?: (path: string) => string;
}

/**
 * Read a text.
 *
 * @returns the text without a byte-order mark, and the SHA-256 of the file in hexadecimal
 * @throws UsageError where there is no such file, or it is no text in UTF-8
 */
export function readText(path: string, kind: TextKind): { text: string; hash: string } {
  const bytes = readBytes(path, kind);
  const hash = createHash('sha256').update(bytes).digest('hex');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), hash };
  } catch {
    throw new UsageError(`${path}:1:1 the file is not UTF-8 text; ${kind.format}`);
  }
}

function readBytes(path: string, { name, example, largest, hint }: TextKind): Buffer {
  if (path === '') throw new UsageError(`the name of the ${name} is empty`);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`${path}: no such file${hint?.(path) ?? ''}`);
  if (found.isDirectory())
    throw new UsageError(`${path} is a directory, must be a ${name} such as ${join(path, example)}`);
  const tooLarge = (size: string) =>
    new UsageError(`${path} has ${size} bytes, a ${name} has at most ${largest.toLocaleString('en')}`);
  if (found.size > largest) throw tooLarge(found.size.toLocaleString('en'));
  try {
    const bytes = readAtMost(path, found.isFile() ? found.size + 1 : largest + 1, largest);
    if (bytes.length <= largest) return bytes;
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
  throw tooLarge('even more');
}

/** A pipe or a device says no size and may never end; a file may still be growing. */
function readAtMost(path: string, expected: number, largest: number): Buffer {
  const file = openSync(path, 'r');
  try {
    let buffer = Buffer.alloc(Math.min(expected, largest + 1, 2 ** 20 + 1));
    let length = 0;
    for (let got = -1; got !== 0 && length <= largest; length += got) {
      if (length === buffer.length)
        buffer = Buffer.concat([buffer, Buffer.alloc(Math.min(buffer.length, largest + 1 - length))]);
      got = readSync(file, buffer, length, buffer.length - length, null);
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
