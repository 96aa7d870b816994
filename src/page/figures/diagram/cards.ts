import type { Look } from '../look.ts';
import { type Card, cardOf } from './card.ts';
import type { Arrow, Box } from './diagram.ts';
import { drawArrow, group } from './draw-arrow.ts';
import { drawCard } from './draw-card.ts';
import type { Exit, Parted } from './ends.ts';
import { laneOf, type Span } from './lanes.ts';
import { forwardOrder } from './order.ts';
import type { Pen } from './pen.ts';
import type { Route } from './route.ts';

const BETWEEN = 14;
const WIDEST = 460;
const MARGIN = 2;
/** largest distance between lines beside the cards, and their largest share of the width on one side */
const LANE = { apart: 11, share: 0.26 };
const HEAD = 7;
/** distance from a card to the first lane */
const TO_LANES = HEAD + 5;

/** Lines to the same card, on one side of the cards. */
interface Side {
  lanes: Map<string, number>;
  apart: number;
  room: number;
}

/**
 * The diagram in one column, for narrow pages: a card for each state, with a list of its transitions and lines beside
 * the cards, forward ones on the right, backward ones on the left. Lines to the same card share their last stretch.
 */
export function drawCards(
  parted: Parted,
  says: (box: Box) => readonly string[],
  pen: Pen,
  look: Look,
): { body: string; height: number } {
  const order = forwardOrder(parted.boxes.length, parted.pairs, parted.isBack);
  const boxes = [...order.map((i) => parted.boxes[i]!), ...parted.ends.map(({ box }) => box)];
  const backs = new Set(parted.arrows.filter((_, i) => parted.isBack[i]));
  const isBack = (arrow: Arrow) => backs.has(arrow);
  const sideOf = (cards: readonly Card[], back: boolean) => laneSide(cards, back, isBack, look);

  // lanes depend on the heights of cards, and heights on the width that lanes leave: start from a guess
  const guess = stack(parted, boxes, look.width * (1 - LANE.share), pen);
  const [left, right] = [sideOf(guess, true), sideOf(guess, false)];
  const width = Math.min(WIDEST, look.width - left.room - right.room);
  const cards = stack(parted, boxes, width, pen);
  const spare = look.width - left.room - right.room - width;
  const edge = left.room + spare / 2;

  const cardOfName = new Map(cards.map((card) => [card.box.name, card]));
  const lines = cards.flatMap(({ rows }) =>
    rows.flatMap(({ arrow, isShort, y }) => {
      if (isShort) return [];
      const back = isBack(arrow);
      const { lanes, apart } = back ? left : right;
      const beside = TO_LANES + lanes.get(arrow.to)! * apart;
      const [start, lane] = back ? [edge, edge - beside] : [edge + width, edge + width + beside];
      const route = aroundCards({ x: start, y }, lane, cardOfName.get(arrow.to)!.entry, back);
      return group('arrow', arrow.says, drawArrow(route, 1 + 2 * arrow.share, look, HEAD));
    }),
  );
  const drawn = cards.map((card) => drawCard(card, { left: edge, width }, isBack, says(card.box), pen, look));
  const last = cards.at(-1);
  return { body: [...lines, ...drawn].join(''), height: last ? last.top + last.height + MARGIN : 1 };
}

function stack(parted: Parted, boxes: readonly Box[], width: number, pen: Pen): Card[] {
  const marks = new Map(parted.ends.map(({ box, mark }) => [box.name, mark]));
  const titles = new Map(boxes.map(({ name, title }) => [name, title]));
  let top = MARGIN;
  return boxes.map((box) => {
    const drawn = parted.arrows
      .filter(({ from }) => from === box.name)
      .map((arrow): Exit => ({ arrow, mark: '' }));
    const out = [...drawn, ...(parted.exits.get(box.name) ?? [])];
    const card = cardOf(
      box,
      marks.get(box.name) ?? '',
      out,
      (name) => titles.get(name)!,
      { top, width },
      pen,
    );
    top += card.height + BETWEEN;
    return card;
  });
}

function laneSide(
  cards: readonly Card[],
  back: boolean,
  isBack: (arrow: Arrow) => boolean,
  { width }: Look,
): Side {
  const entries = new Map(cards.map(({ box, entry }) => [box.name, entry]));
  const spans = new Map<string, Span>();
  for (const { arrow, isShort, y } of cards.flatMap(({ rows }) => rows)) {
    if (isShort || isBack(arrow) !== back) continue;
    const entry = entries.get(arrow.to)!;
    const { from, to } = spans.get(arrow.to) ?? { from: entry, to: entry };
    spans.set(arrow.to, { from: Math.min(from, y), to: Math.max(to, y) });
  }
  const lanes = laneOf(spans);
  const count = Math.max(-1, ...lanes.values()) + 1;
  if (count === 0) return { lanes, apart: 0, room: MARGIN };
  const apart = Math.min(LANE.apart, (width * LANE.share - TO_LANES) / Math.max(1, count - 1));
  return { lanes, apart, room: TO_LANES + (count - 1) * apart + 2 * MARGIN };
}

/** A line from a card along a lane to another card. */
function aroundCards(
  start: Route['start'],
  lane: number,
  entry: number,
  isBack: boolean,
): Omit<Route, 'label'> {
  const outward = isBack ? -1 : 1;
  const down = Math.sign(entry - start.y);
  const bend = Math.min(5, Math.abs(lane - start.x), Math.abs(entry - start.y) / 2);
  const [first, second] = [
    { x: lane, y: start.y },
    { x: lane, y: entry },
  ];
  return {
    ...{ start, isBack, tip: { x: start.x, y: entry }, heading: { x: -outward, y: 0 } },
    stretches: [
      [{ x: lane - outward * bend, y: start.y }],
      [first, first, { x: lane, y: start.y + down * bend }],
      [{ x: lane, y: entry - down * bend }],
      [second, second, { x: lane - outward * bend, y: entry }],
      [{ x: start.x + outward * HEAD, y: entry }],
    ],
  };
}
