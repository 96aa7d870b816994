import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Found } from './check.ts';

/** The C++ program, compiled. */
export interface Yardstick {
  /** such as "g++ (Debian 12.2.0) 12.2.0" */
  compiler: string;
  /** Simulate; seconds of the simulation alone, and what was found at the months asked for. */
  run(patients: number, months: readonly number[]): { seconds: number; found: Found[] };
  remove(): void;
}

const FLAGS = ['-O3', '-march=native'];

/** Compile the program into a temporary folder; undefined where there is no g++. */
export function compileYardstick(): Yardstick | undefined {
  const version = spawnSync('g++', ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sojourn-bench-'));
  const program = join(folder, 'illness-death');
  const source = fileURLToPath(new URL('./illness-death.cpp', import.meta.url));
  execFileSync('g++', [...FLAGS, '-o', program, source], { stdio: ['ignore', 'ignore', 'inherit'] });
  return {
    compiler: `${version.stdout.split('\n')[0]} ${FLAGS.join(' ')}`,
    run(patients, months) {
      const output = execFileSync(program, [String(patients), '1'], { encoding: 'utf8' });
      const { seconds, paths } = JSON.parse(output) as Output;
      const found = paths.flatMap((counts, path) =>
        (['OS', 'PFS'] as const).map((endpoint) => ({
          endpoint,
          path,
          patients: counts.patients,
          months,
          events: months.map((month) => counts[endpoint][month]!),
        })),
      );
      return { seconds, found };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface Output {
  seconds: number;
  paths: { patients: number; toxicity: number; OS: number[]; PFS: number[] }[];
}
