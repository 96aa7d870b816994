import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Compile the project and the program that is timed, beside the packages it needs.
 *
 * What users run is compiled, and so is what is timed. Under a loader of TypeScript the same loops are a fifth slower:
 * it moves buffers from thread to thread, and from the first one moved on V8 looks at every access whether its buffer
 * is still there.
 *
 * @returns path of the compiled bench/subject.ts
 * @throws Error when the project does not compile
 */
export function buildSubject(): string {
  const packages = fileURLToPath(new URL('../node_modules/', import.meta.url));
  const folder = join(packages, '.cache', 'sojourn-bench');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const compiler = join(packages, 'typescript', 'bin', 'tsc');
  const project = fileURLToPath(new URL('./tsconfig.json', import.meta.url));
  // stdout is for the results
  execFileSync(process.execPath, [compiler, '-p', project, '--outDir', folder], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  return join(folder, 'bench', 'subject.js');
}
