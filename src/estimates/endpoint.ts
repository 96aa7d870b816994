import { Z_95 } from '../math/normal.ts';
import {
  aalenJohansen,
  kaplanMeier,
  type LifeTable,
  quantile,
  rmst,
  type SurvivalCurve,
} from '../survival/index.ts';
import { type CoarseRow, errorAt, errorOfArea, together, unevenRows, withinRows } from './within-row.ts';

/** A simulated figure and its Monte Carlo standard error; between rows with what is not known within a row. */
export interface Figure {
  value: number;
  mcse: number;
}

export interface EndpointEstimate {
  title: string;
  /** patients */
  n: number;
  survival: (Figure & { at: number })[];
  /**
   * time by which a share p has had the event, with its 95% Monte Carlo interval, which holds what is not known within a
   * row; null: not reached by the horizon
   */
  quantiles: {
    p: number;
    value: number | null;
    /** from the interval; null without one */
    mcse: number | null;
    lower: number | null;
    upper: number | null;
    /** its row, where that holds too many events to say where in it the time lies */
    coarse?: CoarseRow;
  }[];
  /** restricted mean survival time; null where censoring ends the curve before tau */
  rmst: { tau: number; value: number | null; mcse: number | null }[];
  /** cumulative incidence by cause, where there is more than one */
  incidence?: Record<string, (Figure & { at: number })[]>;
  /** Kaplan-Meier under the scenario's follow-up, standard error by Greenwood; null where nobody is followed so far */
  observed?: { survival: { at: number; value: number | null; mcse: number | null; atRisk: number }[] };
}

/** What is asked of every endpoint. */
export interface Questions {
  at: readonly number[];
  quantiles: readonly number[];
  rmst: readonly number[];
}

export function estimateEndpoint(
  title: string,
  table: LifeTable,
  observed: LifeTable | undefined,
  questions: Questions,
  hasFixedTimes = false,
): EndpointEstimate {
  const causes = table.causes.length > 1 ? aalenJohansen(table) : undefined;
  const curve = causes?.eventFree ?? kaplanMeier(table);
  const n = table.size;
  const uneven = unevenRows(curve.survival, n, hasFixedTimes);
  const estimate: EndpointEstimate = {
    title,
    n,
    survival: questions.at.map((at) => ({ at, ...survivalFigure(curve, uneven, at) })),
    quantiles: questions.quantiles.map((p) => {
      const { coarse, ...found } = quantileFigure(curve, uneven, p);
      const { value, lower, upper } = found;
      return {
        p,
        value: orNull(value),
        mcse: orNull(errorFromInterval(found)),
        lower: orNull(lower),
        upper: orNull(upper),
        ...(coarse && { coarse }),
      };
    }),
    rmst: questions.rmst.map((tau) => {
      const { value, standardError } = rmst(curve, tau, { rows: 'midpoint' });
      // one patient's event would move the mean by up to tau / n
      const mcse = together(Math.max(standardError, tau / n), errorOfArea(table.times, uneven, tau));
      return { tau, value: orNull(value), mcse: orNull(mcse) };
    }),
  };
  if (causes) {
    const { incidence, standardError } = causes;
    estimate.incidence = Object.fromEntries(
      table.causes.map((cause, k) => {
        const rows = unevenRows(incidence[k]!, n, hasFixedTimes);
        return [
          cause,
          questions.at.map((at) => ({
            at,
            value: between(table.times, incidence[k]!, at),
            mcse: together(
              atLeastOneIn(n, between(table.times, standardError[k]!, at)),
              errorAt(table.times, rows, at),
            ),
          })),
        ];
      }),
    );
  }
  if (observed) {
    const seen = kaplanMeier(observed);
    const rows = unevenRows(seen.survival, seen.size, hasFixedTimes);
    estimate.observed = {
      survival: questions.at.map((at) => ({
        at,
        value: orNull(between(seen.times, seen.survival, at)),
        mcse: orNull(together(between(seen.times, seen.standardError, at), errorAt(seen.times, rows, at))),
        atRisk: Math.round(between(seen.times, seen.atRisk, at)),
      })),
    };
  }
  return estimate;
}

/** Survival at a time; between two rows of the grid the curve is taken as straight. */
export function survivalFigure(curve: SurvivalCurve, uneven: Float64Array, at: number): Figure {
  const { times, survival, standardError, size } = curve;
  return {
    value: between(times, survival, at),
    mcse: together(atLeastOneIn(size, between(times, standardError, at)), errorAt(times, uneven, at)),
  };
}

/** The time by which a share p has had the event, with its interval; NaN where there is none. */
export function quantileFigure(curve: SurvivalCurve, uneven: Float64Array, p: number) {
  return withinRows(curve, uneven, quantile(curve, p, { interpolate: true, kind: 'plain' }));
}

/**
 * The standard error of a quantile: its 95% interval is the estimate plus and minus `Z_95` of them, on the scale of time. Of an
 * interval that is open above the lower half; NaN without an interval.
 */
export function errorFromInterval({ value, lower, upper }: Interval): number {
  return Number.isNaN(upper) ? (value - lower) / Z_95 : (upper - lower) / (2 * Z_95);
}

interface Interval {
  value: number;
  lower: number;
  upper: number;
}

/** A column's value at a time on or between the grid's equally spaced rows. */
export function between(times: Float64Array, column: ArrayLike<number>, at: number): number {
  const last = times.length - 1;
  const place = Math.min(last, (at / times[last]!) * last);
  const row = Math.floor(place);
  const rest = place - row;
  return rest === 0 ? column[row]! : column[row]! + rest * (column[row + 1]! - column[row]!);
}

/** No share of n patients is known better than to about one patient, even when none or all had the event. */
export function atLeastOneIn(n: number, standardError: number): number {
  return Math.max(standardError, 1 / n);
}

/** A binomial share and its Monte Carlo standard error; NaN among nobody. */
export function share(hits: number, of: number): Figure {
  const value = hits / of;
  return { value, mcse: atLeastOneIn(of, Math.sqrt((value * (1 - value)) / of)) };
}

/** What JSON can say of a number: null for one that is not known. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
