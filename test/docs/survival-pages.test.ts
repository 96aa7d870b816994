import { readdirSync, readFileSync } from 'node:fs';
import { format } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as sojourn from '../../src/index.ts';

const folder = new URL('../../docs/survival/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');

/** Blocks of JavaScript, and the block of text after each, which is what it prints. */
const examples = pages.flatMap((name) => {
  const blocks = read(name).matchAll(/```js\n(.*?)```(?:\n\n```text\n(.*?)```)?/gs);
  return [...blocks].map(([, code, output], i) => ({ name, number: i + 1, code: code!, output }));
});

const IMPORT = /^import \{ ([^}]*) \} from 'sojourn';\n/;

function namesOf(code: string): string[] {
  return IMPORT.exec(code)?.[1]?.split(', ') ?? [];
}

/** Runs an example with what it imports, and returns what it writes to the console. */
function print(code: string): string {
  let printed = '';
  const console = {
    log: (...values: unknown[]) => {
      printed += `${format(...values)}\n`;
    },
  };
  const run = new Function('sojourn', 'console', code.replace(IMPORT, 'const { $1 } = sojourn;\n'));
  run(sojourn, console);
  return printed;
}

/** Both sides round to 6 decimals or more. */
const PRINTED = 1.01e-6;

function numbersIn(text: string): number[] {
  return [...text.matchAll(/-?\d+\.\d{4,}/g)].map(([number]) => Number(number));
}

describe('the pages on survival', () => {
  it.each(pages)('have an example and a call of R: %s', (name) => {
    expect(examples.map((example) => example.name)).toContain(name);
    expect(read(name)).toMatch(/```r\n.*?```\n\n```text\n/s);
  });

  it.each(examples)('$name: example $number imports what there is', ({ code }) => {
    const names = namesOf(code);
    expect(names.length).toBeGreaterThan(0);
    for (const imported of names) expect(Object.keys(sojourn)).toContain(imported);
  });

  it.each(examples)('$name: example $number prints what the page says', ({ code, output }) => {
    expect(print(code)).toBe(output);
  });

  it.each(pages.filter((name) => name !== 'reconstruct.md'))("have R's numbers: %s", (name) => {
    const answers = [...read(name).matchAll(/```r\n.*?```\n\n```text\n(.*?)```/gs)].flatMap(([, text]) =>
      numbersIn(text!),
    );
    const found = examples.flatMap((example) =>
      example.name === name ? numbersIn(example.output ?? '') : [],
    );
    expect(found.length).toBeGreaterThan(0);
    for (const value of found) {
      const distance = Math.min(...answers.map((answer) => Math.abs(answer - value)));
      expect(distance, `${value} is not among R's`).toBeLessThan(PRINTED);
    }
  });

  it('are all in the index, and nothing else is', () => {
    const linked = [...read('README.md').matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, name]) => name);
    expect(linked.sort()).toEqual([...pages].sort());
  });
});
