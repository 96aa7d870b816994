import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './documents.ts';

const entries = {
  sojourn: 'src/index.ts',
  'sojourn/node': 'src/node.ts',
  'sojourn/page': 'src/page/index.ts',
};

/** The project of a user with strict compiler options; it uses this package and its scenarios. */
export interface StrictProject {
  /** the compiler's messages about these files; '' if there are none */
  problems(files: readonly string[]): string;
  /** the output of a file */
  run(file: string): string;
  remove(): void;
}

/** @param files texts by name */
export function strictProject(files: Readonly<Record<string, string>>): StrictProject {
  const folder = mkdtempSync(join(tmpdir(), 'sojourn-examples-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  symlinkSync(join(root, 'scenarios'), join(folder, 'scenarios'), 'junction');
  const settings = join(folder, 'tsconfig.json');
  const compilerOptions = {
    noUnusedLocals: false,
    paths: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, [join(root, path)]])),
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const write = (all: readonly string[]) =>
    writeFileSync(
      settings,
      JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files: all, include: [] }),
    );
  write(Object.keys(files));
  const node = (...words: string[]) =>
    execFileSync(process.execPath, words, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    problems: (all) => {
      write(all);
      try {
        return node(join(root, 'node_modules/typescript/bin/tsc'), '-p', settings);
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    },
    run: (file) => node(join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', settings, file),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
