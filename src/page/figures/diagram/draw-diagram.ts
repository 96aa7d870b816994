import type { Figure } from '../figure.ts';
import type { Look } from '../look.ts';
import { svgOf } from '../svg.ts';
import { drawCards } from './cards.ts';
import type { Box, Diagram } from './diagram.ts';
import { type Parted, partEnds } from './ends.ts';
import type { Laid } from './layered.ts';
import { penOf } from './pen.ts';
import { drawSheet, type Format, layOut, leastWidth, MARGIN, type Sizes, sizesIn } from './sheet.ts';

/** From this width on, layers may run from left to right. */
const ACROSS_FROM = 700;

const SMALLEST = 11;

/** A layout may turn out narrower by this share than an earlier one suggests. */
const LEEWAY = 0.15;

/** Layouts to try, the widest first; text widths in letters. */
const tries = [
  { isAcross: true, smaller: 0, text: 11.5, label: 7.4, gaps: { boxes: 22, arrows: 16 } },
  { isAcross: true, smaller: 1, text: 9.7, label: 6.7, gaps: { boxes: 16, arrows: 12 } },
  { isAcross: true, smaller: 2, text: 8.7, label: 6.5, gaps: { boxes: 12, arrows: 10 } },
  { isAcross: false, smaller: 0, text: 11.5, label: 8.5, gaps: { boxes: 24, arrows: 14 } },
  { isAcross: false, smaller: 1, text: 10, label: 7, gaps: { boxes: 16, arrows: 10 } },
  { isAcross: false, smaller: 2, text: 8.7, label: 6.5, gaps: { boxes: 10, arrows: 8 } },
];

function formatsFor({ width, fontSize }: Look): Format[] {
  const fitting = tries.filter(({ isAcross }) => !isAcross || width >= ACROSS_FROM);
  return fitting.map(({ isAcross, smaller, text, label, gaps }) => {
    const size = Math.max(SMALLEST, fontSize - smaller);
    return { isAcross, size, text: text * size, label: label * size, gaps };
  });
}

/**
 * Draws a diagram that fits the width of the look: from left to right, else from top to bottom, else as a column of
 * cards.
 */
export function drawDiagram(
  figure: Pick<Figure, 'id' | 'title' | 'caption'>,
  diagram: Diagram,
  look: Look,
): string {
  const parted = partEnds(diagram);
  const says = (box: Box) => [
    box.title,
    ...box.notes,
    ...(parted.exits.get(box.name) ?? []).flatMap(({ arrow }) => arrow.says),
  ];
  const draw = ({ body, height }: { body: string; height: number }) => svgOf(figure, look, height, body);
  for (const { sizes, laid } of layouts(parted, look)) {
    if (laid.width + 2 * MARGIN <= look.width) return draw(drawSheet(sizes, laid, parted.arrows, says, look));
  }
  return draw(drawCards(parted, says, penOf(Math.max(SMALLEST, look.fontSize - 1)), look));
}

/** Layouts in order, skipping those that earlier ones show to be too wide. */
function* layouts(parted: Parted, look: Look): Generator<{ sizes: Sizes; laid: Laid }> {
  if (parted.boxes.length === 0) return;
  let before: { laid: Laid; isAcross: boolean; excess: number } | undefined;
  for (const format of formatsFor(look)) {
    const sizes = sizesIn(parted, format);
    if (before) {
      const least = leastWidth(sizes, before.laid);
      const likely = before.isAcross === format.isAcross ? least * before.excess * (1 - LEEWAY) : least;
      if (Math.max(least, likely) > look.width) continue;
    }
    const laid = layOut(sizes);
    before = { laid, isAcross: format.isAcross, excess: laid.width / leastWidth(sizes, laid) };
    yield { sizes, laid };
  }
}
