import { drawArrow, drawLabel, group } from './diagram/draw-arrow.ts';
import { type Pen, penOf } from './diagram/pen.ts';
import type { Point } from './diagram/route.ts';
import { wrapEvenly } from './diagram/wrap.ts';
import type { Figure, FigureTable } from './figure.ts';
import type { Look } from './look.ts';
import { element, svgOf, textElement } from './svg.ts';
import { textWidth } from './text-width.ts';

/** A hypothesis with its share of alpha. */
export interface GraphNode {
  name: string;
  /** below the name: `alpha 0.005` */
  note: string;
}

/** The share of the alpha of one that goes to another. */
export interface GraphArrow {
  from: number;
  to: number;
  label: string;
}

const MARGIN = 12;
const PADDING = { x: 12, y: 8 };
/** An arrow bends to its left by this share of its length, so that one back does not lie on it. */
const BEND = 0.16;
/** Where an arrow's label stands on it: two that cross in the middle keep their labels apart. */
const AT = 0.38;

/** A graph of hypotheses: nodes on an ellipse, an arrow for each transition. */
export function testGraphFigure(
  about: Pick<Figure, 'id' | 'title' | 'caption'>,
  nodes: readonly GraphNode[],
  arrows: readonly GraphArrow[],
  table: FigureTable,
): Figure {
  return { ...about, table, draw: (look) => drawGraph(about, nodes, arrows, look) };
}

interface Placed extends GraphNode {
  lines: string[];
  centre: Point;
  width: number;
  height: number;
}

function drawGraph(
  about: Pick<Figure, 'id' | 'title' | 'caption'>,
  nodes: readonly GraphNode[],
  arrows: readonly GraphArrow[],
  look: Look,
): string {
  const pen = penOf(look.fontSize);
  const { placed, height } = place(nodes, look.width, pen);
  const drawn = arrows.map((arrow) => routeOf(arrow, placed));
  const body = [
    ...drawn.map(({ start, control, tip, heading }, i) =>
      group(
        'arrow',
        [`${nodes[arrows[i]!.from]!.name} to ${nodes[arrows[i]!.to]!.name}: ${arrows[i]!.label}`],
        drawArrow({ start, stretches: [cubic(start, control, tip)], tip, heading, isBack: false }, 1.3, look),
      ),
    ),
    ...drawn.map(({ label }, i) => drawLabel([arrows[i]!.label], label, pen, look)),
    ...placed.map((node) => drawNode(node, pen, look)),
  ];
  return svgOf(about, look, height, body.join(''));
}

/** Two nodes side by side, or one above the other where there is no room; more on an ellipse. */
function place(nodes: readonly GraphNode[], width: number, pen: Pen): { placed: Placed[]; height: number } {
  const most = Math.max(70, Math.min(180, width * (nodes.length > 4 ? 0.26 : 0.34)) - 2 * PADDING.x);
  const sized = nodes.map((node) => {
    const lines = wrapEvenly(node.name, most, pen.bold, 3);
    const widest = Math.max(
      ...lines.map((line) => textWidth(line, pen.bold)),
      textWidth(node.note, pen.size),
    );
    return {
      ...node,
      lines,
      width: widest + 2 * PADDING.x,
      height: (lines.length + 1) * pen.line + 2 * PADDING.y,
    };
  });
  const widest = Math.max(...sized.map((node) => node.width));
  const tallest = Math.max(...sized.map((node) => node.height));
  const room = width - 2 * MARGIN - widest;
  const isTall = room < widest * 1.1;
  const count = nodes.length;
  const isRow = count === 2 && !isTall;
  const rx = Math.max(0, Math.min(room / 2, isRow || count === 4 ? 190 : 280));
  // each node of an ellipse needs some of its length, more where they stand close
  const each = tallest + (isTall ? 56 : 30);
  const ry =
    count === 1 || isRow
      ? 0
      : Math.max(count === 4 ? each / 1.6 : 80, (count * each) / (!isTall ? 3.4 : count > 4 ? 2 : 3));
  const first = count === 2 && !isTall ? Math.PI : -Math.PI / 2;
  const centres = sized.map((_, i): Point => {
    // four stand in two rows, in reading order
    if (count === 4) return { x: i % 2 === 0 ? -rx : rx, y: i < 2 ? -ry : ry };
    const angle = first + (2 * Math.PI * i) / count;
    return count === 1 ? { x: 0, y: 0 } : { x: rx * Math.cos(angle), y: ry * Math.sin(angle) };
  });
  // arrows along the edge bend outwards
  const bend = count > 1 ? 2 * rx * BEND * 0.6 : 0;
  const top = Math.min(...centres.map(({ y }, i) => y - sized[i]!.height / 2));
  const bottom = Math.max(...centres.map(({ y }, i) => y + sized[i]!.height / 2));
  const above = MARGIN + (isRow || count === 4 ? Math.max(0, bend - tallest / 2 + pen.line) : 0);
  const placed = sized.map((node, i) => ({
    ...node,
    centre: { x: width / 2 + centres[i]!.x, y: centres[i]!.y - top + above },
  }));
  return { placed, height: bottom - top + 2 * above };
}

