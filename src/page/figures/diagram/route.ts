import type { Band } from './bands.ts';

export interface Point {
  x: number;
  y: number;
}

/** One stretch of an arrow: a line with one point, a curve with two that bend it and one that it ends at. */
export type Stretch = Point[];

/** The way of an arrow's line, and its head. */
export interface Route {
  start: Point;
  stretches: Stretch[];
  /** where the head points to, and the direction that it comes from, of length 1 */
  tip: Point;
  heading: Point;
  label: Point;
  isBack: boolean;
}

export const HEAD = 8;

interface ArrowWay {
  /** on the sides of the two boxes */
  start: Point;
  tip: Point;
  /** the bands that it goes through, with those of the boxes */
  stops: readonly { x: number; band: Band }[];
  /** upwards */
  isBack: boolean;
  label: Point;
}

/** From box to box: straight through each band on the way, a bend in each gap between two. */
export function routeArrow({ start, tip, stops, isBack, label }: ArrowWay): Route {
  const heading = isBack ? -1 : 1;
  const nearSide = (band: Band) => (isBack ? band.bottom : band.top);
  const farSide = (band: Band) => (isBack ? band.top : band.bottom);
  const stretches: Stretch[] = [];
  let last = start;
  const lineTo = (y: number) => {
    if (y !== last.y) stretches.push([(last = { x: last.x, y })]);
  };
  const bendTo = (x: number, y: number) => {
    if (Math.abs(x - last.x) < 0.05) return lineTo(y);
    const half = (last.y + y) / 2;
    stretches.push([{ x: last.x, y: half }, { x, y: half }, (last = { x, y })]);
  };
  lineTo(farSide(stops[0]!.band));
  for (const { x, band } of stops.slice(1, -1)) {
    bendTo(x, nearSide(band));
    lineTo(farSide(band));
  }
  bendTo(tip.x, nearSide(stops.at(-1)!.band) - heading * HEAD);
  lineTo(tip.y - heading * HEAD);
  return { start, stretches, tip, heading: { x: 0, y: heading }, label, isBack };
}

/** The same with layers from left to right. */
export function turnRoute(route: Route): Route {
  return {
    ...route,
    start: turn(route.start),
    stretches: route.stretches.map((points) => points.map(turn)),
    tip: turn(route.tip),
    heading: turn(route.heading),
    label: turn(route.label),
  };
}

export function turn({ x, y }: Point): Point {
  return { x: y, y: x };
}
