import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';

const folder = new URL('../../docs/survival/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');

/** Blocks of TypeScript, and the block of text after each, which is what it prints; `examples.test.ts` checks their types. */
const examples = pages.flatMap((name) => {
  const blocks = read(name).matchAll(/```ts\n(.*?)```(?:\n\n```text\n(.*?)```)?/gs);
  return [...blocks].map(([, code, output], i) => ({ name, number: i + 1, code: code!, output }));
});

// within the project, where Vite takes the types off
const here = mkdtempSync(fileURLToPath(new URL('examples-', import.meta.url)));
afterAll(() => rmSync(here, { recursive: true, force: true }));
const sojourn = fileURLToPath(new URL('../../src/index.ts', import.meta.url));

/** Runs an example, and returns what it writes to the console. */
async function print(code: string, name: string): Promise<string> {
  let printed = '';
  vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => {
    printed += `${format(...values)}\n`;
  });
  try {
    const file = join(here, `${name}.ts`);
    writeFileSync(file, code.replace("from 'sojourn'", `from ${JSON.stringify(sojourn)}`));
    await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    vi.restoreAllMocks();
  }
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

  it.each(examples)(
    '$name: example $number prints what the page says',
    async ({ name, number, code, output }) => {
      expect(await print(code, `${name}-${number}`)).toBe(output);
    },
  );

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
