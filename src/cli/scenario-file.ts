import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '../plan.ts';
import { type Checked, type CheckOptions, checkScenario, type Located } from '../scenario/check.ts';
import { LARGEST_FILE } from '../scenario/read.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { UsageError } from './errors.ts';
import { reasonOf } from './output.ts';

export interface ScenarioFile {
  path: string;
  /** SHA-256 of the file, in hexadecimal */
  hash: string;
  checked: Checked;
}

/**
 * Read and check a scenario file.
 *
 * @param options which strategies to compile: all unless given
 * @throws UsageError where there is no such file, or it is no text
 */
export function readScenarioFile(path: string, options: CheckOptions = {}): ScenarioFile {
  const bytes = readBytes(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${path}:1:1 the file is not UTF-8 text; a scenario is YAML in UTF-8`);
  }
  return {
    path,
    hash: createHash('sha256').update(bytes).digest('hex'),
    checked: checkScenario(text, options),
  };
}

function readBytes(path: string): Buffer {
  if (path === '') throw new UsageError('the name of the scenario file is empty');
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`${path}: no such file${shippedHint(path)}`);
  if (found.isDirectory())
    throw new UsageError(
      `${path} is a directory, must be a scenario file such as ${join(path, 'name.yaml')}`,
    );
  const tooLarge = (size: string) =>
    new UsageError(
      `${path} has ${size} bytes, a scenario file has at most ${LARGEST_FILE.toLocaleString('en')}`,
    );
  if (found.size > LARGEST_FILE) throw tooLarge(found.size.toLocaleString('en'));
  try {
    const bytes = readAtMost(path, LARGEST_FILE + 1);
    if (bytes.length <= LARGEST_FILE) return bytes;
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
  throw tooLarge('even more');
}

/** A pipe or a device says no size and may never end. */
function readAtMost(path: string, most: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(most);
    let length = 0;
    for (let got = -1; got !== 0 && length < most; length += got)
      got = readSync(file, buffer, length, most - length, null);
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
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

/** More than this nobody reads at once. */
const MOST_LINES = 200;

/** `file:line:column message`, one line a problem. */
export function problemLines(path: string, problems: readonly Located[]): string {
  const lines = problems
    .slice(0, MOST_LINES)
    .map(
      ({ line, column, severity, message }) =>
        `${path}:${line}:${column} ${severity === 'warning' ? 'warning: ' : ''}${message}`,
    );
  if (problems.length > MOST_LINES) lines.push(`${path}: and ${problems.length - MOST_LINES} more`);
  return lines.join('\n');
}

/** The scenario, if nothing keeps it from running. Doubts about its evidence are told and do not stop it. */
export function runnable({ path, checked }: ScenarioFile): {
  scenario: Scenario;
  plans: Record<string, Plan>;
} {
  if (checked.errors.length > 0) throw new UsageError(problemLines(path, checked.errors));
  if (checked.isEvidence || !checked.scenario) {
    throw new UsageError(
      `${path} holds published figures and no states; \`sojourn check\` compares them, there is nothing to run`,
    );
  }
  const doubts = checked.evidence.length;
  if (doubts > 0)
    process.stderr.write(
      `${path}: ${doubts} ${doubts === 1 ? 'doubt' : 'doubts'} about its evidence; \`sojourn check ${path}\` names them\n`,
    );
  return { scenario: checked.scenario, plans: checked.plans };
}
