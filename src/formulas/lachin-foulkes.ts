import { ln } from '../math/elementary.ts';
import { normalQuantileOfUpper, normalSurvival } from '../math/normal.ts';
import { accrualOf, allEntered } from './accrual.ts';
import { type ExpectedEvents, expectedEvents } from './expected-events.ts';
import { checkFixedPower, criticalValue, type Test } from './normal-power.ts';
import { hazardAt, type PiecewiseHazard, risingTimes } from './piecewise-hazard.ts';
import { checkTwoArms, type TwoArms } from './two-arms.ts';

export interface LachinFoulkesOptions extends Test {
  /** the hazard ratio under the null; default 1 */
  margin?: number;
  /**
   * The estimate: 'ratio', the log hazard ratio (default; any proportional piecewise constant hazards), or
   * 'difference', the difference of constant hazards as in the paper (without a margin).
   */
  scale?: 'ratio' | 'difference';
}

export interface LachinFoulkesSize {
  /** not rounded */
  patients: number;
  /** expected at the analysis, under the alternative */
  events: ExpectedEvents;
}

/**
 * Patients needed to compare two survival curves under proportional hazards, analysed at calendar time t. The
 * variance under the null and under the alternative are both used:
 * sqrt(N) |effect| = z(alpha) sqrt(V0) + z(1 - power) sqrt(V1), where V is N times the variance of the estimate.
 *
 * Under the null both arms have the trial's overall hazard, p treatment + (1 - p) control, each with its own drop-out
 * (with a margin: hazards with that ratio and that mean).
 *
 * @param trial only the pattern of its accrual is used, not its number of patients
 * @param t calendar time of the analysis
 * @throws RangeError as expectedEvents, criticalValue and checkFixedPower; if hazards are not proportional, are
 *   equal, or are beyond the margin for a one-sided test; or if no event is expected in an arm
 *
 * @example
 * ```ts
 * import { hazardOfMedian, uniformAccrual, lachinFoulkesPatients } from 'sojourn';
 *
 * const trial = {
 *   control: { hazard: hazardOfMedian(12) },
 *   treatment: { hazard: hazardOfMedian(18) },
 *   share: 0.5,
 *   accrual: uniformAccrual(300, 18),
 * };
 * console.log(lachinFoulkesPatients(trial, 30, { alpha: 0.025, power: 0.8 }).patients);
 * // 308.086914...
 * ```
 *
 * Source: Lachin & Foulkes (1986), Biometrics 42, 507-519.
 */
export function lachinFoulkesPatients(
  trial: TwoArms,
  t: number,
  options: LachinFoulkesOptions & { power: number },
): LachinFoulkesSize {
  checkFixedPower(options);
  const { effect, under0, under1 } = estimate(trial, t, options);
  const critical = criticalValue(options);
  const { margin = 1, sides = 1 } = options;
  if (effect === 0)
    throw new RangeError(`the hazard ratio equals ${margin}, must differ: no number of patients suffices`);
  if (effect < 0 && sides === 1)
    throw new RangeError(`the hazard ratio is above ${margin}, must be below it for a one-sided test`);
  const root = (critical * under0 + normalQuantileOfUpper(1 - options.power) * under1) / effect;
  const patients = root * root;
  return { patients, events: expectedEvents({ ...trial, accrual: accrualOf(patients, trial.accrual) }, t) };
}

/**
 * The power of this comparison with the patients of the trial's accrual.
 *
 * @example
 * ```ts
 * import { hazardOfMedian, uniformAccrual, lachinFoulkesPower } from 'sojourn';
 *
 * const trial = {
 *   control: { hazard: hazardOfMedian(12) },
 *   treatment: { hazard: hazardOfMedian(18) },
 *   share: 0.5,
 *   accrual: uniformAccrual(300, 18),
 * };
 * console.log(lachinFoulkesPower(trial, 30, { alpha: 0.025 }));
 * // 0.789570...
 * ```
 */
