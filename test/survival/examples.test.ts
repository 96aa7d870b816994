import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as survival from '../../src/survival/index.ts';

const folder = new URL('../../src/survival/', import.meta.url);

/** The code of each example in a doc comment. */
const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => {
    const source = readFileSync(new URL(name.replaceAll('\\', '/'), folder), 'utf8');
    return [...source.matchAll(/@example\n \* ```ts\n(.*?) \* ```/gs)].map(([, code]) => ({
      name,
      code: code!.replaceAll(/^ \* ?/gm, ''),
    }));
  });

describe('the examples in doc comments', () => {
  it('are there', () => expect(examples.length).toBeGreaterThanOrEqual(6));

  it.each(examples)('of $name run', ({ code }) => {
    const results = [...code.matchAll(/const \{ ([^}]*) \}/g)].flatMap(([, names]) => names!.split(', '));
    expect(results.length).toBeGreaterThan(0);
    const run = new Function(...Object.keys(survival), `{ ${code}\nreturn [${results.join(', ')}]; }`);
    for (const result of run(...Object.values(survival))) expect(result).toBeDefined();
  });
});
