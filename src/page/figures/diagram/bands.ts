/** A layer of boxes, or of labels between two layers of boxes. */
export interface Band {
  /** position given by dagre */
  middle: number;
  top: number;
  bottom: number;
}

/** Distance between two bands: larger if an arrow moves far sideways there. */
export const GAP = { least: 18, most: 50, perSwing: 0.13 };

/** Bands in order; each is as high as its highest box or label. */
export function bandsOf(things: readonly { middle: number; height: number }[]): Band[] {
  const heights = new Map<number, number>();
  for (const { middle, height } of things) {
    const key = Math.round(middle * 2) / 2;
    heights.set(key, Math.max(heights.get(key) ?? 0, height));
  }
  return [...heights]
    .sort(([a], [b]) => a - b)
    .map(([middle, height]) => ({ middle, top: middle - height / 2, bottom: middle + height / 2 }));
}

/** Places bands below each other, with room between them for the bends of arrows. */
export function spread(
  bands: readonly Band[],
  ways: readonly (readonly { x: number; band: Band }[])[],
): void {
  const swings = new Map<Band, number>();
  for (const way of ways) {
    for (const [i, stop] of way.slice(1).entries()) {
      const before = way[i]!;
      const upper = before.band.middle < stop.band.middle ? before.band : stop.band;
      swings.set(upper, Math.max(swings.get(upper) ?? 0, Math.abs(stop.x - before.x)));
    }
  }
  let top = 0;
  for (const band of bands) {
    const height = band.bottom - band.top;
    band.top = top;
    band.bottom = top + height;
    top = band.bottom + Math.min(GAP.most, GAP.least + GAP.perSwing * (swings.get(band) ?? 0));
  }
}
