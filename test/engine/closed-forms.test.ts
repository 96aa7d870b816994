import { describe, expect, it } from 'vitest';
import { cases } from '../closed-forms/cases.ts';
import { figuresOf, timesOf } from '../closed-forms/figures.ts';
import { cohortOf } from './cohort.ts';
import { patients, strategiesOf, tallyOf } from './simulated.ts';

const PATIENTS = 2 ** 20;

describe('the engine agrees with closed forms, a million patients each, within four standard errors', () => {
  it.each(cases.map((form) => [form.name, form] as const))('%s', (_, form) => {
    const strategies = strategiesOf(form.scenario);
    const { plan, model } = strategies.find(({ name }) => name === form.strategy) ?? strategies[0]!;
    const tally = tallyOf(plan, `closed forms, ${form.name}`, patients(PATIENTS));
    const cohort = cohortOf(plan, tally, timesOf(form));
    for (const check of form.checks) {
      for (const { at, found, exact, error } of figuresOf(check, cohort, model.horizon)) {
        expect(Math.abs(found - exact), `${at}: ${found}, exactly ${exact}`).toBeLessThanOrEqual(
          4 * error + 1e-9,
        );
      }
    }
  });
});
