import { EVENT, type LookData, TREATED } from '../look-data.ts';

/** Kaplan and Meier's curve of one arm up to some time, a row for each time of an event. */
export interface ArmCurve {
  /** how many rows there are; the columns may be longer */
  rows: number;
  times: Float64Array;
  /** just after each time */
  survival: Float64Array;
  /** Greenwood's terms, d / (n (n - d)); 0 where nobody is left */
  terms: Float64Array;
  /** whether anybody was at risk at that time, or survival has come to 0 before it */
  known: boolean;
  /** whether somebody was lost before survival came to 0, if it did */
  censored: boolean;
}

/**
 * Makes the curves of both arms up to a time, control first; the same ones at each call. Strata are not told apart.
 *
 * @param until events at that time have happened
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
    // the last patients of the arm, at this very time: it is known just here
    if (n === 0) curve.known = sizes[arm]! > 0 && (survival === 0 || time === until);
  }
  if (n > 0) curve.known = true;
  if (sizes[arm] === 0) curve.known = false;
  curve.rows = rows;
  curve.censored = censored;
}
