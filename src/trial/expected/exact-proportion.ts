import { accrualOf, enteredBy } from '../../formulas/accrual.ts';
import { type BinomialLooks, binomialCrossing } from '../../formulas/binomial-looks.ts';
import { survivalAt } from '../../formulas/piecewise-hazard.ts';
import { binomialShares, controlUnderNull, twoProportionsZ } from '../../formulas/two-proportions.ts';
import { exp } from '../../math/elementary.ts';
import { sum } from '../../math/sum.ts';
import type { ArmPart, ProportionTest, TrialDesign } from '../design.ts';
import { nullOf, proportionZ } from '../replicate/statistics/proportion.ts';
import { eventsBy, lookTimes, type Outline } from './cells.ts';
import { atAnyLook, type ClosedForm, type ExpectedLook } from './closed-form.ts';

/** The share of patients of each arm with the event by the time of the test; null for strategies, strata or loss to follow-up. */
export function sharesOf({ arms, test, strata }: Pick<Outline, 'arms' | 'test' | 'strata'>): number[] | null {
  const { at } = test as ProportionTest;
  const shareOf = ({ hazard, law, dropout }: ArmPart) =>
    dropout ? null : 1 - (law ? exp(-law.distribution.cumulativeHazard(at)) : survivalAt(hazard, at));
  if (strata.filter(({ enrolled }) => enrolled).length > 1) return null;
  const index = strata.findIndex(({ enrolled }) => enrolled);
  const shares = arms.map((arm) => (arm.kind === 'law' ? shareOf(arm.parts[index]!) : null));
  return shares.includes(null) ? null : (shares as number[]);
}

/** Patients who have been in the trial for the time of the test by calendar time t. */
export function assessedBy(
  { test, patients, accrual }: Pick<Outline, 'test' | 'patients' | 'accrual'>,
  t: number,
): number {
  const { at } = test as ProportionTest;
  return enteredBy(accrualOf(patients, accrual.pattern), t * (1 + 1e-12) - at);
}

/** z and its deviation of a comparison of two shares at calendar time t, in large samples; null without a formula. */
export function proportionAt(design: Outline, t: number) {
  const test = design.test as ProportionTest;
  const shares = sharesOf(design);
  const assessed = assessedBy(design, t);
  if (!shares || shares.length < 2 || (test.by !== 'difference' && test.by !== 'ratio')) return null;
  if (!(assessed > 0)) throw new RangeError(`nobody has been followed for ${test.at} by then`);
  const all = sum(design.allocation);
  const [control, treatment] = shares.map((share, a) => {
    const patients = (assessed * design.allocation[a]!) / all;
    return { events: share * patients, patients };
  }) as [{ events: number; patients: number }, { events: number; patients: number }];
  const against = nullOf(test);
  const z = twoProportionsZ(control, treatment, test.by, against);
  const [slope, shift] = test.by === 'ratio' ? [against, 0] : [1, against];
  const base = controlUnderNull(control, treatment, slope, shift);
  const varianceOf = (p0: number, p1: number) =>
    (p1 * (1 - p1)) / treatment.patients + (slope * slope * p0 * (1 - p0)) / control.patients;
  const deviation = Math.sqrt(varianceOf(shares[0]!, shares[1]!) / varianceOf(base, slope * base + shift));
  return { z: test.better === 'higher' ? z : -z, deviation, information: assessed };
}

/**
 * The numbers of events at which a single-arm design stops, at the numbers of patients expected at its looks; those of the last look are all
 * patients.
 *
 * @returns null unless a look is known by its patients or its time
 */
export function countsOf(design: TrialDesign): BinomialLooks | null {
  const test = design.test as ProportionTest;
  const { looks, boundaries } = design;
  const zOf = proportionZ(test);
  const z = (events: number, patients: number) =>
    zOf({ control: { events: 0, patients: 0 }, treatment: { events, patients } });
  const found = { patients: [] as number[], efficacy: [] as number[], futility: [] as number[] };
  for (const [k, { time, enrolled }] of looks.entries()) {
    const isLast = k === looks.length - 1;
    const n = isLast
      ? design.patients
      : enrolled && time === undefined && enrolled.after === test.at
        ? enrolled.patients
        : time !== undefined && !enrolled
          ? Math.round(assessedBy(design, time))
          : NaN;
    if (!(n > (found.patients[k - 1] ?? 0))) return null;
    // events as they are better: the share without the event where a lower one is
    const own = (good: number) => (test.better === 'higher' ? z(good, n) : z(n - good, n));
    let up = 0;
    while (up <= n && !(own(up) >= boundaries.efficacy[k]!)) up++;
    let down = -1;
    while (!isLast && down < n && own(down + 1) <= boundaries.futility[k]!) down++;
    found.patients.push(n);
    found.efficacy.push(up);
    found.futility.push(isLast ? up - 1 : down);
  }
  return found;
}

