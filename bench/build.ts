import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program to compile: its tsconfig.json, and its path from the project's root. */
export interface Build {
  /** name of the output folder */
  name: string;
  project: URL;
  program: string;
}

/**
 * Compiles the project and a program to be timed, with the packages it needs beside it.
 *
 * Users run compiled code, so compiled code is timed. Under a TypeScript loader the same loops are a fifth slower:
 * the loader transfers buffers between threads, and from the first transfer on V8 checks at every access whether the
 * buffer is still attached.
 *
 * @returns path of the compiled program
 * @throws Error if the project does not compile
 */
export function buildSubject({ name, project, program }: Build): string {
  const packages = fileURLToPath(new URL('../node_modules/', import.meta.url));
  const folder = join(packages, '.cache', `sojourn-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const compiler = join(packages, 'typescript', 'bin', 'tsc');
  // stdout is reserved for the results
  execFileSync(process.execPath, [compiler, '-p', fileURLToPath(project), '--outDir', folder], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  return join(folder, ...program.replace(/ts$/, 'js').split('/'));
}
