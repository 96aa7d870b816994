import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** The lock of a folder, held by one process while it moves files into place. */
const LOCK = '.sojourn.lock';
/** A second lock, held while the lock of a dead process is removed. */
const BREAKING = `${LOCK}.breaking`;

/** Milliseconds to wait. Moving files takes a few, so a longer wait means that the other process hangs. */
const PATIENCE = 10_000;
const PAUSE = 20;

/**
 * Runs an action while no other process runs one in the same folder.
 *
 * @param patience milliseconds to wait for another process
 * @throws Error that names the lock, if another process holds it for longer
 */
export function withLock<T>(folder: string, act: () => T, patience = PATIENCE): T {
  const lock = join(folder, LOCK);
  const owner = `${process.pid} ${hostname()} ${randomBytes(8).toString('hex')}\n`;
  const until = performance.now() + patience;
  while (!isMade(lock, owner)) {
    const holder = ownerOf(lock);
    if (holder !== undefined && isDead(holder)) remove(folder, holder);
    else if (performance.now() > until)
      throw new Error(
        `another process is writing there (${holder?.trim() ?? 'unknown'}); if there is none, remove ${lock}`,
      );
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
  try {
    return act();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Creates a lock file. @returns whether it did not exist before */
function isMade(path: string, content: string): boolean {
  try {
    const file = openSync(path, 'wx');
    try {
      writeSync(file, content);
    } catch {
      // disk full: an empty lock file works as well
    } finally {
      closeSync(file);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function ownerOf(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether the process that made a lock was on this machine and has ended. */
function isDead(holder: string): boolean {
  const [pid, host] = holder.split(' ');
  if (host !== hostname() || !Number(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Removes the lock of a dead process, unless another process has removed it and holds the folder by now. */
function remove(folder: string, holder: string): void {
  const [lock, breaking] = [join(folder, LOCK), join(folder, BREAKING)];
  if (!isMade(breaking, '')) return;
  try {
    if (ownerOf(lock) === holder) rmSync(lock, { force: true });
  } finally {
    rmSync(breaking, { force: true });
  }
}
