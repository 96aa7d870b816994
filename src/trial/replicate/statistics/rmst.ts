import { type ArmCurve, preparedArmCurves } from './arm-curves.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';

/**
 * The difference in restricted mean survival time up to tau, treatment minus control, over its standard error. Strata
 * are ignored.
 *
 * @returns z and estimate are NaN if the follow-up of an arm ends before tau with patients event-free, since its mean
 *   is then unknown, or if an arm has nobody; z is NaN if the standard error is 0, as without events
 * @throws RangeError if tau is not finite and positive
 *
 * Source: Irwin (1949); Kaplan & Meier (1958), section 6.1, for the variance, sum of A² d / (n (n - d)) with A the
 * area after the event; Uno et al. (2014), J. Clin. Oncol. 32.
 */
export function rmst({ tau }: { tau: number }, { largest }: StatisticOptions): PreparedTest {
  if (!(tau > 0 && tau < Infinity)) throw new RangeError(`tau is ${tau}, must be finite and > 0`);
  const curvesOf = preparedArmCurves(largest);
  const mean = { value: NaN, variance: NaN };
  let difference = NaN;
  return {
    z(data) {
      const [control, treatment] = curvesOf(data, tau);
      setMean(mean, treatment, tau);
      let { value, variance } = mean;
      setMean(mean, control, tau);
      value -= mean.value;
      variance += mean.variance;
      difference = value;
      return variance > 0 ? value / Math.sqrt(variance) : NaN;
    },
    estimate: () => difference,
  };
}

/** Goes backwards from tau, so that the area after each event is known at the event. */
function setMean(mean: { value: number; variance: number }, curve: ArmCurve, tau: number): void {
  const { times, survival, terms } = curve;
  let area = curve.known ? 0 : NaN;
  let variance = area;
  let end = tau;
  for (let r = curve.rows - 1; r >= 0; r--) {
    area += survival[r]! * (end - times[r]!);
    variance += area * area * terms[r]!;
    end = times[r]!;
  }
  mean.value = area + end;
  mean.variance = variance;
}