/** Exact operating characteristics of a test of shares, or why there are none. */
export function exactProportion(
  design: TrialDesign,
): { closedForm: ClosedForm } | { closedForm: null; why: string } {
  const shares = sharesOf(design);
  if (!shares)
    return { closedForm: null, why: 'strata or loss to follow-up have no formula here for a share' };
  return shares.length === 1 ? ofSingleArm(design, shares[0]!) : ofTables(design, shares as [number, number]);
}

function ofSingleArm(
  design: TrialDesign,
  share: number,
): { closedForm: ClosedForm } | { closedForm: null; why: string } {
  const test = design.test as ProportionTest;
  const counts = countsOf(design);
  if (!counts) return { closedForm: null, why: 'the patients of a look are not known in advance' };
  const good = goodOf(test);
  const ignoring = {
    ...counts,
    futility: counts.futility.map((_, k) => (k < counts.futility.length - 1 ? -1 : counts.futility[k]!)),
  };
  const isIgnored = !design.boundaries.binding && counts.futility.slice(0, -1).some((x) => x >= 0);
  const alternative = binomialCrossing(counts, good(share));
  const none = binomialCrossing(isIgnored ? ignoring : counts, good(test.null!));
  const obeyed = isIgnored ? binomialCrossing(counts, good(test.null!)) : null;
  return { closedForm: closedFrom(design, { alternative, none, obeyed }) };
}

const goodOf =
  ({ better }: ProportionTest) =>
  (p: number) =>
    better === 'higher' ? p : 1 - p;

/** The exact type I error of a single-arm design, with futility obeyed if it is binding; 0 if the patients of its looks are not known. */
export function exactErrorOf(design: TrialDesign): number {
  const test = design.test as ProportionTest;
  const counts = countsOf(design);
  if (!counts) return 0;
  const last = counts.futility.length - 1;
  const futility = design.boundaries.binding
    ? counts.futility
    : counts.futility.map((x, k) => (k < last ? -1 : x));
  return sum(binomialCrossing({ ...counts, futility }, goodOf(test)(test.null!)).efficacy);
}

/** Fisher's and Boschloo's tests of one look, from all tables that two arms can have. */
function ofTables(
  design: TrialDesign,
  shares: [number, number],
): { closedForm: ClosedForm } | { closedForm: null; why: string } {
  if (design.looks.length > 1)
    return { closedForm: null, why: 'exact tests of two arms over several looks have no formula here' };
  const { allocation, patients, boundaries } = design;
  const all = sum(allocation);
  const n0 = Math.round((patients * allocation[0]!) / all);
  const n1 = patients - n0;
  const zOf = proportionZ(design.test as ProportionTest);
  const chanceOf = (p0: number, p1: number) => {
    const [b0, b1] = [binomialShares(n0, p0), binomialShares(n1, p1)];
    let chance = 0;
    for (let x0 = 0; x0 <= n0; x0++)
      for (let x1 = 0; x1 <= n1; x1++) {
        const z = zOf({ control: { events: x0, patients: n0 }, treatment: { events: x1, patients: n1 } });
        if (z >= boundaries.efficacy[0]!) chance += b0[x0]! * b1[x1]!;
      }
    return { efficacy: [chance], futility: [0] };
  };
  const [p0, p1] = shares;
  return {
    closedForm: closedFrom(design, { alternative: chanceOf(p0, p1), none: chanceOf(p0, p0), obeyed: null }),
  };
}

type Crossing = ReturnType<typeof binomialCrossing>;

function closedFrom(
  design: TrialDesign,
  { alternative, none, obeyed }: { alternative: Crossing; none: Crossing; obeyed: Crossing | null },
): ClosedForm {
  const pattern = accrualOf(design.patients, design.accrual.pattern);
  const last = design.looks.length - 1;
  // not to claim at the last look is no stop for futility
  const chances = (of: Crossing, k: number) => ({
    efficacy: of.efficacy[k]!,
    futility: k === last ? 0 : of.futility[k]!,
    opposite: 0,
  });
  const looks = lookTimes(design)!.map(
    (time, k): ExpectedLook => ({
      ...{ time, events: eventsBy(design, time)!, patients: enteredBy(pattern, time), z: null },
      ...chances(alternative, k),
      null: chances(none, k),
      nullObeyed: obeyed && chances(obeyed, k),
    }),
  );
  const stops = looks.map(({ efficacy, futility }) => efficacy + futility);
  stops[last] = 1 - sum(stops.slice(0, last));
  const mean = (of: (look: ExpectedLook) => number) => sum(looks.map((look, k) => stops[k]! * of(look)));
  return {
    method: 'exact binomial',
    power: sum(alternative.efficacy),
    error: sum(none.efficacy),
    looks,
    atAnyLook: atAnyLook(looks),
    expected: {
      time: mean(({ time }) => time),
      events: mean(({ events }) => events),
      patients: mean(({ patients }) => patients),
    },
    formulas: [],
    averageHazardRatio: null,
  };
}
