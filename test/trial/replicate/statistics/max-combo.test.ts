import { expect, it } from 'vitest';
import { said, trialsOf } from './looks.ts';

it('MaxCombo answers to boundaries with a z on their side, whether exact or a bound', () => {
  const boundaries = [1.96, 0.3];
  let bounds = 0;
  let exact = 0;
  for (const patients of trialsOf(21, 150)) {
    const { z } = said({ kind: 'max-combo' }, patients);
    if (Number.isNaN(z)) continue;
    // boundaries near z too, on either side
    for (const some of [boundaries, [z + 1e-6], [z - 1e-6], [z + 0.05, z - 0.6], [Infinity, -Infinity], []]) {
      const quick = said({ kind: 'max-combo' }, patients, 1, some).z;
      expect(Number.isFinite(quick)).toBe(true);
      for (const boundary of some) {
        expect(quick >= boundary).toBe(z >= boundary);
        expect(quick <= boundary).toBe(z <= boundary);
      }
      if (quick === z) exact++;
      else bounds++;
    }
  }
  expect(Math.min(bounds, exact)).toBeGreaterThan(50);
});
