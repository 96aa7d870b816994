/**
 * Simplifies paths: fewer points and fewer characters for the same drawing.
 *
 * All coordinates are in pixels.
 */

/** A quarter of a pixel is invisible. */
const TOLERANCE = 0.25;

/**
 * Selects points such that the drawing deviates vertically from the data by no more than the tolerance.
 *
 * @param x non-decreasing
 * @param ys lines that share x (a band has two), each as long as x
 * @param tolerance in pixels
 * @param step whether a value holds until the next point; otherwise points are joined by straight lines
 */
export function pointsToKeep(
  x: ArrayLike<number>,
  ys: readonly ArrayLike<number>[],
  step: boolean,
  tolerance = TOLERANCE,
): number[] {
  const last = x.length - 1;
  if (last < 2) return Array.from(x, (_, i) => i);
  const kept = step ? stepsToKeep(ys, last, tolerance) : cornersToKeep(x, ys, last, tolerance);
  return kept.at(-1) === last ? kept : [...kept, last];
}

function stepsToKeep(ys: readonly ArrayLike<number>[], last: number, tolerance: number): number[] {
  const kept = [0];
  for (let i = 1; i <= last; i++) {
    const drawn = kept.at(-1)!;
    if (ys.some((y) => Math.abs(y[i]! - y[drawn]!) > tolerance)) kept.push(i);
  }
  return kept;
}

/** A line from the last selected point may continue while it passes all later points within the tolerance. */
function cornersToKeep(
  x: ArrayLike<number>,
  ys: readonly ArrayLike<number>[],
  last: number,
  tolerance: number,
): number[] {
  const kept = [0];
  let cones = ys.map(() => [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const);
  for (let i = 1; i <= last; i++) {
    const corner = kept.at(-1)!;
    const run = x[i]! - x[corner]!;
    const fits = ys.every((y, k) => {
      const slope = (y[i]! - y[corner]!) / run;
      return run > 0 && slope >= cones[k]![0] && slope <= cones[k]![1];
    });
    if (!fits && corner < i - 1) {
      kept.push(i - 1);
      cones = ys.map(() => [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const);
      i--;
      continue;
    }
    if (run > 0)
      cones = ys.map((y, k) => {
        const rise = y[i]! - y[corner]!;
        return [
          Math.max(cones[k]![0], (rise - tolerance) / run),
          Math.min(cones[k]![1], (rise + tolerance) / run),
        ];
      });
    else kept.push(i);
  }
  return kept;
}

/**
 * The same path in relative coordinates, rounded to a tenth of a pixel.
 *
 * @param d a path of absolute M, L and Z, as lines and areas have; any other path is returned unchanged
 */
export function compactPath(d: string): string {
  if (/[^MLZ\d\s,.e-]/.test(d)) return d;
  let [x, y] = [0, 0];
  let short = '';
  let command = '';
  const say = (next: string, ...numbers: number[]) => {
    const letter = next === command ? '' : next;
    command = next;
    short += letter + joined(numbers, letter === '');
  };
  for (const [, letter, pair = ''] of d.matchAll(/([MLZ])([^MLZ]*)/g)) {
    if (letter === 'Z') {
      say('z');
      command = '';
      continue;
    }
    const [toX, toY] = pair.split(',').map((number) => Math.round(Number(number) * 10)) as [number, number];
    const [dx, dy] = [toX - x, toY - y];
    [x, y] = [toX, toY];
    if (letter === 'M') say('M', toX, toY);
    else if (dy === 0) dx !== 0 && say('h', dx);
    else if (dx === 0) say('v', dy);
    else say('l', dx, dy);
  }
  return short;
}

/** Tenths as numbers, with separators only where needed. */
function joined(numbers: readonly number[], parted: boolean): string {
  let text = '';
  for (const number of numbers) {
    const shown = String(number / 10).replace(/^(-?)0\./, '$1.');
    const apart = shown.startsWith('-') || (shown.startsWith('.') && text.includes('.'));
    text += ((text !== '' || parted) && !apart ? ' ' : '') + shown;
  }
  return text;
}
