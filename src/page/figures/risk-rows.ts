import { escaped } from '../../media/html/escaped.ts';
import { whole } from '../../media/numbers.ts';
import type { Look } from './look.ts';
import { element, textElement } from './svg.ts';
import { cutTo, textWidth } from './text-width.ts';

/** At a time: patients at risk, and patients with an event or censored so far. */
export interface Row {
  time: number;
  atRisk: number;
  events: number;
  censored: number;
}

/** A block of rows below a curve. */
export interface RowBlock {
  /** null if there is only one block */
  title: string | null;
  /** its mark in the key; null if there is no key */
  mark: string | null;
  /** in CSS notation */
  colour: string;
  rows: readonly Row[];
}

interface RowLayout {
  ticks: readonly number[];
  shown: (count: number) => string;
}

const kinds = [
  { label: 'At risk', of: (row: Row) => row.atRisk },
  { label: 'Events', of: (row: Row) => row.events },
  { label: 'Censored', of: (row: Row) => row.censored },
];

/** The rows for these curves; a row of censored patients only if there are any. */
export function kindsOf(rows: 'all' | 'at risk', blocks: readonly Pick<RowBlock, 'rows'>[]) {
  if (rows === 'at risk') return kinds.slice(0, 1);
  const isAnyCensored = blocks.some(({ rows: own }) => own.some(({ censored }) => censored > 0));
  return isAnyCensored ? kinds : kinds.slice(0, 2);
}

/** Three significant digits: 999k, 1.2M */
function short(count: number): string {
  if (count < 1000) return String(Math.round(count));
  const exponent = count < 999_500 ? 3 : count < 999_500_000 ? 6 : 9;
  return (count / 10 ** exponent).toPrecision(3) + { 3: 'k', 6: 'M', 9: 'G' }[exponent]!;
}

/** Whole numbers if they have room, else thousands and millions. */
export const notations = [whole, short];

/** Width of the widest number of these rows. */
export function widthOfCells(
  blocks: readonly RowBlock[],
  shown: (count: number) => string,
  size: number,
): number {
  // the widest is one of the longest numbers; numbers at risk decrease while the others increase
  const ends = blocks.flatMap(({ rows }) => [rows[0], rows.at(-1)].filter((row) => row !== undefined));
  const largest = Math.max(0, ...ends.flatMap((row) => kinds.map(({ of }) => of(row))));
  const widest = shown === short && largest >= 1000 ? '88.8k' : shown(largest).replaceAll(/\d/g, '8');
  return textWidth(widest, size);
}

const LINE = 15;
const GAP = 6;

interface Line {
  text: string;
  colour: string;
  /** counts at ticks; none for a heading */
  rows?: readonly Row[];
  of?: (row: Row) => number;
  /** distance in pixels from the line above */
  drop: number;
}

/** Each block below its title; or, if the key has a mark for it, one line beside its mark. */
function linesOf(blocks: readonly RowBlock[], rows: 'all' | 'at risk', soft: string): Line[] {
  if (rows === 'at risk' && blocks.every(({ mark, title }) => mark !== null && title !== null))
    return [
      { text: kinds[0]!.label, colour: soft, drop: LINE },
      ...blocks.map((block) => ({
        text: block.mark!,
        colour: block.colour,
        rows: block.rows,
        of: kinds[0]!.of,
        drop: LINE,
      })),
    ];
  return blocks.flatMap(({ title, colour, rows: given }, i) => {
    const heading = title === null ? [] : [{ text: title, colour, drop: i === 0 ? LINE : LINE + GAP }];
    const counts = kindsOf(rows, blocks).map(({ label, of }) => ({
      text: label,
      colour: soft,
      rows: given,
      of,
      drop: LINE,
    }));
    return [...heading, ...counts];
  });
}

/** Height in pixels of the rows drawn by `drawRows`. */
export function heightOfRows(blocks: readonly RowBlock[], rows: 'all' | 'at risk'): number {
  return linesOf(blocks, rows, '').reduce((height, { drop }) => height + drop, 0);
}

/**
 * Draws numbers at risk, events and, if there are any, censored patients below the ticks of an axis, after Morris et
 * al. (2019, BMJ Open 9:e030215).
 *
 * @param pixel position of a time
 * @param place `top` of the first line
 */
export function drawRows(
  blocks: readonly RowBlock[],
  rows: 'all' | 'at risk',
  { ticks, shown }: RowLayout,
  pixel: (time: number) => number,
  place: { top: number; size: number },
  look: Look,
): string {
  const { size } = place;
  let y = place.top + size - LINE;
  const drawn = linesOf(blocks, rows, look.soft).map(({ text, colour, rows: given, of, drop }) => {
    y += drop;
    const name = textElement(cutTo(text, look.width, size), { x: 0, y, fill: colour }, text);
    if (!given || !of) return name;
    const at = new Map(given.map((row) => [row.time, row]));
    const cells = ticks.flatMap((time) => {
      const row = at.get(time);
      return row ? [element('tspan', { x: pixel(time) }, escaped(shown(of(row))))] : [];
    });
    return name + element('text', { y, 'text-anchor': 'middle' }, ...cells);
  });
  return element('g', { 'font-size': size }, ...drawn);
}
