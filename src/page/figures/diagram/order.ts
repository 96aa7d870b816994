/** Pairs of box indices, none from a box to itself. */
type Arrows = readonly (readonly [number, number])[];

/**
 * The arrows that lead back, without which there are no cycles: those that a depth-first search from the first box
 * finds to lead to a box on its path.
 */
export function arrowsBack(boxes: number, arrows: Arrows): boolean[] {
  const isBack = arrows.map(() => false);
  const out = arrowsOut(boxes, arrows);
  const [onTheWay, done] = [1, 2];
  const state = new Uint8Array(boxes);
  const visit = (box: number): void => {
    state[box] = onTheWay;
    for (const i of out[box]!) {
      const to = arrows[i]![1];
      if (state[to] === onTheWay) isBack[i] = true;
      else if (state[to] !== done) visit(to);
    }
    state[box] = done;
  };
  for (let box = 0; box < boxes; box++) if (state[box] === 0) visit(box);
  return isBack;
}

/** All boxes in topological order without the backward arrows; targets follow their sources as closely as possible. */
export function forwardOrder(boxes: number, arrows: Arrows, isBack: readonly boolean[]): number[] {
  const out = arrowsOut(boxes, arrows);
  const waitsFor = new Uint32Array(boxes);
  for (const [i, [, to]] of arrows.entries()) if (!isBack[i]) waitsFor[to]!++;
  const ready: number[] = [];
  for (let box = boxes - 1; box >= 0; box--) if (waitsFor[box] === 0) ready.push(box);
  const order: number[] = [];
  while (ready.length > 0) {
    const box = ready.pop()!;
    order.push(box);
    for (const i of out[box]!.toReversed()) {
      const to = arrows[i]![1];
      if (!isBack[i] && --waitsFor[to]! === 0) ready.push(to);
    }
  }
  return order;
}

/** By box, the arrows that leave it. */
function arrowsOut(boxes: number, arrows: Arrows): number[][] {
  const out: number[][] = Array.from({ length: boxes }, () => []);
  for (const [i, [from]] of arrows.entries()) out[from]!.push(i);
  return out;
}
