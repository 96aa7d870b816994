import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { built } from '../cli/built.ts';

/** The pool's worker as it is shipped. A thread that compiles TypeScript takes longer to start than to do its work. */
export const shippedWorker = (): URL => pathToFileURL(join(dirname(built()), 'worker.js'));

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
/**
 * The fixtures that replace the pool's worker, compiled in the same way.
 *
 * @returns the module of a name; also for a name without a module
 */
export async function compileFixtures(): Promise<(name: string) => URL> {
  const names = readdirSync(fixtures);
  const outdir = mkdtempSync(join(tmpdir(), 'sojourn-fixtures-'));
  await build({
    entryPoints: names
      .filter((file) => file.endsWith('.ts') && !file.endsWith('-process.ts'))
      .map((file) => join(fixtures, file)),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  return (name) => pathToFileURL(join(names.includes(`${name}.ts`) ? outdir : fixtures, `${name}.mjs`));
}
