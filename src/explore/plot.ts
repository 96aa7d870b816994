import { roundStep, roundTicks } from '../page/figures/scales.ts';

/** The frame of a plot over time, in pixels. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A plot's frame with its scales: time to the right, a value upwards. */
export interface Plot extends Frame {
  horizon: number;
  lowest: number;
  highest: number;
  x(time: number): number;
  y(value: number): number;
  timeTicks: number[];
  valueTicks: number[];
}

const margins = { left: 46, right: 12, top: 10, bottom: 40 };

export function plotOf(
  { width, height }: Pick<Frame, 'width' | 'height'>,
  { horizon, lowest, highest }: Pick<Plot, 'horizon' | 'lowest' | 'highest'>,
): Plot {
  const frame = { ...margins, width, height };
  const across = width - frame.left - frame.right;
  const down = height - frame.top - frame.bottom;
  return {
    ...{ ...frame, horizon, lowest, highest },
    x: (time) => frame.left + (across * time) / horizon,
    y: (value) => frame.top + (down * (highest - value)) / (highest - lowest),
    timeTicks: timeTicksOf(horizon, Math.max(2, Math.floor(across / 70))),
    valueTicks: roundTicks([lowest, highest], 5),
  };
}

/** Round times up to the horizon, about as many as asked for; by dozens where the horizon is one of them, as months are. */
function timeTicksOf(horizon: number, count: number): number[] {
  if (horizon % 12 !== 0) return roundTicks([0, horizon], count);
  const step = 12 * Math.max(1, Math.ceil(roundStep(horizon / count / 12)));
  return Array.from({ length: Math.floor(horizon / step) + 1 }, (_, i) => i * step);
}

const two = (pixels: number) => pixels.toFixed(2);

/** The path of a curve; it ends before the first value that is not a number. */
export function lineOf({ x, y }: Plot, times: readonly number[], values: readonly number[]): string {
  const points: string[] = [];
  for (let i = 0; i < times.length && !Number.isNaN(values[i]!); i++)
    points.push(`${two(x(times[i]!))} ${two(y(values[i]!))}`);
  return points.length === 0 ? '' : `M${points.join('L')}`;
}

/** The path of a band between two curves. */
export function bandOf(
  { x, y }: Plot,
  times: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): string {
  const there: string[] = [];
  const back: string[] = [];
  for (let i = 0; i < times.length; i++) {
    if (Number.isNaN(lower[i]!) || Number.isNaN(upper[i]!)) break;
    there.push(`${two(x(times[i]!))} ${two(y(upper[i]!))}`);
    back.push(`${two(x(times[i]!))} ${two(y(lower[i]!))}`);
  }
  return there.length === 0 ? '' : `M${there.join('L')}L${back.reverse().join('L')}Z`;
}

/** A curve's value at a time, by the last point up to it. */
export function valueAt(times: readonly number[], values: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle;
  }
  return values[low] ?? Number.NaN;
}
