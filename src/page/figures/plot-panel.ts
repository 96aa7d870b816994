import * as Plot from '@observablehq/plot';
import { documentForPlot, markupInside } from './document.ts';
import type { Look } from './look.ts';
import { type Scale, scaleData } from './scales.ts';
import { element, textElement } from './svg.ts';
import { cutTo } from './text-width.ts';

/** The part of a figure between two scales, in the figure's coordinates. */
export interface Panel {
  x: Scale;
  y: Scale;
  /** null: no axis */
  xTicks: { at: readonly number[]; shown: (value: number) => string } | null;
  yTicks: { at: readonly number[]; shown: (value: number) => string } | null;
  /** which grid lines are drawn, besides the axis of x at the bottom */
  grid: 'x' | 'y' | 'none';
  tickSize: number;
}

/** A panel drawn by Plot: grid, marks, axes. Its scales are stored in `data-x` and `data-y`. */
export function drawPanel(
  { x, y, xTicks, yTicks, grid, tickSize }: Panel,
  marks: Plot.Markish[],
  look: Look,
): string {
  const lines = { stroke: look.faint, strokeOpacity: 1 };
  const svg = Plot.plot({
    document: documentForPlot(),
    width: look.width,
    height: y.range[0] + 30,
    marginLeft: x.range[0],
    marginRight: look.width - x.range[1],
    marginTop: y.range[1],
    marginBottom: 30,
    // axes are marks, if there are any
    axis: null,
    x: { type: x.type, domain: [...x.domain], range: [...x.range] },
    y: { type: y.type, domain: [...y.domain], range: [...y.range] },
    marks: [
      grid === 'y' && yTicks ? Plot.gridY([...yTicks.at], lines) : null,
      grid === 'x' && xTicks ? Plot.gridX([...xTicks.at], lines) : null,
      ...marks,
      Plot.ruleY([y.domain[0]], { stroke: look.soft }),
      xTicks &&
        Plot.axisX([...xTicks.at], {
          label: null,
          // labels are given as texts: with a format, Plot would leave some of them empty on a log scale
          text: (value: number) => xTicks.shown(value),
          tickSize: 5,
          tickPadding: 4,
          fontSize: tickSize,
          color: look.soft,
        }),
      yTicks &&
        Plot.axisY([...yTicks.at], {
          label: null,
          text: (value: number) => yTicks.shown(value),
          tickSize: 0,
          tickPadding: 8,
          fontSize: tickSize,
          color: look.soft,
        }),
    ],
  });
  return element(
    'g',
    { 'data-x': scaleData(x), 'data-y': scaleData(y), 'text-anchor': 'middle' },
    markupInside(svg),
  );
}

/** For a mark: attributes of its group, so that programs know to which curve it belongs. */
export function owned(attributes: Record<string, string>): { render: Plot.RenderFunction } {
  return rendered((group) => setAll(group, attributes));
}

/** For a mark: attributes of each of its elements, by datum. */
export function ownedEach(attributesOf: (datum: number) => Record<string, string>): {
  render: Plot.RenderFunction;
} {
  return rendered((group, index) => {
    for (const [i, child] of [...group.children].entries()) setAll(child, attributesOf(index[i]!));
  });
}

interface Drawn {
  children: Iterable<Drawn>;
  setAttribute(name: string, value: string): void;
}

function rendered(change: (group: Drawn, index: number[]) => void): { render: Plot.RenderFunction } {
  return {
    render: (index, scales, values, dimensions, context, next) => {
      const group = next!(index, scales, values, dimensions, context);
      change(group as unknown as Drawn, index);
      return group;
    },
  };
}

function setAll(element: Drawn, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** The label below the axis, centred below the panel and cut to the room. */
export function drawXLabel(
  label: string,
  { x, y, small }: { x: Scale; y: Scale; small: number },
  look: Look,
): string {
  const room = 2 * Math.min(look.width - (x.range[0] + x.range[1]) / 2, (x.range[0] + x.range[1]) / 2);
  return textElement(
    cutTo(label, room, small),
    {
      x: (x.range[0] + x.range[1]) / 2,
      y: y.range[0] + 22 + small,
      'text-anchor': 'middle',
      'font-size': small,
      fill: look.soft,
    },
    label,
  );
}
