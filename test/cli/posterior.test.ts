import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked } from './in-process.ts';

const scenarios = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario = join(folder, 'adjuvant.yaml');
const design = join(folder, 'phase3.yaml');
const posterior = join(folder, 'ratios.csv');
const rows = `relapse-ratio\n${'0.7\n0.8\n0.9\n'.repeat(40)}`;

beforeAll(() => {
  const text = (name: string) => readFileSync(join(scenarios, name), 'utf8');
  const named = 'posterior: { file: ratios.csv, parameters: [relapse-ratio] }\n\nparameters:';
  writeFileSync(scenario, text('adjuvant.yaml').replace('parameters:', named));
  writeFileSync(design, text('trials/adjuvant.yaml').replace('../adjuvant', 'adjuvant'));
  writeFileSync(posterior, rows);
});

const alone = ['--threads', '1'];
const drawing = {
  psa: ['psa', scenario, ...alone, '--endpoint', 'OS', '--draws', '4', '-n', '400'],
  compare: ['compare', scenario, ...alone, '-n', '1600', '--draws', '4', '--draw-patients', '400'],
  dsa: ['dsa', scenario, '--endpoint', 'OS', '-n', '400'],
  voi: ['voi', scenario, ...alone, '--outcome', 'OS RMST(60)', '--draws', '40', '-n', '400'],
  power: ['power', design, ...alone, '--replicates', '20', '--draws', '2'],
};

describe('an answer from a posterior file', () => {
  it.each(Object.entries(drawing))('names it in its provenance and on its page: %s', async (_, words) => {
    const page = join(folder, 'page.html');
    const { out, error } = await asked([...words, '--json', '--report', page]);
    expect(error).toBeUndefined();
    const sha256 = createHash('sha256').update(rows).digest('hex');
    expect(JSON.parse(out).provenance.posterior).toEqual({ file: posterior, sha256, rows: 120 });
    expect(readFileSync(page, 'utf8')).toContain(
      `<dt>posterior</dt><dd><bdi>${posterior}</bdi>, 120 rows, SHA-256 ${sha256}</dd>`,
    );
  });

  it.each([
    ['compare', scenario, '-n', '1600'],
    ['power', design, '--replicates', '20'],
  ])('is another than one that reads none: %s', async (...words) => {
    const { out } = await asked([...words, '--json']);
    expect(JSON.parse(out).provenance).not.toHaveProperty('posterior');
  });
});
