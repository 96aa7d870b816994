import { type Cohort, EVERYBODY } from '../oracle/cohort.ts';
import { type Check, type ClosedForm, isCurve } from './cases.ts';

/** The times at which a case has answers. */
export const timesOf = ({ checks }: ClosedForm): number[] => [
  ...new Set(checks.flatMap((check) => (isCurve(check) ? check.times : []))),
];

const binomial = (p: number, n: number): number => Math.sqrt((p * (1 - p)) / n);

/** A simulated figure and its exact value. */
export interface Figure {
  at: string;
  found: number;
  exact: number;
  /** standard error of the simulated figure */
  error: number;
}

/**
 * The simulated figures for a check. Standard errors are binomial for shares, Greenwood's with censoring, and the
 * largest possible for a mean time.
 *
 * @param cohort simulated at `timesOf` the case
 * @param horizon of the scenario
 */
export function figuresOf(check: Check, cohort: Cohort, horizon: number): Figure[] {
  if (!isCurve(check) && check.kind === 'proportion') {
    const { events, of } = cohort.proportions[check.of]!;
    return [{ at: check.of, found: events / of, exact: check.exact, error: binomial(check.exact, of) }];
  }
  if (!isCurve(check)) {
    // a time in [0, horizon] with mean m has a variance of at most m (horizon - m)
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
      // censoring by states makes the sample smaller; the standard error of survival shows by how much
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
