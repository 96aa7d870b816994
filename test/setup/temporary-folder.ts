import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const PREFIX = 'sojourn-tests-';

/**
 * Gives tests a temporary folder of their own, which is removed after the last of them. Every project of a run asks for it:
 * the first makes it, as a folder within a folder has names too long for Chromium's sockets.
 */
export default function temporaryFolder(): (() => void) | undefined {
  if (basename(tmpdir()).startsWith(PREFIX)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // a test runs as another user, who must be able to enter it
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
