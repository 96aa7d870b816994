/** Distance from the corner of a box to its outermost arrow, and between two arrows, if there is room. */
export const PORT = { corner: 11, apart: 14 };

interface Arrow {
  from: number;
  to: number;
  isBack: boolean;
}

interface Side {
  box: number;
  touching: { arrow: number; end: 'start' | 'end'; next: number }[];
}

/**
 * Where arrows leave and reach their boxes: straight above or below their next point if the box is that wide, with
 * distances between them.
 *
 * @param ways by arrow, x of its points between the boxes
 */
export function portsOf(
  boxes: readonly { x: number; width: number }[],
  arrows: readonly Arrow[],
  ways: readonly (readonly number[])[],
): { start: number; end: number }[] {
  const ports = arrows.map(({ from, to }) => ({ start: boxes[from]!.x, end: boxes[to]!.x }));
  const next = {
    start: (i: number) => ways[i]![0] ?? boxes[arrows[i]!.to]!.x,
    end: (i: number) => ways[i]!.at(-1) ?? boxes[arrows[i]!.from]!.x,
  };
  for (const { box, touching } of sidesOf(boxes.length, arrows, next)) {
    const { x, width } = boxes[box]!;
    touching.sort((a, b) => a.next - b.next || a.arrow - b.arrow);
    const reach = Math.max(0, width / 2 - PORT.corner);
    const apart = Math.min(PORT.apart, (2 * reach) / Math.max(1, touching.length - 1));
    const kept = keepApart(
      touching.map(({ next }) => next),
      apart,
      x - reach,
      x + reach,
    );
    for (const [i, { arrow, end }] of touching.entries()) ports[arrow]![end] = kept[i]!;
  }
  return ports;
}

/** The larger of the numbers of arrows that touch a box on its two sides. */
export function mostOnASide(boxes: number, arrows: readonly Arrow[]): number[] {
  const most = new Array<number>(boxes).fill(0);
  const nowhere = { start: () => 0, end: () => 0 };
  for (const { box, touching } of sidesOf(boxes, arrows, nowhere))
    most[box] = Math.max(most[box]!, touching.length);
  return most;
}

function sidesOf(
  boxes: number,
  arrows: readonly Arrow[],
  next: Record<'start' | 'end', (arrow: number) => number>,
): Side[] {
  const above = Array.from({ length: boxes }, (_, box): Side => ({ box, touching: [] }));
  const below = Array.from({ length: boxes }, (_, box): Side => ({ box, touching: [] }));
  for (const [i, { from, to, isBack }] of arrows.entries()) {
    (isBack ? above : below)[from]!.touching.push({ arrow: i, end: 'start', next: next.start(i) });
    (isBack ? below : above)[to]!.touching.push({ arrow: i, end: 'end', next: next.end(i) });
  }
  return [...above, ...below];
}

/** Moves increasing positions as little as possible, so that they keep a distance within their limits. */
function keepApart(wanted: readonly number[], apart: number, low: number, high: number): number[] {
  const kept = [...wanted];
  for (let i = 0; i < kept.length; i++)
    kept[i] = Math.min(high, Math.max(kept[i]!, i === 0 ? low : kept[i - 1]! + apart));
  for (let i = kept.length - 2; i >= 0; i--) kept[i] = Math.min(kept[i]!, kept[i + 1]! - apart);
  return kept;
}
