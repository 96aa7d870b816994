import { capitalised } from '../words.ts';
import { MOST_BANDS } from './curve-marks.ts';
import { type Curve, type CurveChart, type Published, valueAt } from './curves.ts';
import { drawCurves } from './draw-curves.ts';
import { errorsOfLimits, type Figure, type FigureTable } from './figure.ts';
import type { Row } from './risk-rows.ts';
import { timeTicks } from './scales.ts';

export interface SurvivalSeries {
  /** unique in the figure; stored in `data-series` */
  name: string;
  title: string;
  /** in order of time; limits null where unknown; a series without points is not drawn */
  points: readonly { time: number; value: number; lower: number | null; upper: number | null }[];
  /** whether each value holds until the next, as for patients' data; otherwise points are joined */
  step: boolean;
  /** at possible tick times, see `timeTicks`; a tick without a row stays empty */
  rows: readonly Row[];
  published: readonly Published[];
  /** index of a colour of the look */
  colour: number;
  /** times of censoring, to be marked on the curve */
  censorTicks?: readonly number[];
}

export interface SurvivalFigure extends Pick<Figure, 'id' | 'title' | 'caption'> {
  /** unit of time: day, week, month or year */
  unit: string;
  /** the origin of time: `first treatment` */
  origin?: string;
  horizon: number;
  /** time at which data end and extrapolation begins */
  until?: number;
  series: readonly SurvivalSeries[];
  /** what the curves show: `Overall survival` */
  yLabel: string;
}

/** With more series, rows show only numbers at risk. */
const MOST_ROWS = 4;
/** With more series, there are no rows. */
const MOST_AT_RISK = 8;

/**
 * Survival curves with bands, published figures, and numbers at risk, of events and of censored patients.
 *
 * After Morris TP et al. (2019) Proposals on Kaplan-Meier plots in medical research, BMJ Open 9:e030215.
 */
export function survivalFigure(figure: SurvivalFigure): Figure {
  return timeFigure(figure, {
    domain: [0, 1],
    ticks: [0, 0.25, 0.5, 0.75, 1],
    decimals: 0,
  });
}

/** Any share as a function of time. */
export function timeFigure(
  { id, title, caption, unit, origin, horizon, until, series, yLabel }: SurvivalFigure,
  share: { domain: readonly [number, number]; ticks: readonly number[]; decimals: number },
): Figure {
  const curves = series.filter(({ points }) => points.length > 0).map(curveOf);
  const hasRows = curves.some(({ rows }) => rows.length > 0) && curves.length <= MOST_AT_RISK;
  const plural = `${capitalised(unit)}s`;
  const chart: CurveChart = {
    id,
    title,
    caption: caption + leftOut(curves),
    curves,
    x: {
      type: 'linear',
      domain: [0, horizon],
      label: `${plural} since ${origin ?? 'the start'}`,
      shown: String,
    },
    y: {
      type: 'linear',
      domain: share.domain,
      label: yLabel,
      shown: (value) => `${(value * 100).toFixed(share.decimals)}%`,
    },
    xTicks: withRows(timeTicks(unit, horizon), hasRows ? curves : []),
    yTicks: share.ticks,
    until: until ?? null,
    line: null,
    rows: !hasRows ? 'none' : curves.length <= MOST_ROWS ? 'all' : 'at risk',
  };
  return {
    id,
    title,
    caption: chart.caption,
    draw: (look) => drawCurves(chart, look),
    table: tableOf(curves, chart.xTicks[0]!, unit, yLabel),
  };
}

function curveOf(series: SurvivalSeries): Curve {
  const { name, title, points, step, rows, published, colour, censorTicks } = series;
  return {
    name,
    title,
    colour,
    x: points.map(({ time }) => time),
    y: points.map(({ value }) => value),
    lower: points.map(({ lower }) => lower),
    upper: points.map(({ upper }) => upper),
    step,
    rows,
    published,
    censored: censorTicks ?? [],
    marked: [],
  };
}

/** What the figure knows but the drawing does not show. */
function leftOut(curves: readonly Curve[]): string {
  const banded = curves.some(({ lower }) => lower.some((limit) => limit !== null));
  const counted = curves.some(({ rows }) => rows.length > 0);
  const missing = [
    banded && curves.length > MOST_BANDS && 'bands',
    counted && curves.length > MOST_AT_RISK
      ? 'numbers at risk, of events and of censored patients'
      : counted && curves.length > MOST_ROWS && 'numbers of events and of censored patients',
  ].filter((part) => part !== false);
  return missing.length === 0 ? '' : ` With so many curves ${missing.join(' and ')} are left to the table.`;
}

/** If numbers are known at some ticks, only those ticks are used. */
function withRows(choices: number[][], curves: readonly Curve[]): number[][] {
  const known = curves.map(({ rows }) => new Set(rows.map(({ time }) => time)));
  const whole = choices.filter((ticks) => ticks.every((tick) => known.every((times) => times.has(tick))));
  return whole.length > 0 ? whole : choices;
}

/** The values of the curves at all possible tick times; then the published figures. */
function tableOf(
  curves: readonly Curve[],
  times: readonly number[],
  unit: string,
  yLabel: string,
): FigureTable {
  const hasRows = curves.some(({ rows }) => rows.length > 0);
  const header = ['Curve', `Time (${unit}s)`, yLabel, 'Lower limit', 'Upper limit'];
  const simulated = curves.flatMap((curve) => {
    const byTime = new Map(curve.rows.map((row) => [row.time, row]));
    const known = times.filter((time) => time <= curve.x.at(-1)! || byTime.has(time));
    return known.map((time) => {
      const values = [curve.y, curve.lower, curve.upper].map((of) => valueAt(curve, of, time));
      const row = byTime.get(time);
      const counts = hasRows ? [row?.atRisk ?? null, row?.events ?? null, row?.censored ?? null] : [];
      return [curve.title, time, ...values, ...counts];
    });
  });
  const published = curves.flatMap((curve) =>
    curve.published.map(({ at, value, lower, upper }) => [
      `${curve.title}, published`,
      at,
      value,
      lower,
      upper,
      ...(hasRows ? [null, null, null] : []),
    ]),
  );
  return {
    header: hasRows ? [...header, 'At risk', 'Events', 'Censored'] : header,
    rows: [...simulated, ...published],
    // published figures keep their published digits
    errors: simulated.map((row) => errorsOfLimits(row, 2)),
  };
}
