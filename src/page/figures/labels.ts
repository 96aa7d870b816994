/**
 * Places labels at wanted heights without overlaps.
 *
 * Overlapping labels become a block, centred at the mean of its wanted heights; touching blocks are merged. This is
 * least squares under order constraints, solved by pooling neighbours (Ayer et al. 1955).
 *
 * @param wanted centres, in pixels, in any order
 * @param heights of the labels, including the gaps between them
 * @param top of the allowed range, as `bottom` its end; labels that need more room extend beyond the bottom
 * @returns centres, in the order given
 */
export function spread(
  wanted: readonly number[],
  heights: readonly number[],
  top: number,
  bottom: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const blocks: { members: number[]; height: number; start: number }[] = [];
  for (const i of order) {
    let block = { members: [i], height: heights[i]!, start: wanted[i]! - heights[i]! / 2 };
    for (
      let above = blocks.at(-1);
      above && above.start + above.height > block.start;
      above = blocks.at(-1)
    ) {
      blocks.pop();
      block = pooled([...above.members, ...block.members], wanted, heights);
    }
    blocks.push(block);
  }
  const centres = wanted.slice();
  for (const { members, start } of blocks) {
    let y = start;
    for (const i of members) {
      centres[i] = y + heights[i]! / 2;
      y += heights[i]!;
    }
  }
  return within(centres, order, heights, top, bottom);
}

function pooled(members: number[], wanted: readonly number[], heights: readonly number[]) {
  let height = 0;
  let starts = 0;
  for (const i of members) {
    starts += wanted[i]! - heights[i]! / 2 - height;
    height += heights[i]!;
  }
  return { members, height, start: starts / members.length };
}

/** Pushes labels up from the bottom, then down from the top. */
function within(
  centres: number[],
  order: readonly number[],
  heights: readonly number[],
  top: number,
  bottom: number,
): number[] {
  let limit = bottom;
  for (const i of order.toReversed()) {
    centres[i] = Math.min(centres[i]!, limit - heights[i]! / 2);
    limit = centres[i]! - heights[i]! / 2;
  }
  limit = top;
  for (const i of order) {
    centres[i] = Math.max(centres[i]!, limit + heights[i]! / 2);
    limit = centres[i]! + heights[i]! / 2;
  }
  return centres;
}

/** A rectangle in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function overlap(a: Box, b: Box, gap = 0): boolean {
  return (
    a.left < b.left + b.width + gap &&
    b.left < a.left + a.width + gap &&
    a.top < b.top + b.height + gap &&
    b.top < a.top + a.height + gap
  );
}
