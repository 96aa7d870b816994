import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asked } from '../cli/in-process.ts';

/** The output of a command: its page and its JSON. */
export interface Answered<Json> {
  page: string;
  json: Json;
}

const folder = mkdtempSync(join(tmpdir(), 'sojourn-pages-'));

const scenarios = fileURLToPath(new URL('../../scenarios/', import.meta.url));
export const tutorial = join(scenarios, 'illness-death.yaml');
export const adjuvant = join(scenarios, 'adjuvant.yaml');
export const benchmark = join(scenarios, 'benchmark.yaml');
export const rectal = join(scenarios, 'stage-iv-rectal.yaml');

/** An example of a trial design. */
export const designed = (name: string) => join(scenarios, 'trials', `${name}.yaml`);

/** A file that is removed after the tests. */
export function fileOf(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const known = new Map<string, Promise<Answered<unknown>>>();

/** The answer of a command, computed once for all test files in a thread. */
export function answerTo<Json = never>(...words: string[]): Promise<Answered<Json>> {
  const key = words.join('\n');
  if (!known.has(key)) known.set(key, ask(words, join(folder, `${known.size}.html`)));
  return known.get(key) as Promise<Answered<Json>>;
}

async function ask(words: string[], report: string): Promise<Answered<unknown>> {
  const { out, error } = await asked([...words, '--report', report, '--json']);
  if (error !== undefined) throw error;
  return { page: readFileSync(report, 'utf8'), json: JSON.parse(out) };
}

/** Patients with evenly spaced times, without random numbers. */
export function patientsOf(count: number, statuses: readonly number[], groups: readonly string[]): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const time = (((i * 37) % count) + 1) * (1 + 0.1 * (i % groups.length));
    return `${time.toFixed(2)},${statuses[i % statuses.length]},"${groups[i % groups.length]!.replaceAll('"', '""')}"`;
  });
  return `time,status,arm\n${rows.join('\n')}\n`;
}
