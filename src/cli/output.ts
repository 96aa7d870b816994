import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './errors.ts';

/** Whether a folder can be written to, before any work is done. @throws UsageError saying why not */
export function checkOut(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new UsageError(`--out ${folder} is a file, must be a folder`);
    mustBeWritable(folder, folder);
    return;
  }
  let parent = dirname(resolve(folder));
  while (!existsSync(parent) && parent !== dirname(parent)) parent = dirname(parent);
  if (!statSync(parent).isDirectory())
    throw new UsageError(`--out ${folder}: ${parent} is a file, must be a folder`);
  mustBeWritable(parent, folder);
}

function mustBeWritable(existing: string, folder: string): void {
  try {
    accessSync(existing, constants.W_OK);
  } catch {
    throw new UsageError(`--out ${folder}: ${existing} may not be written to; choose another folder`);
  }
}

/**
 * Write files into a folder, all or none: each is written whole beside its place, then all are moved into place.
 *
 * @throws Error saying what could not be written; nothing is left behind then
 */
export function writeFiles(folder: string, files: Record<string, string>): void {
  const names = Object.keys(files);
  const partial = (name: string) => join(folder, `.${name}.partial`);
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of names) writeFileSync(partial(name), files[name]!);
    for (const name of names) renameSync(partial(name), join(folder, name));
  } catch (error) {
    for (const name of names) rmSync(partial(name), { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOSPC' ? 'the disk is full' : message;
    throw new Error(`--out ${folder} could not be written: ${reason}`);
  }
}
