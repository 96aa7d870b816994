import type { Axis, Curve, CurveChart, Marked } from './curves.ts';
import { drawCurves } from './draw-curves.ts';
import { errorsOfLimits, type Figure } from './figure.ts';
import { logTicks, numberShown, roundTicks, timeTicks } from './scales.ts';

export interface LinesFigure extends Pick<Figure, 'id' | 'title' | 'caption'> {
  x: LinesAxis;
  y: LinesAxis;
  /** x at which data end and extrapolation begins */
  until?: number;
  /** a reference value of y, such as a hazard ratio of 1 */
  line?: number;
  series: readonly LinesSeries[];
}

export interface LinesAxis {
  label: string;
  /** if x is time since a start at 0: day, week, month or year */
  unit?: string;
  /** linear unless given */
  type?: 'linear' | 'log';
  /** unless given, the range of the data, including 0 if they come near it */
  domain?: readonly [number, number];
  /** possible tick values, the best set first; round values unless given */
  ticks?: readonly (readonly number[])[];
  /** formats a value; as a plain number unless given */
  shown?: (value: number) => string;
}

export interface LinesSeries {
  name: string;
  title: string;
  /** index of a colour of the look */
  colour: number;
  /** x increasing; limits null where unknown */
  points: readonly { x: number; y: number; lower: number | null; upper: number | null }[];
  /** whether each value holds until the next point; otherwise points are joined */
  step?: boolean;
  /** marked points with their numbers; the line between them only guides the eye */
  marked?: readonly Marked[];
}

/** Lines of one number against another, with bands: power, accrual, a hazard ratio over time. */
export function linesFigure({ id, title, caption, x, y, until, line, series }: LinesFigure): Figure {
  const points = series.flatMap((each) => each.points);
  const xAxis = axisOf(
    x,
    points.map((point) => point.x),
    true,
  );
  const ys = points.flatMap(({ y: value, lower, upper }) => [value, lower ?? value, upper ?? value]);
  const yAxis = axisOf(y, line === undefined ? ys : [...ys, line], false);
  const chart: CurveChart = {
    id,
    title,
    caption,
    curves: series.filter((each) => each.points.length > 0).map(curveOf),
    x: xAxis,
    y: yAxis,
    xTicks:
      x.ticks ??
      (x.unit !== undefined && xAxis.domain[0] === 0
        ? timeTicks(x.unit, xAxis.domain[1])
        : [16, 12, 10, 8, 6, 5, 4, 3, 2].map((count) => ticksOf(xAxis, count))),
    yTicks: ticksOf(yAxis, 5),
    until: until ?? null,
    line: line ?? null,
    rows: 'none',
  };
  const rows = series.flatMap((each) =>
    each.points.map((point) => [each.title, point.x, point.y, point.lower, point.upper]),
  );
  return {
    id,
    title,
    caption,
    draw: (look) => drawCurves(chart, look),
    table: {
      header: ['Line', x.label, y.label, 'Lower limit', 'Upper limit'],
      rows,
      errors: rows.map((row) => errorsOfLimits(row, 2)),
    },
  };
}

function curveOf({ name, title, colour, points, step, marked }: LinesSeries): Curve {
  return {
    name,
    title,
    colour,
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    lower: points.map(({ lower }) => lower),
    upper: points.map(({ upper }) => upper),
    step: step ?? false,
    rows: [],
    published: [],
    censored: [],
    marked: marked ?? [],
  };
}

function axisOf(
  { label, type = 'linear', domain, shown }: LinesAxis,
  values: readonly number[],
  tight: boolean,
): Axis {
  return { label, type, shown: shown ?? numberShown, domain: domain ?? domainOf(values, type, tight) };
}

function domainOf(
  values: readonly number[],
  type: 'linear' | 'log',
  tight: boolean,
): readonly [number, number] {
  const usable = values.filter((value) => Number.isFinite(value) && (type === 'linear' || value > 0));
  const [low, high] = [Math.min(...usable), Math.max(...usable)];
  if (usable.length === 0) return type === 'log' ? [1, 10] : [0, 1];
  if (low === high) return type === 'log' ? [low / 2, high * 2] : [Math.min(0, low), Math.max(low, 0) || 1];
  if (tight) return [low, high];
  if (type === 'log') return [low / 1.05, high * 1.05];
  // start at 0 if that takes less than half of the height
  const from = low >= 0 && low < high / 2 ? 0 : low;
  const ticks = roundTicks([from, high], 5);
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : high - from;
  const whole = (value: number, round: (x: number) => number) =>
    Number((round(value / step) * step).toPrecision(12));
  return [whole(from + step * 1e-9, Math.floor), whole(high - step * 1e-9, Math.ceil)];
}

const ticksOf = ({ type, domain }: Axis, count: number) =>
  type === 'log' ? logTicks(domain, count) : roundTicks(domain, count);
