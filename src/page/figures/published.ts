import * as Plot from '@observablehq/plot';
import { type Curve, crossings, type Published } from './curves.ts';
import { type Box, overlap } from './labels.ts';
import type { Look } from './look.ts';
import { owned } from './plot-panel.ts';
import { pixelOf, type Scale } from './scales.ts';
import { element, halo, textElement } from './svg.ts';
import { cutTo, textWidth } from './text-width.ts';

/** Radius of a published figure's circle, in pixels. */
const RADIUS = 4;

/** Horizontal shifts of published points in pixels, so that points at one time do not hide each other. */
export function shiftsOf(curves: readonly Curve[]): number[][] {
  const sharing = (at: number) =>
    curves.filter(({ published }) => published.some((point) => point.at === at));
  return curves.map((curve) =>
    curve.published.map(({ at }) => {
      const those = sharing(at);
      return (those.indexOf(curve) - (those.length - 1) / 2) * Math.min(6, 24 / those.length);
    }),
  );
}

/**
 * Open circles with intervals, for one curve.
 *
 * @param isAlone whether there is room for a narrow background around an interval
 */
export function publishedMarks(
  curve: Curve,
  shifts: readonly number[],
  { domain, range }: Scale,
  colour: string,
  isAlone: boolean,
  look: Look,
): Plot.Markish[] {
  if (curve.published.length === 0) return [];
  const pixel = (domain[1] - domain[0]) / (range[1] - range[0]);
  const shown = curve.published.map((point, i) => ({
    ...point,
    x: point.at + shifts[i]! * pixel,
    told: [cutTo(curve.title, 200, 10), point.label].filter((text) => text !== '').join(': '),
  }));
  const own = owned({ 'data-published': curve.name });
  const known = shown.filter(({ lower, upper }) => lower !== null && upper !== null);
  const whiskers = { x: 'x', y1: 'lower', y2: 'upper', strokeLinecap: 'butt' } as const;
  return [
    isAlone ? Plot.ruleX(known, { ...whiskers, stroke: look.paper, strokeWidth: 4.5 }) : null,
    Plot.ruleX(known, { ...whiskers, stroke: colour, strokeWidth: 1.75, ...own }),
    Plot.dot(shown, {
      x: 'x',
      y: 'value',
      r: RADIUS,
      fill: look.paper,
      stroke: colour,
      strokeWidth: 1.75,
      title: 'told',
      ...own,
    }),
  ];
}

/** Labels of published points, for those with free room beside them. */
export function drawPublishedLabels(
  curves: readonly Curve[],
  shifts: readonly (readonly number[])[],
  colours: readonly string[],
  x: Scale,
  y: Scale,
  look: Look,
): string {
  const size = Math.max(11, look.fontSize - 2);
  const points = curves.flatMap((curve, i) =>
    curve.published.map((point, k) => ({
      point,
      colour: colours[i]!,
      place: placeOf(point, shifts[i]![k]!, x, y),
    })),
  );
  const taken: Box[] = points.map(({ place }) => place.box);
  const labels = [];
  for (const { point, colour, place } of points) {
    if (point.label === '') continue;
    const box = placesFor(textWidth(point.label, size), size, place)
      .filter((box) => isInside(box, x, y) && !taken.some((other) => overlap(box, other, 2)))
      .map((box) => ({ box, crossed: crossings(box, curves, x, y) }))
      .sort((a, b) => a.crossed - b.crossed)[0];
    // no label rather than one over a curve; the table has the numbers
    if (!box || box.crossed > 0) continue;
    taken.push(box.box);
    labels.push(
      textElement(point.label, { x: box.box.left, y: box.box.top + size * 0.9, fill: colour, ...halo(look) }),
    );
  }
  return labels.length === 0 ? '' : element('g', { 'font-size': size }, ...labels);
}

interface Place {
  x: number;
  y: number;
  box: Box;
}

function placeOf({ at, value, lower, upper }: Published, shift: number, x: Scale, y: Scale): Place {
  const centre = { x: pixelOf(x, at) + shift, y: pixelOf(y, value) };
  const top = Math.min(pixelOf(y, upper ?? value), centre.y - RADIUS - 1);
  const bottom = Math.max(pixelOf(y, lower ?? value), centre.y + RADIUS + 1);
  return {
    ...centre,
    box: { left: centre.x - RADIUS - 1, top, width: 2 * RADIUS + 2, height: bottom - top },
  };
}

/** Possible places: right and left of the point, slightly higher and lower; above and below its interval. */
function placesFor(width: number, size: number, { x, y, box }: Place): Box[] {
  const height = size * 1.2;
  const levels = [-0.9, 0.9, 0, -1.8, 1.8, -2.7, 2.7].map((lines) => y - height / 2 + lines * height);
  const beside = levels.flatMap((top) => [
    { left: box.left + box.width + 4, top, width, height },
    { left: box.left - 4 - width, top, width, height },
  ]);
  const centred = [box.top - height - 4, box.top + box.height + 4];
  return [...beside, ...centred.map((top) => ({ left: x - width / 2, top, width, height }))];
}

function isInside(box: Box, x: Scale, y: Scale): boolean {
  return (
    box.left >= x.range[0] + 2 &&
    box.left + box.width <= x.range[1] &&
    box.top >= y.range[1] &&
    box.top + box.height <= y.range[0] - 2
  );
}
