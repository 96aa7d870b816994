import { describe, expect, it } from 'vitest';
import { singleArmTest } from '../../../../src/formulas/single-arm-binomial.ts';
import { normalQuantileOfUpper } from '../../../../src/math/normal.ts';
import { type Patient, said } from './looks.ts';

/** z of so many who are event-free at time 1; of the others half have the event, half are lost. */
function zOf(successes: number, patients: number, share: number): number {
  const people = Array.from({ length: patients }, (_, i): Patient => {
    const free = i < successes;
    return { time: free ? 1 : 0.5, event: !free && i % 2 === 0, treated: i % 3 === 0, stratum: 0 };
  });
  return said({ kind: 'binomial', at: 1, share }, people).z;
}

describe('the exact binomial test of a single arm', () => {
  it('rejects from the same number of successes as its closed form', () => {
    for (const share of [0.05, 0.2, 0.45, 0.7, 0.95]) {
      for (const patients of [1, 2, 3, 7, 20, 50, 131]) {
        for (const alpha of [0.01, 0.025, 0.05, 0.1]) {
          const { responses } = singleArmTest({ null: share, alternative: 0.99 }, patients, alpha);
          const critical = normalQuantileOfUpper(alpha);
          for (let successes = 0; successes <= patients; successes++)
            expect(zOf(successes, patients, share) >= critical).toBe(successes >= responses);
        }
      }
    }
  });

  it('needs 29 of 50 against 0.45, one-sided 0.05', () => {
    const critical = normalQuantileOfUpper(0.05);
    expect(zOf(28, 50, 0.45)).toBeLessThan(critical);
    expect(zOf(29, 50, 0.45)).toBeGreaterThan(critical);
  });

  it('rejects where p equals alpha, however both are rounded', () => {
    // p = share^patients
    for (const [patients, share, alpha] of [
      [5, 0.5, 1 / 32],
      [2, 0.2, 0.04],
      [3, 0.3, 0.027],
      [1, 0.025, 0.025],
      [2, 0.1, 0.01],
    ] as const) {
      expect(zOf(patients, patients, share)).toBeGreaterThanOrEqual(normalQuantileOfUpper(alpha));
      expect(zOf(patients, patients, share)).toBeLessThan(normalQuantileOfUpper(alpha * (1 - 1e-8)));
    }
    // P(X >= 3) of 4 at one half is 5/16
    expect(zOf(3, 4, 0.5)).toBeGreaterThanOrEqual(normalQuantileOfUpper(5 / 16));
    expect(zOf(3, 4, 0.5)).toBeLessThan(normalQuantileOfUpper(5 / 16 - 1e-8));
  });

  it('is finite without a success and with nothing else', () => {
    expect(zOf(0, 50, 0.9)).toBeGreaterThan(-7);
    expect(zOf(400, 400, 0.01)).toBe(40);
  });
});
