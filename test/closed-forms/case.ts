/** A scenario with known exact answers. */
export interface ClosedForm {
  name: string;
  /** text of a scenario file */
  scenario: string;
  /** the first strategy unless given */
  strategy?: string;
  checks: Check[];
}

/** An exact answer: good to 1e-9 if it comes from numerical integration, else to rounding. */
export type Check = CurveCheck | NumberCheck;

export const isCurve = (check: Check): check is CurveCheck => 'times' in check;

export interface CurveCheck {
  /**
   * `survival`: of the endpoint, net of censoring states. `observed`: the limit of Kaplan-Meier under follow-up.
   * `incidence`: of one cause. `occupancy`: the share of patients in a state.
   */
  kind: 'survival' | 'observed' | 'incidence' | 'occupancy';
  /** endpoint or state */
  of: string;
  cause?: string;
  subgroup?: string;
  times: number[];
  exact: number[];
}

export interface NumberCheck {
  /** `proportion`: by its name in results. `mean-time`: in a state, from the start to the horizon. */
  kind: 'proportion' | 'mean-time';
  of: string;
  exact: number;
}

type Place = { cause?: string; subgroup?: string };

/** A check of a curve against a function of time. */
export function curve(
  kind: CurveCheck['kind'],
  of: string,
  times: number[],
  exact: (t: number) => number,
  place: Place = {},
): CurveCheck {
  return { kind, of, ...place, times, exact: times.map(exact) };
}

export function proportion(of: string, exact: number): NumberCheck {
  return { kind: 'proportion', of, exact };
}

export function meanTime(of: string, exact: number): NumberCheck {
  return { kind: 'mean-time', of, exact };
}

/** A number with a basis, for the text of a scenario. */
export const given = (value: number): string => `{ value: ${value}, assumption: closed form }`;

/** The first lines of a scenario. */
export const head = (title: string, horizon: number, unit = 'month'): string =>
  `scenario: ${title}\ntime: { unit: ${unit}, origin: start, horizon: ${horizon} }\n`;
