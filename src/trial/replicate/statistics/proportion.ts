import { boschlooP, fisherP, twoProportionsZ } from '../../../formulas/two-proportions.ts';
import { betaP } from '../../../math/beta.ts';
import { normalQuantileOfUpper } from '../../../math/normal.ts';
import type { ProportionTest } from '../../design.ts';
import type { PreparedTest } from './statistic.ts';

/** Relative reduction of p before it is turned into z: a p equal to alpha must reject in spite of rounding. */
const ROUNDING = 1e-9;
/** z for a p below the smallest double. */
const LARGEST_Z = 40;

/** Events and patients of control and of treatment; of a single arm, control has none. */
export interface Counted {
  control: { events: number; patients: number };
  treatment: { events: number; patients: number };
}

/** z of a p value; a p that equals alpha claims benefit. */
const zOfP = (p: number) => Math.min(LARGEST_Z, normalQuantileOfUpper(Math.min(1, p) * (1 - ROUNDING)));

/**
 * z of a test of shares, above 0 in favour of treatment.
 *
 * - difference, ratio: the score test against no difference, or against the margin
 * - fisher, boschloo: z of the exact one-sided p
 * - a single arm: z of the exact p against the share under the null hypothesis
 *
 * @returns NaN if an arm has no patient, or if nothing differs between them that could be tested
 */
export function proportionZ(test: ProportionTest): (counted: Counted) => number {
  const { better, by, null: share } = test;
  // where fewer events are better, those without are counted
  const seen = (one: { events: number; patients: number }) =>
    better === 'higher' ? one : { events: one.patients - one.events, patients: one.patients };
  if (share !== undefined)
    return ({ treatment }) => {
      const { events, patients } = seen(treatment);
      if (patients === 0) return NaN;
      const null0 = better === 'higher' ? share : 1 - share;
      return zOfP(events === 0 ? 1 : betaP(null0, events, patients - events + 1));
    };
  if (by === 'fisher')
    return ({ control, treatment }) =>
      control.patients > 0 && treatment.patients > 0 ? zOfP(fisherP(seen(control), seen(treatment))) : NaN;
  if (by === 'boschloo') {
    const known = new Map<string, ReturnType<typeof boschlooP>>();
    return ({ control, treatment }) => {
      if (control.patients === 0 || treatment.patients === 0) return NaN;
      const key = `${control.patients} ${treatment.patients}`;
      const p = known.get(key) ?? boschlooP(control.patients, treatment.patients);
      known.set(key, p);
      return zOfP(p(seen(control).events, seen(treatment).events));
    };
  }
  const sign = better === 'higher' ? 1 : -1;
  const against = nullOf(test);
  return ({ control, treatment }) => sign * twoProportionsZ(control, treatment, by, against);
}

/** The difference or the ratio under the null hypothesis: a margin makes treatment worse. */
export function nullOf({ better, by, margin }: ProportionTest): number {
  if (by === 'ratio') return margin;
  return better === 'higher' ? 0 - margin : margin;
}

/**
 * A test of the share of patients with the event by a time. Only patients who entered so long ago count; a patient who is lost before has no
 * event. All patients count who entered early enough, whether or not their event is known sooner.
 *
 * @returns the estimate is a difference or a ratio, treatment against control; of a single arm the share
 * @throws RangeError if it is asked without the columns of the trial
 */
export function proportion(test: ProportionTest): PreparedTest {
  const zOf = proportionZ(test);
  const counted: Counted = { control: { events: 0, patients: 0 }, treatment: { events: 0, patients: 0 } };
  return {
    z(_data, _boundaries, seen) {
      if (!seen) throw new RangeError('shares are counted from the columns of a trial');
      const { trial, cut } = seen;
      const { control, treatment } = counted;
      control.events = control.patients = treatment.events = treatment.patients = 0;
      for (let i = 0; i < trial.size; i++) {
        if (!(trial.start[i]! + test.at <= cut)) continue;
        const arm = i < trial.control ? control : treatment;
        arm.patients++;
        if (trial.eventAt[i]! < Infinity && trial.time[i]! <= test.at) arm.events++;
      }
      return zOf(counted);
    },
    estimate() {
      const { control, treatment } = counted;
      const share = treatment.events / treatment.patients;
      if (test.null !== undefined) return share;
      const other = control.events / control.patients;
      return test.by === 'ratio' ? share / other : share - other;
    },
  };
}
