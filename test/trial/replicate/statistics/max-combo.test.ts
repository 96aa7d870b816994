import { describe, expect, it } from 'vitest';
import { normalQuantileOfUpper } from '../../../../src/math/normal.ts';
import { maxCombo } from '../../../../src/survival/statistics/max-combo.ts';
import type { TrialTest } from '../../../../src/trial/design.ts';
import { columnsOf, expectSame, hasBothArms, said, trialsOf } from './looks.ts';

const chosen = [
  { rho: 0, gamma: 0 },
  { rho: 0, gamma: 1 },
  { rho: 0.5, gamma: 0 },
];
const four = [
  { rho: 0, gamma: 0 },
  { rho: 0, gamma: 1 },
  { rho: 1, gamma: 1 },
  { rho: 1, gamma: 0 },
];

it.each<[string, TrialTest]>([
  ['the four', { kind: 'max-combo' }],
  ['chosen weights', { kind: 'max-combo', weights: chosen }],
])('MaxCombo of %s answers to boundaries with a z on their side, whether exact or a bound', (_, test) => {
  const boundaries = [1.96, 0.3];
  let bounds = 0;
  let exact = 0;
  for (const patients of trialsOf(21, 150)) {
    const { z } = said(test, patients);
    if (Number.isNaN(z)) continue;
    // boundaries near z too, on either side
    for (const some of [boundaries, [z + 1e-6], [z - 1e-6], [z + 0.05, z - 0.6], [Infinity, -Infinity], []]) {
      const quick = said(test, patients, 1, some).z;
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

describe('MaxCombo of chosen weights', () => {
  it('is that of src/survival, stratified or not', () => {
    let compared = 0;
    for (const patients of trialsOf(13, 120, 3)) {
      for (const strata of [1, 3])
        for (const weights of [chosen, chosen.slice(0, 2)]) {
          const { z } = said({ kind: 'max-combo', weights }, patients, strata);
          if (!hasBothArms(patients)) {
            expect(z).toBeNaN();
            continue;
          }
          const { p } = maxCombo(columnsOf(patients, strata > 1), { weights, alternative: 'less' });
          if (Number.isNaN(p)) expect(z).toBeNaN();
          // a share of 1e-9 in p is less than that in z, but near p = 1
          else if (p < 0.99) expectSame(z, normalQuantileOfUpper(p), 1e-8);
          compared += p < 0.99 ? 1 : 0;
        }
    }
    expect(compared).toBeGreaterThan(80);
  });

  it('is that of the four, if they are the chosen ones', () => {
    for (const patients of trialsOf(21, 60)) {
      const [own, usual] = [
        said({ kind: 'max-combo', weights: four }, patients),
        said({ kind: 'max-combo' }, patients),
      ];
      expectSame(own.z, usual.z, 1e-7);
      expectSame(own.estimate, usual.estimate);
    }
  });
});
