import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives tests a temporary folder of their own, which is removed after the last of them. */
export default function temporaryFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'sojourn-tests-'));
  // a test runs as another user, who must be able to enter it
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
