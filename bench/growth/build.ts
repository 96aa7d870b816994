import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Compile the project and the program that is measured, beside the packages it needs: under a loader of TypeScript it
 * would be slower and larger (see bench/build.ts).
 *
 * @returns path of the compiled bench/growth/subject.ts
 * @throws Error when the project does not compile
 */
export function buildSubject(): string {
  const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));
  const folder = join(packages, '.cache', 'sojourn-growth');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const compiler = join(packages, 'typescript', 'bin', 'tsc');
  const project = fileURLToPath(new URL('./tsconfig.json', import.meta.url));
  // stdout is for the results
  execFileSync(process.execPath, [compiler, '-p', project, '--outDir', folder], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  return join(folder, 'bench', 'growth', 'subject.js');
}
