import { EVENT, type LookData, TREATED } from '../look-data.ts';

/** The Kaplan-Meier curve of one arm up to a time, with one row for each event time. */
export interface ArmCurve {
  /** number of rows in use; the columns may be longer */
  rows: number;
  times: Float64Array;
  /** survival just after each time */
  survival: Float64Array;
  /** Greenwood's terms, d / (n (n - d)); 0 if nobody is left */
  terms: Float64Array;
  /** whether survival is known at that time: someone is at risk, or survival has reached 0 */
  known: boolean;
  /** whether anyone was censored before survival reached 0 */
  censored: boolean;
}

/**
 * Makes the curves of both arms up to a time, control first; they are reused by each call. Strata are ignored.
 *
 * @param until events at exactly this time are included
 */
export function preparedArmCurves(
  largest: number,
): (data: LookData, until: number) => readonly [control: ArmCurve, treatment: ArmCurve] {
  const curve = (): ArmCurve => ({
    rows: 0,
    times: new Float64Array(largest),
    survival: new Float64Array(largest),
    terms: new Float64Array(largest),
    known: false,
    censored: false,
  });
  const curves: [ArmCurve, ArmCurve] = [curve(), curve()];
  return (data, until) => {
    fill(curves[0], data, 0, until);
    fill(curves[1], data, TREATED, until);
    return curves;
  };
}

function fill(curve: ArmCurve, { size, times, codes, sizes }: LookData, arm: number, until: number): void {
  let n = sizes[arm]!;
  let survival = 1;
  let rows = 0;
  let censored = false;
  let i = 0;
  while (i < size && n > 0 && times[i]! <= until) {
    const time = times[i]!;
    let leaving = 0;
    let d = 0;
    for (; i < size && times[i] === time; i++) {
      const code = codes[i]!;
      if ((code & TREATED) !== arm) continue;
      leaving++;
      d += (code & EVENT) >> 1;
    }
    if (d > 0) {
      survival *= (n - d) / n;
      curve.times[rows] = time;
      curve.survival[rows] = survival;
      curve.terms[rows++] = n > d ? d / (n * (n - d)) : 0;
    }
    censored ||= leaving > d;
    n -= leaving;
    // the arm's last patients: survival is known up to this time only
    if (n === 0) curve.known = sizes[arm]! > 0 && (survival === 0 || time === until);
  }
  if (n > 0) curve.known = true;
  if (sizes[arm] === 0) curve.known = false;
  curve.rows = rows;
  curve.censored = censored;
}
