import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is compiled: its tsconfig.json, and the program, as a path from the project's root. */
export interface Build {
  /** of the folder it goes to */
  name: string;
  project: URL;
  program: string;
}

/**
 * Compile the project and a program that is timed, beside the packages it needs.
 *
 * What users run is compiled, and so is what is timed. Under a loader of TypeScript the same loops are a fifth slower:
 * it moves buffers from thread to thread, and from the first one moved on V8 looks at every access whether its buffer
 * is still there.
 *
 * @returns path of the compiled program
 * @throws Error when the project does not compile
 */
export function buildSubject({ name, project, program }: Build): string {
  const packages = fileURLToPath(new URL('../node_modules/', import.meta.url));
  const folder = join(packages, '.cache', `sojourn-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const compiler = join(packages, 'typescript', 'bin', 'tsc');
  // stdout is for the results
  execFileSync(process.execPath, [compiler, '-p', fileURLToPath(project), '--outDir', folder], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  return join(folder, ...program.replace(/ts$/, 'js').split('/'));
}
