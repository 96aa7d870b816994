import { describe, expect, it } from 'vitest';
import { generators } from '../../../src/kernel/generators.ts';
import { normalQuantile } from '../../../src/math/normal.ts';
import { inlineDraws, psa } from '../../../src/study/psa/index.ts';
import { voi } from '../../../src/study/voi/index.ts';
import { nestedValue, twoLevelEvppi } from '../../../src/study/voi/two-level.ts';
import { twoRatios } from './two-ratios.ts';

const normal = (stream: number, draw: number) =>
  normalQuantile(((generators[1]!.draw(stream, 78, draw, 0) >>> 0) + 0.5) / 4294967296);

describe('draws within draws', () => {
  // B is better than A by theta of sd 2 and the rest of sd 1; of ten inner draws each half has a mean of sd 1 / sqrt(5)
  const OUTER = 2000;
  const theta = Float64Array.from({ length: OUTER }, (_, o) => 2 * normal(1, o));
  const halves = [2, 3].map((stream) => [
    theta.map((value, o) => value + normal(stream, o) / Math.sqrt(0.5)),
  ]);
  const result = nestedValue(halves as unknown as Parameters<typeof nestedValue>[0]);
  const expected = 2 / Math.sqrt(2 * Math.PI);

  it('give the value of a normal linear decision, once the bias of the inner means is out', () => {
    expect(Math.abs(result.value - expected)).toBeLessThan(4 * result.mcse);
    // the whole mean has variance 4 + 1: its value is that of sd sqrt(5)
    expect(Math.abs(result.uncorrected - Math.sqrt(5 / (2 * Math.PI)))).toBeLessThan(4 * result.mcse);
    expect(result.mcse).toBeLessThan(0.05);
  });

  it('agree with the regression on a scenario within the errors of both', async () => {
    const job = twoRatios();
    const analysis = await psa({ ...job, draws: 400, executor: inlineDraws() });
    const { information } = voi(analysis, job, { outcome: 'OS at 12' });
    const { value, se } = information.find(({ name }) => name === 'effect')!.evppi!;
    const nested = await twoLevelEvppi({
      ...{ job: { ...job, patients: 400 }, outcome: 'OS at 12', numbers: ['effect'], outer: 80, inner: 6 },
    });
    expect(Math.abs(nested.value - value)).toBeLessThan(4 * Math.hypot(se, nested.mcse));
    expect(nested.mcse).toBeLessThan(0.4 * nested.value);
    expect(nested.uncorrected).toBeGreaterThan(nested.value - nested.mcse);
  });
});
