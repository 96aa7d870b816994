/** From one height to another, which is not smaller. */
export interface Span {
  from: number;
  to: number;
}

const APART = 6;

/** Assigns each span a lane, from 0, so that spans in a lane do not touch; short spans get the first lanes. */
export function laneOf<Key>(spans: ReadonlyMap<Key, Span>): Map<Key, number> {
  const lanes: Span[][] = [];
  const taken = new Map<Key, number>();
  const byLength = [...spans].sort(([, a], [, b]) => a.to - a.from - (b.to - b.from));
  for (const [key, span] of byLength) {
    const isFree = (others: readonly Span[]) =>
      others.every(({ from, to }) => to + APART < span.from || span.to + APART < from);
    let lane = lanes.findIndex(isFree);
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]!.push(span);
    taken.set(key, lane);
  }
  return taken;
}
