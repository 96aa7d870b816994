import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { asked } from '../cli/in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-power-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the page of power has what was asked for: a line of values, assurance by size, a section for the protocol', async () => {
  const design = join(root, 'scenarios/trials/phase-three.yaml');
  const page = async (...words: string[]) => {
    const path = join(folder, 'page.html');
    const { error } = await asked(['power', design, '--replicates', '50', ...words, '--report', path]);
    expect(error).toBeUndefined();
    return readFileSync(path, 'utf8');
  };
  const headings = (text: string) =>
    [...text.matchAll(/<h[23][^>]*>([^<]*)</g)].map(([, words]) => words!.trim());
  const some = headings(await page());
  expect(some).toContain('For the protocol');
  expect(some.filter((one) => /by value|Assurance/.test(one))).toEqual([]);
  const text = await page('--draws', '50', '--sizes', '100,200', '--vary', 'hazard-ratio=0.6:0.9:3');
  expect(headings(text)).toEqual(
    expect.arrayContaining([
      ...['Power by value', 'Power by hazard-ratio', 'Assurance', 'Assurance by number of patients'],
    ]),
  );
  // shares end at 100%
  expect(text).not.toMatch(/>1[1-9]\d%</);
});
