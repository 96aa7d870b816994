import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readModel } from '../closed-forms/read-model.ts';
import { simulateCohort } from './cohort.ts';
import { cumulativeIncidence, kaplanMeier } from './curves.ts';
import { independentDraws } from './random.ts';

describe('curves by hand', () => {
  // six patients: an event at 1, censored at 2 with an event at 2, both causes at 4, censored at 5
  const endings = [
    { time: 4, cause: 'b' },
    { time: 1, cause: 'a' },
    { time: 2 },
    { time: 2, cause: 'a' },
    { time: 4, cause: 'a' },
    { time: 5 },
  ];

  it('Kaplan-Meier takes events before censoring at one time, in any order of times', () => {
    const [at4, at0, at2, at1] = kaplanMeier(endings, [4, 0.5, 2, 1]);
    expect(at0).toEqual({ value: 1, standardError: 0 });
    expect(at1!.value).toBeCloseTo(5 / 6, 14);
    expect(at2!.value).toBeCloseTo(4 / 6, 14);
    expect(at4!.value).toBeCloseTo((4 / 6) * (1 / 3), 14);
    const greenwood = 1 / (6 * 5) + 1 / (5 * 4) + 2 / (3 * 1);
    expect(at4!.standardError).toBeCloseTo((2 / 9) * Math.sqrt(greenwood), 14);
  });

  it('cumulative incidences add up to what Kaplan-Meier loses', () => {
    const incidence = cumulativeIncidence(endings, ['a', 'b'], [1, 4]);
    expect(incidence.a![0]).toBeCloseTo(1 / 6, 14);
    expect(incidence.a![1]).toBeCloseTo(2 / 6 + (4 / 6) * (1 / 3), 14);
    expect(incidence.b![1]).toBeCloseTo((4 / 6) * (1 / 3), 14);
  });
});

describe('independent draws', () => {
  it('repeat for the same stream and visit of a patient, and depend on the seed alone', () => {
    const draw = independentDraws('one');
    const first = draw('a', 0, 0);
    const second = draw('a', 0, 1);
    expect(draw('a', 0, 0)).toBe(first);
    expect(second).not.toBe(first);
    expect(draw('a', 1, 0)).not.toBe(first);
    expect(independentDraws('one')('z', 5, 0)).toBe(first);
  });
});

describe('every scenario in the house', () => {
  const folder = new URL('../../scenarios/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

  it.each(files)('%s can be simulated, and its figures hang together', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    for (const strategy of Object.keys(parse(text).strategies ?? { reference: {} })) {
      const model = readModel(text, strategy);
      const cohort = simulateCohort(model, 500, [0, model.horizon / 2, model.horizon], { seed: file });
      const total = Object.values(cohort.meanTime).reduce((sum, mean) => sum + mean, 0);
      expect(total).toBeCloseTo(model.horizon, 6);
      for (const k of [0, 1, 2]) {
        const everywhere = Object.values(cohort.occupancy).reduce((sum, shares) => sum + shares[k]!, 0);
        expect(everywhere).toBeCloseTo(1, 9);
      }
      for (const { name, events } of model.endpoints) {
        const [survival] = cohort.survival[name]![''] ?? [];
        const lost = events.reduce((sum, { cause }) => sum + cohort.incidence[name]![cause]![0]!, 0);
        expect(survival!.value + lost).toBeCloseTo(1, 9);
      }
      for (const { events, of } of Object.values(cohort.proportions)) expect(events).toBeLessThanOrEqual(of);
    }
  });
});
