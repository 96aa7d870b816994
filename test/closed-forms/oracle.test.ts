import { describe, expect, it } from 'vitest';
import { simulateCohort } from '../oracle/cohort.ts';
import { cases } from './cases.ts';
import { figuresOf, timesOf } from './figures.ts';
import { readModel } from './read-model.ts';

/** At fixed seeds, every figure within four standard errors. */
const PATIENTS = 50_000;

describe('the oracle agrees with closed forms', () => {
  it.each(cases.map((form) => [form.name, form] as const))('%s', (_, form) => {
    const model = readModel(form.scenario, form.strategy);
    const cohort = simulateCohort(model, PATIENTS, timesOf(form), { seed: `closed forms, ${form.name}` });
    for (const check of form.checks) {
      for (const { at, found, exact, error } of figuresOf(check, cohort, model.horizon)) {
        expect(Math.abs(found - exact), `${at}: ${found}, exactly ${exact}`).toBeLessThanOrEqual(
          4 * error + 1e-9,
        );
      }
    }
  });

  it('no two cases have one name', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});
