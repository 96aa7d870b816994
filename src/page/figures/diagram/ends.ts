import { type Arrow, type Box, type Diagram, oneArrowAPair } from './diagram.ts';
import { arrowsBack } from './order.ts';

/** A diagram in which arrows to shared ends are replaced by stubs. */
export interface Parted {
  /** boxes between which arrows are drawn */
  boxes: Box[];
  arrows: Arrow[];
  /** for each arrow: the boxes that it joins, and whether it leads back */
  pairs: (readonly [number, number])[];
  isBack: boolean[];
  /** absorbing states that many states lead to, with their marks */
  ends: End[];
  /** by the box that they leave */
  exits: Map<string, Exit[]>;
}

export interface End {
  mark: string;
  box: Box;
}

/** An arrow that is shown as a stub at its box. */
export interface Exit {
  mark: string;
  arrow: Arrow;
}

/** An absorbing state becomes a shared end if at least this many states lead to it. */
const SHARED_BY = 4;

const marks = ['†', '‡', '§', '¶', '‖', '#'];
const BACK_TO_ITSELF = '↻';

/** Arrows into an absorbing state from nearly everywhere would hide all others: they become stubs with a mark. */
export function partEnds(diagram: Diagram): Parted {
  const ends = sharedEnds(diagram);
  const markOf = new Map(ends.map(({ mark, box }) => [box.name, mark]));
  const exits = new Map<string, Exit[]>();
  const arrows: Arrow[] = [];
  for (const arrow of oneArrowAPair(diagram.arrows)) {
    const mark = arrow.from === arrow.to ? BACK_TO_ITSELF : markOf.get(arrow.to);
    if (mark === undefined) arrows.push(arrow);
    else exits.set(arrow.from, [...(exits.get(arrow.from) ?? []), { mark, arrow }]);
  }
  // the start box goes first, into the first layer
  const boxes = diagram.boxes.filter(({ name }) => !markOf.has(name));
  boxes.sort((a, b) => Number(b.kind === 'start') - Number(a.kind === 'start'));
  const index = new Map(boxes.map(({ name }, i) => [name, i]));
  const pairs = arrows.map(({ from, to }) => [index.get(from)!, index.get(to)!] as const);
  return { boxes, arrows, pairs, isBack: arrowsBack(boxes.length, pairs), ends, exits };
}

function sharedEnds({ boxes, arrows }: Diagram): End[] {
  const shared = boxes.filter(({ name, kind }) => {
    const sources = new Set(arrows.filter(({ to }) => to === name).map(({ from }) => from));
    return kind === 'absorbing' && sources.size >= SHARED_BY;
  });
  return shared.map((box, i) => ({
    mark: marks[i % marks.length]!.repeat(1 + Math.floor(i / marks.length)),
    box,
  }));
}

/** For the caption: the meaning of backward arrows and marks, if there are any. */
export function explainArrows(diagram: Diagram): string {
  const { ends, exits, isBack } = partEnds(diagram);
  const sentences: string[] = [];
  if (ends.length > 0) {
    const names = ends.map(({ mark, box }) => `${mark} ${box.title}`).join(', ');
    sentences.push(`Short arrows in the boxes lead to ends that many states share: ${names}.`);
  }
  if (isBack.includes(true)) sentences.push('Dashed arrows lead back.');
  const isLoop = [...exits.values()].flat().some(({ mark }) => mark === BACK_TO_ITSELF);
  if (isLoop) sentences.push(`${BACK_TO_ITSELF} leads back into the same state.`);
  return sentences.join(' ');
}
