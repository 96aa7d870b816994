import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { densitiesOf } from '../../src/study/calibrate/densities.ts';
import type { FreeParameter } from '../../src/study/calibrate/free.ts';
import { gamma } from '../../src/uncertainty/laws/gamma.ts';
import { normal } from '../../src/uncertainty/laws/normal.ts';
import { asked } from '../cli/in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-calibrate-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the page of calibrate has each parameter, their correlation, and every target', async () => {
  const path = join(folder, 'page.html');
  const scenario = join(root, 'scenarios/calibration.yaml');
  const { error } = await asked([
    ...['calibrate', scenario, '--map-only', '--draws', '200', '--threads', '1', '--report', path],
  ]);
  expect(error).toBeUndefined();
  const text = readFileSync(path, 'utf8');
  const headings = [...text.matchAll(/<h[23][^>]*>([^<]*)</g)].map(([, words]) => words!.trim());
  expect(headings).toEqual([
    ...['Posterior', 'relapses', 'dies-after-relapse', 'dies-before', 'Correlation', 'Targets'],
    ...['Published and predicted', 'Reproducibility'],
  ]);
  for (const target of ['RFS at 12', 'OS at 24', 'OS at 36']) expect(text).toContain(target);
});

describe('densities of a calibration', () => {
  const free = [normal(2, 0.5), gamma(3, 2)].map(
    (prior, k): FreeParameter => ({
      ...{ name: `p${k}`, parameter: `p${k}`, strategy: undefined, prior, value: prior.mean },
    }),
  );
  const rows = Array.from({ length: 2000 }, (_, i) =>
    free.map(({ prior }, k) => prior.quantile((((i * [1, 617][k]!) % 2000) + 0.5) / 2000)),
  );
  const [first, second] = densitiesOf(free, rows);

  it('of a prior are those of its law', () => {
    for (const { value, prior } of first!.points) {
      const z = (value - 2) / 0.5;
      if (Math.abs(z) < 3)
        expect(prior).toBeCloseTo(Math.exp(-0.5 * z * z) / (0.5 * Math.sqrt(2 * Math.PI)), 3);
    }
    // gamma(3, 2): 4 x^2 e^(-2x)
    for (const { value, prior } of second!.points)
      if (value > 0.3 && value < 4) expect(prior).toBeCloseTo(4 * value ** 2 * Math.exp(-2 * value), 2);
  });

  it('of rows hold all of them, and of rows from the prior are near it', () => {
    for (const { points } of [first!, second!]) {
      const step = points[1]!.value - points[0]!.value;
      const all = points.reduce((sum, { posterior }) => sum + posterior * step, 0);
      expect(Math.abs(all - 1)).toBeLessThan(0.01);
      const peak = points.reduce((most, { prior }) => Math.max(most, prior), 0);
      for (const { posterior, prior } of points) expect(Math.abs(posterior - prior) / peak).toBeLessThan(0.1);
    }
  });
});
