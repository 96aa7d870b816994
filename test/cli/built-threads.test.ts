import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { built } from './built.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('the built program has every file that a thread begins with', () => {
  const workers = readdirSync(join(root, 'workers/pool')).filter((file) => /worker\.ts$/.test(file));
  expect(workers.length).toBeGreaterThan(2);
  for (const file of workers)
    expect(existsSync(join(dirname(built()), file.replace('.ts', '.js'))), file).toBe(true);
});

it.each([
  ['run', 'illness-death.yaml', '-n', '2e6'],
  ['psa', 'illness-death.yaml', '--draws', '200', '-n', '1000'],
  ['calibrate', 'calibration.yaml', '--map-only'],
])('the built program finds the same on two threads: %s', (command, scenario, ...words) => {
  const answer = (threads: string) => {
    const args = [built(), command, `scenarios/${scenario}`, ...words, '--threads', threads, '--json'];
    const { provenance: _, ...rest } = JSON.parse(
      execFileSync(process.execPath, args, {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    return rest;
  };
  expect(answer('2')).toEqual(answer('1'));
});
