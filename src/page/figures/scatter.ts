import type { Figure } from './figure.ts';
import { drawKey, layOutKey, markOf } from './key.ts';
import type { Look } from './look.ts';
import { drawPanel, drawXLabel } from './plot-panel.ts';
import { numberShown, pixelOf, roundTicks, type Scale } from './scales.ts';
import { element, halo, svgOf, tenths, textElement, textLines } from './svg.ts';
import { textWidth, wrap } from './text-width.ts';

/** Points of two numbers each, with their mean and the ellipse that holds 95% of them if they are normal. */
export interface ScatterSeries {
  name: string;
  title: string;
  /** index into the look's colours */
  colour: number;
  /** as long as each other */
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

export interface ScatterFigure extends Pick<Figure, 'id' | 'title' | 'caption'> {
  x: { label: string };
  y: { label: string };
  /** lines of no difference at 0 */
  hasZero: boolean;
  series: readonly ScatterSeries[];
}

/** So many points are drawn of a series, the first ones; mean and ellipse are of all. */
const MOST_POINTS = 400;
/** The 95% quantile of chi-square with two degrees of freedom. */
const CHI_SQUARE = 5.991464547107979;
const STEPS = 72;

/** Two figures over parameter draws. */
export function scatterFigure(figure: ScatterFigure): Figure {
  const { id, title, caption, x, y, series } = figure;
  const summaries = series.map(momentsOf);
  return {
    ...{ id, title, caption },
    draw: (look) => drawScatter(figure, look),
    table: {
      header: [
        'Series',
        `Mean: ${x.label}`,
        `Mean: ${y.label}`,
        'sd of the first',
        'sd of the second',
        'Correlation',
      ],
      rows: series.map((one, i) => {
        const { meanX, meanY, sdX, sdY, correlation } = summaries[i]!;
        return [one.title, meanX, meanY, sdX, sdY, correlation];
      }),
      errors: series.map(({ x: { length } }, i) => {
        const { sdX, sdY } = summaries[i]!;
        const [ofMean, ofSd] = [Math.sqrt(1 / length), Math.sqrt(1 / (2 * length))];
        return [null, sdX * ofMean, sdY * ofMean, sdX * ofSd, sdY * ofSd, ofMean];
      }),
    },
  };
}

interface Moments {
  meanX: number;
  meanY: number;
  sdX: number;
  sdY: number;
  correlation: number;
}

function momentsOf({ x, y }: ScatterSeries): Moments {
  const count = x.length;
  let [sumX, sumY] = [0, 0];
  for (let i = 0; i < count; i++) {
    sumX += x[i]!;
    sumY += y[i]!;
  }
  const [meanX, meanY] = [sumX / count, sumY / count];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    xx += (x[i]! - meanX) ** 2;
    yy += (y[i]! - meanY) ** 2;
    xy += (x[i]! - meanX) * (y[i]! - meanY);
  }
  const [sdX, sdY] = [Math.sqrt(xx / (count - 1)), Math.sqrt(yy / (count - 1))];
  const correlation = xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : 0;
  return { meanX, meanY, sdX, sdY, correlation };
}

/** Points of the ellipse. */
function ellipseOf({ meanX, meanY, sdX, sdY, correlation }: Moments): [x: number, y: number][] {
  const radius = Math.sqrt(CHI_SQUARE);
  return Array.from({ length: STEPS }, (_, i) => {
    const angle = (2 * Math.PI * i) / STEPS;
    const [a, b] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    return [meanX + sdX * a, meanY + sdY * (correlation * a + Math.sqrt(1 - correlation ** 2) * b)];
  });
}

