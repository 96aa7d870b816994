import { LEADER } from './curve-labels.ts';
import { type Key, type KeyEntry, layOutKey, markOf } from './key.ts';
import { spread } from './labels.ts';
import type { Look } from './look.ts';
import type { OccupancyFigure } from './occupancy-data.ts';
import { type Area, type Spot, spotInside } from './occupancy-labels.ts';
import { pixelOf, type Scale, timeTicks } from './scales.ts';
import { textWidth, wrap } from './text-width.ts';

export interface Tint {
  colour: string;
  opacity: number;
}

/** A label right of the areas. */
interface Beside extends Spot {
  /** name of the state */
  index: number;
  /** height at which its area ends */
  from: number;
  /** the full title; the lines may be a part of it */
  whole: string;
}

export interface OccupancyLayout {
  x: Scale;
  y: Scale;
  ticks: readonly number[];
  size: number;
  small: number;
  tints: readonly Tint[];
  key: Key | null;
  /** labels within areas */
  inside: readonly Spot[];
  beside: readonly Beside[];
  labelTop: number;
  height: number;
}

/** Marks in the order in which they are used when colours repeat. */
const opacities = [0.45, 0.18, 0.7];

/** An area whose end is lower than this, in pixels, has no label beside it. */
const LEAST_END = 3;

/** From this width on, titles may stand beside the areas. */
const WIDE = 520;

/**
 * Places the title of every state: beside the areas if its area reaches the right edge, else within its area, else in a
 * key, with a mark in the area.
 *
 * @param boundaries cumulative shares from 0 up, one more than there are states
 */
export function layOutOccupancy(
  { times, states, unit }: OccupancyFigure,
  boundaries: readonly (readonly number[])[],
  look: Look,
): OccupancyLayout {
  const size = look.fontSize - 1;
  const small = Math.max(11, look.fontSize - 2);
  const last = states.map((_, k) => boundaries[k + 1]!.at(-1)! - boundaries[k]!.at(-1)!);
  const { titles, tall } = titlesBeside(states, last, look);
  const margin = Math.max(textWidth('M', size), ...titles.flat().map((line) => textWidth(line ?? '', size)));
  const left = Math.ceil(textWidth('100%', small) + 9);
  const x: Scale = {
    type: 'linear',
    domain: [0, times.at(-1)!],
    range: [left, Math.floor(look.width - LEADER - margin)],
  };
  const tints = tintsOf(states.length, states.at(-1)!.name === 'other states', look);

  // measured from the figure's top, because the panel's top depends on the key
  const raw: Scale = { type: 'linear', domain: [0, 1], range: [tall, 0] };
  const areas = states.map((_, k) => areaOf(times, boundaries[k]!, boundaries[k + 1]!, x, raw));
  const inside: Spot[] = [];
  const outside: { index: number; lines: string[]; whole: string }[] = [];
  const entries: KeyEntry[] = [];
  let marks = 0;
  let room = tall - titles.reduce((sum, lines) => sum + (lines ? heightOf(lines, size) : 0), 0);
  for (const [index, { title }] of states.entries()) {
    const own = titles[index];
    if (own) {
      outside.push({ index, lines: own, whole: title });
      continue;
    }
    const spot = titleInside(title, areas[index]!, size);
    if (spot) {
      inside.push(spot);
      continue;
    }
    const mark = markOf(marks);
    const markSpot = spotInside(areas[index]!, [mark], small, 1);
    const reachesEnd = room >= heightOf([mark], size) && last[index]! * tall >= LEAST_END / 2;
    if (markSpot) inside.push(markSpot);
    else if (reachesEnd) {
      outside.push({ index, lines: [mark], whole: mark });
      room -= heightOf([mark], size);
    }
    const isMarked = markSpot !== null || reachesEnd;
    if (isMarked) marks++;
    entries.push({ ...tints[index]!, mark: isMarked ? mark : '', title, strokeWidth: 10 });
  }

  const key = entries.length > 0 ? layOutKey(entries, look.width, size) : null;
  const labelTop = key ? key.height + 8 : 0;
  const top = labelTop + small + 12;
  const y: Scale = { ...raw, range: [top + tall, top] };
  return {
    x,
    y,
    ticks: ticksOf(unit, x, small),
    size,
    small,
    tints,
    key,
    inside: inside.map((spot) => ({ ...spot, y: spot.y + top })),
    beside: placeBeside(outside, areas, top, y, x, size),
    labelTop,
    height: y.range[0] + 30 + small,
  };
}

