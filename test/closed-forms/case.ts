/** A scenario whose answers are known without simulation. */
export interface ClosedForm {
  name: string;
  /** of a scenario file */
  scenario: string;
  /** the first one unless given */
  strategy?: string;
  checks: Check[];
}

/** An exact answer, good to 1e-9 where it came by numerical integration and to rounding elsewhere. */
export type Check = CurveCheck | NumberCheck;

export const isCurve = (check: Check): check is CurveCheck => 'times' in check;

export interface CurveCheck {
  /**
   * `survival`: of the endpoint, net of censoring states. `observed`: what Kaplan-Meier of the followed-up tends to.
   * `incidence`: of one cause. `occupancy`: the share in a state.
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
  /** `proportion`: by its name as results have it. `mean-time`: in a state, from the start to the horizon. */
  kind: 'proportion' | 'mean-time';
  of: string;
  exact: number;
}

type Place = { cause?: string; subgroup?: string };

/** A curve check from a function of time. */
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

/** A number as a scenario wants it, for use in the text of one. */
export const given = (value: number): string => `{ value: ${value}, assumption: closed form }`;

/** The first lines of a scenario. */
export const head = (title: string, horizon: number, unit = 'month'): string =>
  `scenario: ${title}\ntime: { unit: ${unit}, origin: start, horizon: ${horizon} }\n`;