export function lachinFoulkesPower(trial: TwoArms, t: number, options: LachinFoulkesOptions): number {
  const { effect, under0, under1 } = estimate(trial, t, options);
  const signed = options.sides === 2 ? Math.abs(effect) : effect;
  const root = Math.sqrt(allEntered(trial.accrual));
  return normalSurvival((criticalValue(options) * under0 - root * signed) / under1);
}

interface Estimate {
  /** positive in favour of treatment */
  effect: number;
  /** standard errors of the estimate, times the root of the number of patients, under the null and the alternative */
  under0: number;
  under1: number;
}

function estimate(
  trial: TwoArms,
  t: number,
  { margin = 1, scale = 'ratio' }: LachinFoulkesOptions,
): Estimate {
  checkTwoArms(trial);
  if (!(margin > 0 && margin < Infinity))
    throw new RangeError(`the margin is ${margin}, must be above 0 and finite`);
  const { control, treatment, share } = trial;
  const ratio = ratioOf(control.hazard, treatment.hazard);
  // the control hazard under the null, relative to the control hazard
  const nullFactor = (share * ratio + 1 - share) / (share * margin + 1 - share);
  const null_: TwoArms = {
    ...trial,
    control: { ...control, hazard: times(control.hazard, nullFactor) },
    treatment: { ...treatment, hazard: times(control.hazard, margin * nullFactor) },
  };
  if (scale === 'ratio')
    return {
      effect: ln(margin / ratio),
      under0: errorOf(null_, t, [1, 1]),
      under1: errorOf(trial, t, [1, 1]),
    };
  if (margin !== 1) throw new RangeError(`the margin is ${margin}, must be 1 on the scale of differences`);
  const rates = ({ control: c, treatment: e }: TwoArms): [number, number] => [
    single(c.hazard),
    single(e.hazard),
  ];
  const [rateOfControl, rateOfTreatment] = rates(trial);
  return {
    effect: rateOfControl - rateOfTreatment,
    under0: errorOf(null_, t, rates(null_)),
    under1: errorOf(trial, t, rates(trial)),
  };
}

/** The variance of an estimated hazard is hazard² / events; of its logarithm, 1 / events. */
function errorOf(trial: TwoArms, t: number, [control, treatment]: [number, number]): number {
  const events = expectedEvents(trial, t);
  if (!(events.control > 0 && events.treatment > 0))
    throw new RangeError(
      `${events.control} and ${events.treatment} events are expected at time ${t}, must be above 0 in both arms`,
    );
  const variance = (control * control) / events.control + (treatment * treatment) / events.treatment;
  return Math.sqrt(allEntered(trial.accrual) * variance);
}

const times = ({ starts, rates }: PiecewiseHazard, factor: number): PiecewiseHazard => ({
  starts,
  rates: rates.map((rate) => rate * factor),
});

function single({ rates }: PiecewiseHazard): number {
  if (rates.some((rate) => rate !== rates[0]))
    throw new RangeError(
      `the hazard has rates ${rates.join(', ')}, must be constant on the scale of differences`,
    );
  return rates[0]!;
}

/** The hazard ratio, which must be constant over time up to rounding. */
function ratioOf(control: PiecewiseHazard, treatment: PiecewiseHazard): number {
  const ratios = risingTimes(control.starts, treatment.starts)
    .filter((t) => hazardAt(control, t) > 0 || hazardAt(treatment, t) > 0)
    .map((t) => hazardAt(treatment, t) / hazardAt(control, t));
  const [ratio = NaN] = ratios;
  if (!(ratio > 0 && ratio < Infinity))
    throw new RangeError(`the hazard ratio is ${ratio}, must be above 0 and finite`);
  if (ratios.some((other) => Math.abs(other - ratio) > 1e-9 * ratio))
    throw new RangeError(
      `the hazard ratio changes with time (${ratios.join(', ')}), must be constant: use weightedLogRank`,
    );
  return ratio;
}
