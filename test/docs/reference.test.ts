import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as library from '../../src/node.ts';
import * as page from '../../src/page/index.ts';
import { referenceOf } from './reference.ts';
import { type StrictProject, strictProject } from './strict-project.ts';

const { examples, internal } = referenceOf();
/** Several functions may share an example. */
const apart = [...new Map(examples.map((example) => [example.code, example])).values()].map((example, i) => ({
  ...example,
  path: `example-${i}.mts`,
}));

/** Runs all examples in one process, and prints what each of them prints. */
const runner = `
import { format } from 'node:util';
const printed: Record<string, string> = {};
const { log } = console;
for (const path of ${JSON.stringify(apart.map(({ path }) => path))}) {
  const lines: string[] = [];
  console.log = (...values: unknown[]) => void lines.push(format(...values));
  await import('./' + path);
  printed[path] = lines.join('\\n');
}
log(JSON.stringify(printed));
`;

describe('the examples of the reference', { timeout: 600_000 }, () => {
  let project: StrictProject;
  let printed: Record<string, string>;
  beforeAll(() => {
    const texts = apart.map(({ path, code }) => [path, code]);
    project = strictProject({ ...Object.fromEntries(texts), 'all.mts': runner });
    printed = JSON.parse(project.run('all.mts'));
  }, 600_000);
  afterAll(() => project.remove());

  it('are there for every function and class of the library', () => {
    const exported = Object.entries({ ...library, ...page }).flatMap(([name, value]) =>
      typeof value === 'function' ? [name] : [],
    );
    const named = new Set(examples.map(({ name }) => name));
    expect(exported.filter((name) => !named.has(name) && !internal.has(name))).toEqual([]);
    expect(exported.length).toBeGreaterThan(90);
  });

  it('type-check under strict', () => {
    expect(project.problems(apart.map(({ path }) => path))).toBe('');
  });

  it.each(apart)('of $name prints what its last comment says', ({ path, printed: said }) => {
    expect(said).not.toBe('');
    // dots behind a number are digits left out
    const exact = said.split('...').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    expect(printed[path]).toMatch(new RegExp(`^${exact.join('\\d*')}$`));
  });
});
