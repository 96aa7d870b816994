import { textWidth } from './text-width.ts';

/** An area between two lines, in pixels; `top` is above `bottom` at the same x. */
export interface Area {
  x: readonly number[];
  top: readonly number[];
  bottom: readonly number[];
}

/** The position of a text. */
export interface Spot {
  x: number;
  y: number;
  lines: string[];
}

/**
 * The widest place in an area for the centred lines of a text; null if they fit nowhere.
 *
 * @param size letter size
 * @param margin between the text and the edge of its area
 */
export function spotInside({ x, top, bottom }: Area, lines: string[], size: number, margin = 4): Spot | null {
  const width = Math.max(...lines.map((line) => textWidth(line, size))) + 2 * margin;
  const height = lines.length * (size + 2) + margin;
  const [first, last] = [x[0]!, x.at(-1)!];
  if (last - first < width) return null;
  let best: { spare: number; x: number; y: number } | null = null;
  for (let left = first; left + width <= last; left += 4) {
    let [ceiling, floor] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const end of [left, left + width]) {
      ceiling = Math.max(ceiling, heightAt(x, top, end));
      floor = Math.min(floor, heightAt(x, bottom, end));
    }
    for (let i = 0; i < x.length; i++) {
      if (x[i]! < left || x[i]! > left + width) continue;
      ceiling = Math.max(ceiling, top[i]!);
      floor = Math.min(floor, bottom[i]!);
    }
    const spare = floor - ceiling - height;
    if (spare >= 0 && (best === null || spare > best.spare))
      best = { spare, x: left + width / 2, y: (ceiling + floor) / 2 };
  }
  return best && { x: best.x, y: best.y, lines };
}

function heightAt(x: readonly number[], y: readonly number[], at: number): number {
  const after = Math.max(
    1,
    x.findIndex((value) => value >= at),
  );
  const share = (at - x[after - 1]!) / (x[after]! - x[after - 1]!);
  return y[after - 1]! + share * (y[after]! - y[after - 1]!);
}
