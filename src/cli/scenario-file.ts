import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Checked, checkScenario, type Located } from '../scenario/check.ts';
import { LARGEST_FILE } from '../scenario/read.ts';
import { UsageError } from './errors.ts';

export interface ScenarioFile {
  path: string;
  /** SHA-256 of the file, in hexadecimal */
  hash: string;
  checked: Checked;
}

/** Read and check a scenario file. @throws UsageError where there is no such file, or it is no text */
export function readScenarioFile(path: string): ScenarioFile {
  const bytes = readBytes(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${path}:1:1 the file is not UTF-8 text; a scenario is YAML in UTF-8`);
  }
  return { path, hash: createHash('sha256').update(bytes).digest('hex'), checked: checkScenario(text) };
}

function readBytes(path: string): Buffer {
  if (!existsSync(path)) throw new UsageError(`${path}: no such file${shippedHint(path)}`);
  const found = statSync(path);
  if (found.isDirectory())
    throw new UsageError(
      `${path} is a directory, must be a scenario file such as ${join(path, 'name.yaml')}`,
    );
  if (found.size > LARGEST_FILE) {
    throw new UsageError(
      `${path} has ${found.size.toLocaleString('en')} bytes, a scenario file at most ${LARGEST_FILE.toLocaleString('en')}`,
    );
  }
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Someone away from the project's folder may mean a scenario that comes with the package. */
function shippedHint(path: string): string {
  const shipped = join(packageFolder(), 'scenarios', basename(path).replace(/(\.ya?ml)?$/, '.yaml'));
  return existsSync(shipped) ? `; did you mean ${shipped}?` : '';
}

/** The folder that holds package.json, from source and from the built package alike. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string })
    .version;
}

/** `file:line:column message`, one line a problem. */
export function problemLines(path: string, problems: readonly Located[]): string {
  return problems
    .map(
      ({ line, column, severity, message }) =>
        `${path}:${line}:${column} ${severity === 'warning' ? 'warning: ' : ''}${message}`,
    )
    .join('\n');
}
