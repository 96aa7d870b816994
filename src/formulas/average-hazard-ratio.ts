import { exp, ln } from '../math/elementary.ts';
import { findRoot } from '../math/roots.ts';
import { expectedAt } from './at-risk.ts';
import { meshOf, total } from './mesh.ts';
import { cumulativeHazard, hazardAt, type PiecewiseHazard, risingTimes } from './piecewise-hazard.ts';
import type { TwoArms } from './two-arms.ts';

export interface AverageHazardRatios {
  /** exp of the mean of ln(hazard ratio) over the expected events */
  geometric: number;
  /** the limit of Cox's estimate with one coefficient; it depends on accrual and drop-out too */
  cox: number;
}

/**
 * Average hazard ratios, treatment over control, over the events expected by calendar time t.
 *
 * @returns 0 or Infinity if only one arm can have events (for the geometric mean: at some time)
 * @throws RangeError as checkTwoArms, if t is not above 0 and finite, or if no event is expected
 *
 * @example
 * ```ts
 * import { hazardOfMedian, uniformAccrual, averageHazardRatio } from 'sojourn';
 *
 * const trial = {
 *   control: { hazard: hazardOfMedian(12) },
 *   treatment: { hazard: hazardOfMedian(18) },
 *   share: 0.5,
 *   accrual: uniformAccrual(300, 18),
 * };
 * console.log(averageHazardRatio(trial, 24));
 * // { geometric: 0.666666..., cox: 0.666666... }
 * ```
 *
 * Source: for Cox's, Struthers & Kalbfleisch (1986), Biometrika 73, 363-369: the root of the expected partial score.
 */
export function averageHazardRatio(trial: TwoArms, t: number): AverageHazardRatios {
  const { mesh, atRisk, hazard } = expectedAt(trial, t);
  const [y0, y1, h0, h1] = [atRisk.control, atRisk.treatment, hazard.control, hazard.treatment];
  const events0 = total(mesh, (i) => y0[i]! * h0[i]!);
  const events1 = total(mesh, (i) => y1[i]! * h1[i]!);
  if (!(events0 + events1 > 0)) throw new RangeError(`no event is expected by time ${t}, must be above 0`);
  const logs = total(mesh, (i) => {
    const events = y0[i]! * h0[i]! + y1[i]! * h1[i]!;
    return events > 0 ? events * (ln(h1[i]!) - ln(h0[i]!)) : 0;
  });
  const geometric = exp(logs / (events0 + events1));
  if (events0 === 0 || events1 === 0) return { geometric, cox: events0 === 0 ? Infinity : 0 };
  // events on treatment minus those expected at this coefficient, given all events
  const score = (coefficient: number): number => {
    const ratio = exp(coefficient);
    return total(mesh, (i) => {
      const risk = y0[i]! + ratio * y1[i]!;
      return risk > 0 ? (y0[i]! * y1[i]! * (h1[i]! - ratio * h0[i]!)) / risk : 0;
    });
  };
  let reach = 1;
  while (!(score(-reach) >= 0 && score(reach) <= 0)) {
    reach *= 2;
    if (reach > 64) return { geometric, cox: NaN };
  }
  return { geometric, cox: exp(findRoot(score, -reach, reach, 1e-13)) };
}

/**
 * The average hazard ratio over (0, end] from the two laws alone, without censoring: the integral of h1 G over that
 * of h0 G, with G = sqrt(S0 S1). Under proportional hazards it equals the hazard ratio.
 *
 * @throws RangeError unless end is above 0 and finite
 *
 * Source: Kalbfleisch & Prentice (1981), Biometrika 68, 105-112, with equal weights for both arms.
 */
export function averageHazardRatioOfLaws(
  control: PiecewiseHazard,
  treatment: PiecewiseHazard,
  end: number,
): number {
  if (!(end > 0 && end < Infinity)) throw new RangeError(`the end is ${end}, must be above 0 and finite`);
  const mesh = meshOf(risingTimes(control.starts, treatment.starts), end);
  const weight = mesh.nodes.map((s) =>
    exp(-(cumulativeHazard(control, s) + cumulativeHazard(treatment, s)) / 2),
  );
  const over = (hazard: PiecewiseHazard) => total(mesh, (i) => weight[i]! * hazardAt(hazard, mesh.nodes[i]!));
  return over(treatment) / over(control);
}