function drawScatter(figure: ScatterFigure, look: Look): string {
  const { series } = figure;
  const small = Math.max(11, look.fontSize - 2);
  const colours = series.map(({ colour }) => look.series[colour % look.series.length]!);
  const moments = series.map(momentsOf);
  const ellipses = moments.map(ellipseOf);
  const marks = series.map((_, i) => (series.length > 1 ? markOf(i) : ''));
  const key =
    series.length > 1
      ? layOutKey(
          series.map(({ title }, i) => ({ mark: marks[i]!, title, colour: colours[i]!, strokeWidth: 2 })),
          look.width,
          look.fontSize - 1,
        )
      : null;
  const shown = series.map(({ x, y }) =>
    Array.from({ length: Math.min(MOST_POINTS, x.length) }, (_, i): [number, number] => [x[i]!, y[i]!]),
  );
  const all = [...ellipses, ...shown].flat();
  const domain = (k: 0 | 1) =>
    domainOf(
      all.map((point) => point[k]),
      figure.hasZero,
    );
  const [domainX, domainY] = [domain(0), domain(1)];
  const yTicks = roundTicks(domainY, 6);
  const lines = wrap(figure.y.label, look.width, small, 3).lines;
  const labelTop = key ? key.height + 8 : 0;
  const top = labelTop + lines.length * (small + 4) + 8;
  const left = Math.ceil(Math.max(...yTicks.map((tick) => textWidth(numberShown(tick), small))) + 12);
  const x: Scale = { type: 'linear', domain: domainX, range: [left, look.width - 14] };
  const height = Math.round(Math.min(420, Math.max(240, 0.5 * look.width)));
  const y: Scale = { type: 'linear', domain: domainY, range: [top + height, top] };
  const at = ([a, b]: readonly [number, number]) => `${tenths(pixelOf(x, a))} ${tenths(pixelOf(y, b))}`;
  const panel = drawPanel(
    {
      ...{ x, y, grid: 'y', tickSize: small },
      xTicks: { at: ticksApart(x, small), shown: numberShown },
      yTicks: { at: yTicks, shown: numberShown },
    },
    [],
    look,
  );
  const zeros = figure.hasZero
    ? element('path', {
        d: `M${tenths(pixelOf(x, 0))} ${y.range[1]}V${y.range[0]}M${x.range[0]} ${tenths(pixelOf(y, 0))}H${x.range[1]}`,
        stroke: look.soft,
        'stroke-dasharray': '2 3',
      })
    : '';
  const drawn = series.map(({ name }, i) =>
    [
      element('path', {
        d: shown[i]!.map((point) => `M${at(point)}h0`).join(''),
        stroke: colours[i],
        'stroke-width': 4,
        'stroke-linecap': 'round',
        'stroke-opacity': '.5',
        'data-points': name,
      }),
      element('path', {
        d: `M${ellipses[i]!.map(at).join('L')}Z`,
        fill: 'none',
        stroke: colours[i],
        'stroke-width': 1.75,
        'data-ellipse': name,
      }),
    ].join(''),
  );
  const means = moments.map(({ meanX, meanY }, i) => {
    const [cx, cy] = [pixelOf(x, meanX), pixelOf(y, meanY)];
    const dot = { cx, cy, r: 5, fill: colours[i], stroke: look.paper, 'stroke-width': 1.5 };
    return (
      element('circle', { ...dot, 'data-mean': series[i]!.name }) +
      (marks[i] === ''
        ? ''
        : textElement(marks[i]!, { x: cx + 8, y: cy - 6, fill: look.ink, 'font-size': small, ...halo(look) }))
    );
  });
  const body = [
    key ? drawKey(key, look) : '',
    textLines(
      lines,
      { x: 0, y: labelTop + small, lineHeight: small + 4, fill: look.soft, 'font-size': small },
      figure.y.label,
    ),
    panel,
    zeros,
    ...drawn,
    ...means,
    drawXLabel(figure.x.label, { x, y, small }, look),
  ];
  return svgOf(figure, look, y.range[0] + 30 + small, body.join(''));
}

function domainOf(values: readonly number[], hasZero: boolean): [number, number] {
  const known = hasZero ? [...values, 0] : values;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const pad = low === high ? Math.abs(low) / 10 || 1 : 0.04 * (high - low);
  return [low - pad, high + pad];
}

/** As many as have room beside each other. */
function ticksApart(x: Scale, small: number): number[] {
  for (let count = 10; count > 1; count--) {
    const ticks = roundTicks(x.domain, count);
    const widest = Math.max(...ticks.map((tick) => textWidth(numberShown(tick), small)));
    const step = ticks.length > 1 ? pixelOf(x, ticks[1]!) - pixelOf(x, ticks[0]!) : Infinity;
    if (step >= widest + 14) return ticks;
  }
  return roundTicks(x.domain, 1);
}
