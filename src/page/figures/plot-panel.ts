import * as Plot from '@observablehq/plot';
import { documentForPlot, markupInside } from './document.ts';
import type { Look } from './look.ts';
import { type Scale, scaleData } from './scales.ts';
import { element } from './svg.ts';

/** The part of a figure between two scales, in the figure's own coordinates. */
export interface Panel {
  x: Scale;
  y: Scale;
  /** null: no axis */
  xTicks: { at: readonly number[]; shown: (value: number) => string } | null;
  yTicks: { at: readonly number[]; shown: (value: number) => string } | null;
  /** which lines of the grid there are, beside the axis of x at the bottom */
  grid: 'x' | 'y' | 'none';
  tickSize: number;
}

/** A panel drawn by Plot: grid, the marks, axes. Says what its scales are in `data-x` and `data-y`. */
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
    // axes are marks, as far as there are any
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
          // not as a format: on a log scale Plot would leave some of them empty
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

/** For a mark: attributes on the elements that it draws, so that a reader knows whose they are. */
export function tagged(attributesOf: (datum: number) => Record<string, string>): {
  render: Plot.RenderFunction;
} {
  return {
    render: (index, scales, values, dimensions, context, next) => {
      const group = next!(index, scales, values, dimensions, context);
      const children = [...(group as unknown as { children: Iterable<Tagged> }).children];
      for (const [i, child] of children.entries())
        for (const [name, value] of Object.entries(attributesOf(index[i]!))) child.setAttribute(name, value);
      return group;
    },
  };
}

interface Tagged {
  setAttribute(name: string, value: string): void;
}
