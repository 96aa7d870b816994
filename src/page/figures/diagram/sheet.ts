import type { Look } from '../look.ts';
import { tenths } from '../svg.ts';
import { GAP } from './bands.ts';
import type { Box } from './diagram.ts';
import { drawArrow, drawLabel, group, sizeOfLabel } from './draw-arrow.ts';
import { drawBox } from './draw-box.ts';
import { drawEnds } from './draw-ends.ts';
import type { Parted } from './ends.ts';
import { type Gaps, type Laid, type LayeredArrow, layDown } from './layered.ts';
import { type Pen, penOf } from './pen.ts';
import { mostOnASide, PORT } from './ports.ts';
import { turn, turnRoute } from './route.ts';
import { type SizedBox, sizeBox } from './size-box.ts';
import { wrapEvenly } from './wrap.ts';

/** The sizes of a layout, and the direction of its layers. */
export interface Format {
  /** layers run from left to right, else from top to bottom */
  isAcross: boolean;
  /** letter size in pixels */
  size: number;
  /** greatest width of text in a box, and at an arrow, in pixels */
  text: number;
  label: number;
  gaps: Gaps;
}

/** All parts with their sizes, without positions. */
export interface Sizes {
  format: Format;
  pen: Pen;
  boxes: SizedBox[];
  ends: SizedBox[];
  labels: string[][];
  arrows: LayeredArrow[];
}

export const MARGIN = 2;
const LINES_OF_LABEL = 3;
/** A box grows with the number of arrows that touch it, up to this many on a side. */
const MOST_APART = 8;

export function sizesIn({ boxes, arrows, pairs, isBack, ends, exits }: Parted, format: Format): Sizes {
  const pen = penOf(format.size);
  const labels = arrows.map(({ label }) =>
    label === '' ? [] : wrapEvenly(label, format.label, pen.size, LINES_OF_LABEL),
  );
  const layered = arrows.map(({ share }, i): LayeredArrow => {
    const [from, to] = pairs[i]!;
    return { from, to, isBack: isBack[i]!, share, ...alongLayers(format, sizeOfLabel(labels[i]!, pen)) };
  });
  const most = mostOnASide(boxes.length, layered);
  const sized = boxes.map((box, i) => {
    const { width, height, ...text } = sizeBox(box, '', exits.get(box.name) ?? [], format.text, pen);
    const least = 2 * PORT.corner + (Math.min(most[i]!, MOST_APART) - 1) * (PORT.apart - 2);
    return format.isAcross
      ? { ...text, width, height: Math.max(height, least) }
      : { ...text, width: Math.max(width, least), height };
  });
  return {
    ...{ format, pen, boxes: sized, labels, arrows: layered },
    ends: ends.map(({ box, mark }) => sizeBox(box, mark, [], format.text, pen)),
  };
}

/** Width and height, for layers from top to bottom. */
function alongLayers({ isAcross }: Format, { width, height }: { width: number; height: number }) {
  return isAcross ? { width: height, height: width } : { width, height };
}

export function layOut({ format, boxes, arrows }: Sizes): Laid {
  const down = layDown({ boxes: boxes.map((box) => alongLayers(format, box)), arrows }, format.gaps);
  if (!format.isAcross) return down;
  const turned = { centres: down.centres.map(turn), routes: down.routes.map(turnRoute) };
  return { ...down, ...turned, width: down.height, height: down.width };
}

/** A lower bound of a layout's width, given the layers of another layout: layers do not depend on sizes. */
export function leastWidth({ format, boxes, arrows }: Sizes, { layers, passes, labelLayers }: Laid): number {
  const count = Math.max(...layers) + 1;
  // boxes of a layer stand side by side; layers follow each other
  const sums = new Array<number>(count).fill(-format.gaps.arrows);
  const most = new Array<number>(count).fill(0);
  const add = (layer: number, across: number, along: number) => {
    sums[layer]! += across + format.gaps.arrows;
    most[layer] = Math.max(most[layer]!, along);
  };
  for (const [i, box] of boxes.entries()) {
    const { width, height } = alongLayers(format, box);
    add(layers[i]!, width, height);
  }
  for (const [i, { width, height }] of arrows.entries()) {
    for (const layer of passes[i]!) {
      const hasLabel = layer === labelLayers[i]! && width > 0;
      add(layer, hasLabel ? width : 0, hasLabel ? height : 0);
    }
  }
  const along = most.reduce((sum, height) => sum + height, (count - 1) * GAP.least);
  return (format.isAcross ? along : Math.max(...sums)) + 2 * MARGIN;
}

/** Draws a layout in the middle of the look's width, with shared ends below it. */
export function drawSheet(
  { boxes, labels, ends, pen }: Sizes,
  laid: Laid,
  arrows: Parted['arrows'],
  says: (box: Box) => readonly string[],
  look: Look,
): { body: string; height: number } {
  const lines = arrows.map((arrow, i) => {
    const route = laid.routes[i]!;
    const line = drawArrow(route, 1 + 2 * arrow.share, look);
    return group('arrow', arrow.says, line, drawLabel(labels[i]!, route.label, pen, look));
  });
  const drawn = boxes.map((box, i) => drawBox(box, laid.centres[i]!, says(box.box), pen, look));
  const left = tenths((look.width - laid.width) / 2);
  const sheet = `<g transform="translate(${left} ${MARGIN})">${lines.join('')}${drawn.join('')}</g>`;
  const below = drawEnds(ends, laid.height + 2 * MARGIN, says, pen, look);
  return { body: sheet + below.body, height: below.bottom };
}