/** Titles of the states that reach the right edge, and the height of a panel with room for them. */
function titlesBeside(
  states: OccupancyFigure['states'],
  last: readonly number[],
  { width, fontSize }: Look,
): { titles: (string[] | null)[]; tall: number } {
  const size = fontSize - 1;
  const usual = Math.round(Math.min(460, Math.max(300, 0.46 * width)));
  if (width < WIDE) return { titles: states.map(() => null), tall: usual };
  const titles = states.map(({ title }, k) =>
    last[k]! * usual >= LEAST_END ? wrap(title, 0.27 * width, size, 3).lines : null,
  );
  const needed = () => titles.reduce((sum, lines) => sum + (lines ? heightOf(lines, size) : 0), 0);
  const most = Math.max(usual, Math.round(0.7 * width));
  // the smallest areas go to the key
  const smallestFirst = states.map((_, k) => k).sort((a, b) => last[a]! - last[b]!);
  for (const k of smallestFirst) if (needed() > most) titles[k] = null;
  return { titles, tall: Math.max(usual, needed()) };
}

const heightOf = (lines: readonly string[], size: number) => lines.length * (size + 2) + 2;

function tintsOf(states: number, hasOthers: boolean, look: Look): Tint[] {
  const colours = look.series.length;
  return Array.from({ length: states }, (_, k) =>
    hasOthers && k === states - 1
      ? { colour: look.soft, opacity: 0.3 }
      : {
          colour: look.series[k % colours]!,
          opacity: opacities[Math.floor(k / colours) % opacities.length]!,
        },
  );
}

function areaOf(
  times: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
  x: Scale,
  y: Scale,
): Area {
  return {
    x: times.map((time) => pixelOf(x, time)),
    top: upper.map((share) => pixelOf(y, share)),
    bottom: lower.map((share) => pixelOf(y, share)),
  };
}

/** In one line or, if that does not fit, in two or three. */
function titleInside(title: string, area: Area, size: number): Spot | null {
  const width = textWidth(title, size);
  const widestWord = Math.max(...title.split(/\s+/u).map((word) => textWidth(word, size)));
  for (const parts of [1, 1.8, 2.6]) {
    const { lines, cut } = wrap(title, Math.max(width / parts, widestWord) + 1, size, Math.ceil(parts));
    const spot = cut ? null : spotInside(area, lines, size);
    if (spot) return spot;
  }
  return null;
}

function placeBeside(
  labels: readonly Pick<Beside, 'index' | 'lines' | 'whole'>[],
  areas: readonly Area[],
  top: number,
  y: Scale,
  x: Scale,
  size: number,
): Beside[] {
  const from = labels.map(
    ({ index }) => top + (areas[index]!.top.at(-1)! + areas[index]!.bottom.at(-1)!) / 2,
  );
  const heights = labels.map(({ lines }) => heightOf(lines, size));
  const centres = spread(from, heights, y.range[1] - 6, y.range[0] + 6);
  return labels.map((label, i) => ({
    ...label,
    from: from[i]!,
    x: x.range[1] + LEADER,
    y: centres[i]!,
  }));
}

function ticksOf(unit: string, x: Scale, small: number): number[] {
  const choices = timeTicks(unit, x.domain[1]);
  const widest = Math.max(...choices[0]!.map((tick) => textWidth(String(tick), small))) + 14;
  const fits = (ticks: readonly number[]) => pixelOf(x, ticks[1] ?? x.domain[1]) - x.range[0] >= widest;
  return choices.find(fits) ?? choices.at(-1)!;
}
