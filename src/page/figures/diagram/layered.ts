import { Graph, layout } from '@dagrejs/dagre';
import { type Band, bandsOf, spread } from './bands.ts';
import { portsOf } from './ports.ts';
import { type Point, type Route, routeArrow } from './route.ts';

/** The input of the layout: boxes, and arrows between two of them, by index, with room for a label. */
export interface Layered {
  boxes: { width: number; height: number }[];
  arrows: LayeredArrow[];
}

export interface LayeredArrow {
  from: number;
  to: number;
  /** the other arrows form no cycle */
  isBack: boolean;
  /** size of its label */
  width: number;
  height: number;
  /** share of all patients: arrows of many patients are drawn straight */
  share: number;
}

export interface Gaps {
  /** distance between boxes of a layer, and between arrows that pass through it */
  boxes: number;
  arrows: number;
}

/** Positions in a plane, with layers from top to bottom. */
export interface Laid {
  width: number;
  height: number;
  /** in the order of the boxes: their centres, and their layers */
  centres: Point[];
  layers: number[];
  /** in the order of the arrows: their routes, and the layers that they pass through, including that of the label */
  routes: Route[];
  passes: number[][];
  labelLayers: number[];
}

interface Edge {
  points: Point[];
  x?: number;
  y?: number;
}

/**
 * Lays boxes out in layers. Arrows pass straight through layers and bend only between them, so that none crosses a box
 * or a label.
 *
 * dagre finds the layers and the positions within them (after Gansner et al. 1993; Brandes and Köpf 2002); distances
 * between layers and routes of arrows are computed here.
 */
export function layDown({ boxes, arrows }: Layered, gaps: Gaps): Laid {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: gaps.boxes, edgesep: gaps.arrows, ranksep: 40 });
  for (const [i, { width, height }] of boxes.entries()) graph.setNode(String(i), { width, height });
  for (const [i, { from, to, isBack, width, height, share }] of arrows.entries()) {
    const [upper, lower] = isBack ? [to, from] : [from, to];
    const weight = 1 + Math.round(4 * share);
    graph.setEdge(String(upper), String(lower), { width, height, weight, labelpos: 'c' }, String(i));
  }
  layout(graph);
  const found = boxes.map((_, i) => graph.node(String(i)) as unknown as Point);
  const edges = arrows.map(({ from, to, isBack }, i): Edge => {
    const [upper, lower] = isBack ? [to, from] : [from, to];
    const edge = graph.edge(String(upper), String(lower), String(i)) as unknown as Edge;
    return isBack ? { ...edge, points: edge.points.toReversed() } : edge;
  });

  const labels = arrows.map(({ height }, i) => ({ middle: edges[i]!.y, height }));
  const bands = bandsOf([
    ...found.map(({ y }, i) => ({ middle: y, height: boxes[i]!.height })),
    ...labels.flatMap(({ middle, height }) => (middle === undefined ? [] : [{ middle, height }])),
    ...edges.flatMap(({ points }) => points.slice(1, -1).map(({ y }) => ({ middle: y, height: 0 }))),
  ]);
  const bandAt = (y: number): Band =>
    bands.reduce((best, band) => (Math.abs(band.middle - y) < Math.abs(best.middle - y) ? band : best));
  const home = found.map(({ y }) => bandAt(y));
  const ways = edges.map(({ points }) => points.slice(1, -1).map(({ x, y }) => ({ x, band: bandAt(y) })));
  const ports = portsOf(
    boxes.map(({ width }, i) => ({ x: found[i]!.x, width })),
    arrows,
    ways.map((way) => way.map(({ x }) => x)),
  );
  const stops = arrows.map(({ from, to }, i) => [
    { x: ports[i]!.start, band: home[from]! },
    ...ways[i]!,
    { x: ports[i]!.end, band: home[to]! },
  ]);
  spread(bands, stops);

  const middleOf = ({ top, bottom }: Band) => (top + bottom) / 2;
  const centres = found.map(({ x }, i) => ({ x, y: middleOf(home[i]!) }));
  const labelBands = edges.map(({ y }, i) => (y === undefined ? home[arrows[i]!.from]! : bandAt(y)));
  const routes = arrows.map(({ from, to, isBack }, i) => {
    const side = (box: number, isUpper: boolean) =>
      centres[box]!.y + (boxes[box]!.height / 2) * (isUpper ? -1 : 1);
    return routeArrow({
      start: { x: ports[i]!.start, y: side(from, isBack) },
      tip: { x: ports[i]!.end, y: side(to, !isBack) },
      stops: stops[i]!,
      isBack,
      label: { x: edges[i]!.x ?? 0, y: middleOf(labelBands[i]!) },
    });
  });
  const { width } = graph.graph() as { width: number };
  const indexOf = (band: Band) => bands.indexOf(band);
  return {
    ...{ width, height: bands.at(-1)!.bottom, centres, routes },
    layers: home.map(indexOf),
    passes: ways.map((way) => way.map(({ band }) => indexOf(band))),
    labelLayers: labelBands.map(indexOf),
  };
}
