import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, documents, root } from './documents.ts';

const examples = documents
  .flatMap((page) => blocksOf(page).map((block) => ({ page, ...block })))
  .filter(({ language }) => language === 'ts')
  .map((example, i) => ({ ...example, file: `example-${i}.mts` }));
/** Those of the pages on survival run in a test of their own. */
const run = examples.filter(({ page }) => !page.startsWith('docs/survival/'));

const folder = mkdtempSync(join(tmpdir(), 'sojourn-examples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = join(folder, 'tsconfig.json');

/** As in a project of a user who is strict: the package is this one, and its scenarios lie at hand. */
beforeAll(() => {
  const entries = {
    sojourn: 'src/index.ts',
    'sojourn/node': 'src/node.ts',
    'sojourn/page': 'src/page/index.ts',
  };
  const compilerOptions = {
    noUnusedLocals: false,
    paths: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, [join(root, path)]])),
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const files = examples.map(({ file }) => file);
  writeFileSync(
    settings,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }),
  );
  for (const { file, text } of examples) writeFileSync(join(folder, file), text);
  symlinkSync(join(root, 'scenarios'), join(folder, 'scenarios'), 'junction');
});

const node = (...words: string[]) =>
  execFileSync(process.execPath, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Comments right below what writes to the console are what it writes; dots in a number are digits left out. */
function expectedNumbers(code: string): string[] {
  const comments = code.matchAll(/^console\.log\(.*\n((?:\/\/.*\n)+)/gm);
  return [...comments].flatMap(([, comment]) => comment!.match(NUMBER) ?? []);
}

const NUMBER = /-?\d+(?:\.\d+)?(?:e-?\d+)?(?:\.\.\.)?/g;

describe('the examples of code in the documents', { timeout: 600_000 }, () => {
  it('are found', () => {
    expect(run.length).toBeGreaterThan(1);
    expect(examples.length).toBeGreaterThan(run.length + 8);
    // a block of JavaScript would not be looked at
    const languages = documents.flatMap((page) => blocksOf(page).map(({ language }) => language));
    expect(languages).not.toContain('js');
  });

  it('type-check under strict', () => {
    let problems = '';
    try {
      node(join(root, 'node_modules/typescript/bin/tsc'), '-p', settings);
    } catch (error) {
      problems = (error as { stdout: string }).stdout;
    }
    expect(problems).toBe('');
  });

  it.each(run)('$page:$line runs and prints what its comments say', ({ file, text }) => {
    const printed = node(join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', settings, file);
    const numbers = printed.match(NUMBER) ?? [];
    const expected = expectedNumbers(text);
    expect(expected).not.toEqual([]);
    const seen = numbers.map((number, i) => {
      const wanted = expected[i] ?? '';
      return wanted.endsWith('...') && number.startsWith(wanted.slice(0, -3)) ? wanted : number;
    });
    expect(seen).toEqual(expected);
  });
});
