import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const NAME = 't-';

/**
 * What tests write to the system's temporary folder goes to one of its own, which is gone after the last of them. Its
 * name is short: messages name files and break where a line ends, and Chromium's sockets need short ones. Every project of
 * a run asks for it, and the first makes it.
 */
export default function temporaryFolder(): (() => void) | undefined {
  if (basename(tmpdir()).startsWith(NAME)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), NAME));
  // a test runs as another user, who must be able to enter it
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
