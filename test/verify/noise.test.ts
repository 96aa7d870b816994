import { expect, it } from 'vitest';
import { verifyNoise } from './noise/verdict.ts';

it('perfect information is worth the same with few patients a draw, once their part is taken out', async () => {
  const found = await verifyNoise(100);
  expect(found.map(({ patients, isRight }) => [patients, isRight])).toEqual([
    [400, true],
    [1000, true],
    [10_000, true],
  ]);
  for (const { value, uncorrected } of found) expect(uncorrected).toBeGreaterThan(value);
});