function routeOf({ from, to }: GraphArrow, placed: readonly Placed[]) {
  const [one, other] = [placed[from]!, placed[to]!];
  const [a, b] = [one.centre, other.centre];
  const control = {
    x: (a.x + b.x) / 2 + (b.y - a.y) * BEND,
    y: (a.y + b.y) / 2 - (b.x - a.x) * BEND,
  };
  const on = (t: number): Point => ({
    x: (1 - t) * (1 - t) * a.x + 2 * t * (1 - t) * control.x + t * t * b.x,
    y: (1 - t) * (1 - t) * a.y + 2 * t * (1 - t) * control.y + t * t * b.y,
  });
  let [leaves, arrives] = [0, 1];
  const STEP = 1 / 256;
  while (leaves < 0.5 && isInside(on(leaves), one, 3)) leaves += STEP;
  while (arrives > 0.5 && isInside(on(arrives), other, 4)) arrives -= STEP;
  const [start, tip] = [on(leaves), on(arrives)];
  const before = on(arrives - 0.03);
  const length = Math.sqrt((tip.x - before.x) ** 2 + (tip.y - before.y) ** 2) || 1;
  // the control point of the part of the curve between the boxes
  const blend = (p: Point, q: Point, t: number): Point => ({
    x: p.x + (q.x - p.x) * t,
    y: p.y + (q.y - p.y) * t,
  });
  const inner = blend(blend(a, control, leaves), blend(control, b, leaves), arrives);
  return {
    start,
    control: inner,
    tip,
    heading: { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length },
    label: on(leaves + (arrives - leaves) * AT),
  };
}

/** A quadratic curve as a cubic one. */
function cubic(start: Point, control: Point, end: Point): Point[] {
  const towards = (from: Point): Point => ({
    x: from.x + ((control.x - from.x) * 2) / 3,
    y: from.y + ((control.y - from.y) * 2) / 3,
  });
  return [towards(start), towards(end), end];
}

function isInside({ x, y }: Point, { centre, width, height }: Placed, beyond: number): boolean {
  return Math.abs(x - centre.x) < width / 2 + beyond && Math.abs(y - centre.y) < height / 2 + beyond;
}

function drawNode({ name, note, lines, centre, width, height }: Placed, pen: Pen, look: Look): string {
  const top = centre.y - height / 2;
  const text = (line: string, i: number, more: Record<string, string | number>) =>
    textElement(line, {
      x: centre.x,
      y: top + PADDING.y + (i + 0.5) * pen.line + pen.size * 0.35,
      'text-anchor': 'middle',
      'font-size': pen.size,
      ...more,
    });
  return group(
    'box',
    [name, note],
    element('rect', {
      ...{ x: centre.x - width / 2, y: top, width, height, rx: 10, fill: look.paper },
      ...{ stroke: look.series[0]!, 'stroke-width': 1.6 },
    }),
    ...lines.map((line, i) => text(line, i, { 'font-weight': 600 })),
    text(note, lines.length, { fill: look.soft }),
  );
}
