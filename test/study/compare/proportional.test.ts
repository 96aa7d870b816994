import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testProportionality } from '../../../src/study/compare/proportional.ts';

interface Known {
  /** by batch, a number for each period */
  columns: number[][];
  f: number;
  df: [number, number];
  p: number;
}

const file = new URL('../../known/hazard-ratio.json', import.meta.url);
const { tests }: { tests: Known[] } = JSON.parse(readFileSync(file, 'utf8'));

describe('the test of one hazard ratio for all periods', () => {
  it.each(tests.map((known) => [known.p, known] as const))("is Hotelling's, as in R: P = %f", (_, known) => {
    const found = testProportionality(known.columns)!;
    expect(found.df).toEqual(known.df);
    expect(Math.abs(found.f - known.f)).toBeLessThan(1e-10 * Math.max(1, known.f));
    expect(Math.abs(found.p - known.p)).toBeLessThan(1e-10 * known.p);
  });

  it('does not ask which period comes first', () => {
    const { columns, f, p } = tests[0]!;
    const found = testProportionality(columns.map(([a, b, c, d]) => [c!, a!, d!, b!]))!;
    expect(found.f).toBeCloseTo(f, 10);
    expect(found.p).toBeCloseTo(p, 15);
  });

  it('leaves out a step that is exactly 0 in every batch: before a strategy acts there is nothing to test', () => {
    const { columns } = tests[1]!;
    const early = columns.map(([a, b]) => [0, 0, 0, a! - 0.4, b! - 0.4]);
    const once = columns.map(([a, b]) => [0, a! - 0.4, b! - 0.4]);
    expect(testProportionality(early)).toEqual(testProportionality(once));
  });

  it.each<[string, number[][]]>([
    ['there is one period', [[0.1], [0.2], [0.3]]],
    ['there is none', [[], [], []]],
    [
      'there are not more batches than steps',
      [
        [0.1, 0.2, 0.4],
        [0.3, 0.1, 0.2],
      ],
    ],
    [
      'a batch has no ratio in a period',
      [
        [0.1, 0.2],
        [0.3, Number.NaN],
        [0.2, 0.3],
      ],
    ],
    [
      'nothing differs',
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'the ratios do not vary from batch to batch',
      [
        [0.5, 0.25],
        [0.5, 0.25],
        [0.5, 0.25],
      ],
    ],
    [
      'one step follows from another',
      [
        [0, 1, 2],
        [0, 2, 4],
        [0, 3, 6],
        [0, 4, 8],
      ],
    ],
  ])('is none where %s', (_, batches) => {
    expect(testProportionality(batches)).toBeNull();
  });
});
