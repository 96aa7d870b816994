import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../folders.ts';

/** The calls by which a file is written; a test puts failing ones in their place. */
export type Disk = Pick<typeof fs, 'openSync' | 'writeSync' | 'fsyncSync' | 'closeSync' | 'renameSync'>;

/** The end of the name of a file that is not whole yet. */
export const PARTIAL = '.partial';

/**
 * Writes a file that is whole or absent, even after a crash: under a temporary name, flushed, then renamed.
 *
 * @throws the system's error; the file is then absent, or as it was
 */
export function writeFile(folder: string, name: string, bytes: Uint8Array, disk: Disk = fs): void {
  const path = join(folder, `.sojourn-${randomBytes(9).toString('hex')}${PARTIAL}`);
  let file: number | undefined;
  try {
    file = disk.openSync(path, 'wx');
    // on an almost full disk, a write writes less; the next one throws
    for (let at = 0; at < bytes.length; ) at += disk.writeSync(file, bytes, at);
    disk.fsyncSync(file);
    disk.closeSync(file);
    file = undefined;
    disk.renameSync(path, join(folder, name));
  } catch (error) {
    if (file !== undefined) disk.closeSync(file);
    fs.rmSync(path, { force: true });
    throw error;
  }
  syncFolder(folder);
}
