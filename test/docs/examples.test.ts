import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, documents } from './documents.ts';
import { type StrictProject, strictProject } from './strict-project.ts';

const examples = documents
  .flatMap((page) => blocksOf(page).map((block) => ({ page, ...block })))
  .filter(({ language }) => language === 'ts')
  .map((example, i) => ({ ...example, file: `example-${i}.mts` }));
/** Those of the pages on survival run in a test of their own. */
const run = examples.filter(({ page }) => !page.startsWith('docs/survival/'));

let project: StrictProject;
beforeAll(() => {
  project = strictProject(Object.fromEntries(examples.map(({ file, text }) => [file, text])));
});
afterAll(() => project.remove());

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
    expect(project.problems(examples.map(({ file }) => file))).toBe('');
  });

  it.each(run)('$page:$line runs and prints what its comments say', ({ file, text }) => {
    const printed = project.run(file);
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
