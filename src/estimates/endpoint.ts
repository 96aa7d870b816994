import { Z_95 } from '../math/normal.ts';
import { incidencesUpTo } from '../survival/aalen-johansen.ts';
import { curveWithErrors, type ErrorsOnDemand } from '../survival/greenwood.ts';
import { type LifeTable, rmst } from '../survival/index.ts';
import { rowAt } from '../survival/life-table.ts';
import { quantileOnDemand } from '../survival/quantile.ts';
import {
  type CoarseRow,
  combined,
  errorAt,
  errorOfArea,
  type UnevenRows,
  unevenRows,
  withinRows,
} from './within-row.ts';

/**
 * A simulated figure and its Monte Carlo standard error. Between grid rows the error includes the unknown position
 * within a row.
 */
export interface Figure {
  value: number;
  mcse: number;
}

export interface EndpointEstimate {
  title: string;
  /** number of patients */
  n: number;
  survival: (Figure & { at: number })[];
  /**
   * The time by which a share p has had the event, with its 95% Monte Carlo interval. The interval includes the
   * unknown position within a grid row. null: not reached by the horizon.
   */
  quantiles: {
    p: number;
    value: number | null;
    /** from the interval; null without an interval */
    mcse: number | null;
    lower: number | null;
    upper: number | null;
    /** the grid row, if it contains too many events to locate the quantile within it */
    coarse?: CoarseRow;
  }[];
  /** restricted mean survival time; null if censoring ends the curve before tau */
  rmst: { tau: number; value: number | null; mcse: number | null }[];
  /** cumulative incidence by cause, if there are several causes */
  incidence?: Record<string, (Figure & { at: number })[]>;
  /**
   * Kaplan-Meier estimate under the scenario's follow-up, standard error by Greenwood; null if nobody is followed
   * that long
   */
  observed?: { survival: { at: number; value: number | null; mcse: number | null; atRisk: number }[] };
}

/** The figures to estimate for every endpoint. */
export interface Questions {
  at: readonly number[];
  quantiles: readonly number[];
  rmst: readonly number[];
}

/** The rows that figures at the asked times need, the next row of each included. */
export function rowsAsked(times: Float64Array, { at }: Pick<Questions, 'at'>): number {
  return Math.min(times.length, rowAt(times, Math.max(...at)) + 3);
}

/** @param observed under follow-up; its first `rowsAsked` rows are enough */
export function estimateEndpoint(
  title: string,
  table: LifeTable,
  observed: LifeTable | undefined,
  questions: Questions,
  hasFixedTimes = false,
): EndpointEstimate {
  const curve = curveWithErrors(table);
  const n = table.size;
  const uneven = unevenRows(curve.survival, n, hasFixedTimes);
  const estimate: EndpointEstimate = {
    title,
    n,
    survival: questions.at.map((at) => ({ at, ...survivalFigure(curve, uneven, at) })),
    quantiles: questions.quantiles.map((p) => {
      const { coarse, ...interval } = quantileFigure(curve, uneven, p);
      const { value, lower, upper } = interval;
      return {
        p,
        value: orNull(value),
        mcse: orNull(errorFromInterval(interval)),
        lower: orNull(lower),
        upper: orNull(upper),
        ...(coarse && { coarse }),
      };
    }),
    rmst: questions.rmst.map((tau) => {
      const { value, standardError } = rmst(curve, tau, { rows: 'midpoint' });
      // the event of one patient changes the mean by up to tau / n
      const mcse = combined(Math.max(standardError, tau / n), errorOfArea(table.times, uneven, tau));
      return { tau, value: orNull(value), mcse: orNull(mcse) };
    }),
  };
  if (table.causes.length > 1) {
    estimate.incidence = Object.fromEntries(
      incidencesUpTo(table, curve, rowsAsked(table.times, questions)).map(({ incidence, variance }, k) => {
        const uneven = unevenRows(incidence, n, hasFixedTimes);
        const standardErrorAt = (row: number) => Math.sqrt(variance[row]!);
        return [
          table.causes[k]!,
          questions.at.map((at) => ({
            at,
            value: between(table.times, incidence, at),
            mcse: combined(
              atLeastOneIn(n, betweenRows(table.times, standardErrorAt, at)),
              errorAt(table.times, uneven, at),
            ),
          })),
        ];
      }),
    );
  }
  if (observed) {
    const seen = curveWithErrors(observed);
    const { times } = table;
    const rows = unevenRows(seen.survival, seen.size, hasFixedTimes);
    estimate.observed = {
      survival: questions.at.map((at) => ({
        at,
        value: orNull(between(times, seen.survival, at)),
        mcse: orNull(combined(betweenRows(times, seen.errorAt, at), errorAt(times, rows, at))),
        atRisk: Math.round(between(times, seen.atRisk, at)),
      })),
    };
  }
  return estimate;
}

/** Survival at a time, by linear interpolation between grid rows. */
export function survivalFigure(curve: ErrorsOnDemand, uneven: UnevenRows, at: number): Figure {
  const { times, survival, errorAt: standardErrorAt, size } = curve;
  return {
    value: between(times, survival, at),
    mcse: combined(atLeastOneIn(size, betweenRows(times, standardErrorAt, at)), errorAt(times, uneven, at)),
  };
}

/** The time by which a share p has had the event, with its interval; NaN if not reached. */
export function quantileFigure(curve: ErrorsOnDemand, uneven: UnevenRows, p: number) {
  return withinRows(curve, uneven, quantileOnDemand(curve, p));
}

/**
 * The standard error of a quantile from its 95% interval, whose half-width is `Z_95` standard errors on the time
 * scale. If the interval is open above, from the lower half; NaN without an interval.
 */
export function errorFromInterval({ value, lower, upper }: Interval): number {
  return Number.isNaN(upper) ? (value - lower) / Z_95 : (upper - lower) / (2 * Z_95);
}

interface Interval {
  value: number;
  lower: number;
  upper: number;
}

/** A column's value at a time, by linear interpolation between the grid's equally spaced rows. */
export function between(times: Float64Array, column: ArrayLike<number>, at: number): number {
  return betweenRows(times, (row) => column[row]!, at);
}

/** The same of a column that is worked out row by row. */
function betweenRows(times: Float64Array, heightAt: (row: number) => number, at: number): number {
  const last = times.length - 1;
  const place = Math.min(last, (at / times[last]!) * last);
  const row = Math.floor(place);
  const rest = place - row;
  const height = heightAt(row);
  return rest === 0 ? height : height + rest * (heightAt(row + 1) - height);
}

/** The error of a share is at least one patient in n, even if none or all had the event. */
export function atLeastOneIn(n: number, standardError: number): number {
  return Math.max(standardError, 1 / n);
}

/** A binomial share and its Monte Carlo standard error; NaN if `of` is 0. */
export function share(hits: number, of: number): Figure {
  const value = hits / of;
  return { value, mcse: atLeastOneIn(of, Math.sqrt((value * (1 - value)) / of)) };
}

/** A number for JSON: null if it is not finite. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
