import type { Band } from './bands.ts';

export interface Point {
  x: number;
  y: number;
}

/** A segment of an arrow: a line with one point, or a curve with two control points and an end point. */
export type Stretch = Point[];

/** The line of an arrow, and its head. */
export interface Route {
  start: Point;
  stretches: Stretch[];
  /** tip of the head, and its direction as a unit vector */
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
  /** the bands that it crosses, including those of the boxes */
  stops: readonly { x: number; band: Band }[];
  /** whether it goes upwards */
  isBack: boolean;
  label: Point;
}

/** A route from box to box: straight through each band, with a bend in each gap between bands. */
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

/** The same route for layers from left to right. */
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
