import { describe, expect, it } from 'vitest';
import { type Cohort, EVERYBODY, simulateCohort } from '../oracle/cohort.ts';
import { type Check, type ClosedForm, cases, isCurve } from './cases.ts';
import { readModel } from './read-model.ts';

/**
 * The oracle against closed forms, at fixed seeds. Every figure lies within four standard errors: binomial where
 * shares are counted, Greenwood's where patients are censored, and the largest possible for a mean time.
 */
const PATIENTS = 100_000;

const timesOf = ({ checks }: ClosedForm): number[] => [
  ...new Set(checks.flatMap((check) => (isCurve(check) ? check.times : []))),
];

const binomial = (p: number, n: number): number => Math.sqrt((p * (1 - p)) / n);

/** The oracle's figures for a check, each with the exact one and a standard error. */
function figures(
  check: Check,
  cohort: Cohort,
  horizon: number,
): { at: string; found: number; exact: number; error: number }[] {
  if (!isCurve(check) && check.kind === 'proportion') {
    const { events, of } = cohort.proportions[check.of]!;
    return [{ at: check.of, found: events / of, exact: check.exact, error: binomial(check.exact, of) }];
  }
  if (!isCurve(check)) {
    // a time in [0, horizon] of mean m varies by no more than m (horizon - m)
    const error = Math.sqrt((check.exact * (horizon - check.exact)) / cohort.patients);
    return [{ at: check.of, found: cohort.meanTime[check.of]!, exact: check.exact, error }];
  }
  const { kind, of, cause, subgroup = EVERYBODY } = check;
  return check.times.map((t, i) => {
    const k = cohort.times.indexOf(t);
    const exact = check.exact[i]!;
    const at = `${kind} of ${of} ${cause ?? subgroup} at ${t}`;
    if (kind === 'occupancy') {
      return { at, found: cohort.occupancy[of]![k]!, exact, error: binomial(exact, cohort.patients) };
    }
    if (kind === 'incidence') {
      // censoring by states makes the sample smaller: the survival beside it knows by how much
      const { value, standardError } = cohort.survival[of]![EVERYBODY]![k]!;
      const effective = standardError > 0 ? (value * (1 - value)) / standardError ** 2 : cohort.patients;
      return { at, found: cohort.incidence[of]![cause!]![k]!, exact, error: binomial(exact, effective) };
    }
    const { value, standardError } = cohort[kind][of]![subgroup]![k]!;
    return {
      at,
      found: value,
      exact,
      error: Math.max(standardError, binomial(exact, cohort.sizes[subgroup]!)),
    };
  });
}

describe('the oracle agrees with closed forms', () => {
  it.each(cases.map((form) => [form.name, form] as const))('%s', (_, form) => {
    const model = readModel(form.scenario, form.strategy);
    const cohort = simulateCohort(model, PATIENTS, timesOf(form), { seed: `closed form: ${form.name}` });
    for (const check of form.checks) {
      for (const { at, found, exact, error } of figures(check, cohort, model.horizon)) {
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
