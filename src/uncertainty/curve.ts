import { ln } from '../math/elementary.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { type Reconstruction, reconstruct } from '../survival/reconstruct/reconstruct.ts';

/** Points of a survival curve: time and survival, from [0, 1] on. */
export type CurvePoints = readonly (readonly [time: number, survival: number])[];

type RawCurve = Scenario['curves'][string];

/** The patients behind a published curve. */
export interface CurvePatients {
  /** times of the curve's points */
  times: readonly number[];
  patients: Reconstruction;
}

/**
 * Reconstructs the patients of a curve from its numbers at risk; undefined if the curve has none.
 *
 * @throws RangeError if the points and the numbers at risk contradict each other
 */
export function curvePatients({
  points,
  n,
  'at-risk': atRisk,
  events,
}: Pick<RawCurve, 'points' | 'n' | 'at-risk' | 'events'>): CurvePatients | undefined {
  const rows = atRisk ?? (n === undefined ? undefined : [[0, n] as [number, number]]);
  if (!rows) return undefined;
  const published = points.filter(([time]) => time > 0);
  return {
    times: points.map(([time]) => time),
    patients: reconstruct({
      times: published.map(([time]) => time),
      survival: published.map(([, survival]) => survival),
      atRisk: { times: rows.map(([time]) => time), counts: rows.map(([, count]) => count) },
      ...(events !== undefined && { events }),
    }),
  };
}

/**
 * One draw of the Bayesian bootstrap: the Kaplan-Meier estimate with an exponential weight for each patient.
 * Every draw has steps at the observed event times, so no draw has a hazard of 0 where events were observed.
 *
 * @param even uniform number of patient i
 *
 * Source: Rubin (1981), Annals of Statistics 9:130; of censored times Lo (1993), Annals of Statistics 21:100.
 */
export function bootstrapCurve(
  { times, patients }: CurvePatients,
  even: (patient: number) => number,
): CurvePoints {
  const { times: at, statuses } = patients;
  const weights = Float64Array.from(at, (_, i) => -ln(even(i)));
  let atRisk = weights.reduce((sum, weight) => sum + weight, 0);
  let survival = 1;
  let i = 0;
  return times.map((time) => {
    while (i < at.length && at[i]! <= time) {
      // patients with equal times, events before losses
      let dying = 0;
      let leaving = 0;
      const now = at[i]!;
      for (; i < at.length && at[i] === now; i++) {
        leaving += weights[i]!;
        if (statuses[i] === 1) dying += weights[i]!;
      }
      // after the last patient only a rounding error is left
      if (dying > 0)
        survival = i === at.length && dying === leaving ? 0 : survival * Math.max(0, 1 - dying / atRisk);
      atRisk -= leaving;
    }
    return [time, survival];
  });
}
