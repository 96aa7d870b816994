import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeErr } from '../terminal.ts';
import { PARTIAL } from './disk.ts';
import { headerOf, itemOf, type PartHeader, testChecksum } from './part-file.ts';

/** A part that lies in a folder. Its checksum is tested when its results are read. */
export interface Part extends PartHeader {
  folder: string;
  name: string;
  bytes: number;
  /** set when it is read: whether it was damaged or gone */
  isLost?: boolean;
}

/** The end of the name of a part. */
export const PART = '.part';
const PARTS = 'parts';
const DAMAGED = 'damaged';

export const partsIn = (folder: string) => join(folder, PARTS);

export const pathOf = ({ folder, name }: Part) => join(partsIn(folder), name);

/** The parts of a folder. One without a header is set aside. */
export function readParts(folder: string): Part[] {
  const place = partsIn(folder);
  if (!existsSync(place)) return [];
  const names = readdirSync(place).filter((name) => name.endsWith(PART));
  return names.sort().flatMap((name) => {
    try {
      const [header, bytes] = readHeader(join(place, name));
      return [{ ...header, folder, name, bytes }];
    } catch (error) {
      if (!isGone(error)) setAside(folder, name, reasonFor(error));
      return [];
    }
  });
}

/** The results of a range of a part; undefined if it is damaged or gone. A damaged one is set aside. */
export function readItem(part: Part, index: number): unknown {
  if (part.isLost) return undefined;
  try {
    const bytes = readFileSync(pathOf(part));
    testChecksum(bytes);
    return itemOf(bytes, part, index);
  } catch (error) {
    part.isLost = true;
    if (!isGone(error)) setAside(part.folder, part.name, reasonFor(error));
    return undefined;
  }
}

/** Another process has just put the part into a larger one. */
function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function reasonFor(error: unknown): string {
  return error instanceof SyntaxError ? 'it is cut or changed' : (error as Error).message;
}

/** Bytes that are read for a header at first. */
const BEGINNING = 4096;

function readHeader(path: string): [header: PartHeader, bytes: number] {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    for (let length = Math.min(size, BEGINNING); ; length = Math.min(size, 4 * length)) {
      const beginning = Buffer.alloc(length);
      readSync(file, beginning, 0, length, 0);
      const header = headerOf(beginning);
      if (header) return [header, size];
      if (length === size) throw new Error(`it has ${size} bytes only`);
    }
  } finally {
    closeSync(file);
  }
}

function setAside(folder: string, name: string, reason: string): void {
  const to = join(folder, DAMAGED);
  mkdirSync(to, { recursive: true });
  renameSync(join(partsIn(folder), name), join(to, name));
  writeErr(
    `${join(partsIn(folder), name)} is damaged: ${reason}. It is now in ${to}; its ranges are done again.\n`,
  );
}

/** Milliseconds after which nobody is still writing a file. */
const OLD = 3_600_000;

/** Removes what processes that were killed have begun to write. */
export function removeRemains(folder: string): void {
  for (const place of [folder, partsIn(folder)]) {
    for (const name of existsSync(place) ? readdirSync(place) : []) {
      const path = join(place, name);
      if (!name.endsWith(PARTIAL)) continue;
      const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      if (written !== undefined && Date.now() - written > OLD) rmSync(path, { force: true });
    }
  }
}
