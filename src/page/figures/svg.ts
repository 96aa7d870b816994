import { escaped } from '../../media/html/escaped.ts';
import type { Figure } from './figure.ts';
import type { Look } from './look.ts';

type Attributes = Record<string, string | number | undefined>;

/** An element with its attributes; numbers are rounded to a tenth; children are markup. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const inside = children.join('');
  const start = `<${name}${Object.entries(attributes).map(attribute).join('')}`;
  return inside === '' ? `${start}/>` : `${start}>${inside}</${name}>`;
}

function attribute([name, value]: [string, string | number | undefined]): string {
  if (value === undefined) return '';
  return ` ${name}="${typeof value === 'number' ? tenths(value) : escaped(value)}"`;
}

/** Rounded to a tenth of a pixel, in as few characters as possible. */
export function tenths(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return String(rounded === 0 ? 0 : rounded);
}

/** One line of text; `whole`, the full text, appears on hovering if the line is shortened. */
export function textElement(text: string, attributes: Attributes, whole = text): string {
  return element('text', attributes, escaped(text), titleOf(text, whole));
}

/** Lines of text below each other; `y` is the base line of the first. */
export function textLines(
  lines: readonly string[],
  { x, y, lineHeight, ...attributes }: Attributes & { x: number; y: number; lineHeight: number },
  whole = lines.join(' '),
): string {
  if (lines.length === 1) return textElement(lines[0]!, { x, y, ...attributes }, whole);
  const spans = lines.map((line, i) => element('tspan', { x, y: y + i * lineHeight }, escaped(line)));
  return element('text', attributes, ...spans, titleOf(lines.join(' '), whole));
}

const titleOf = (text: string, whole: string) => (text === whole ? '' : element('title', {}, escaped(whole)));

/** Attributes for text that stays readable over lines. */
export function halo(look: Look): Attributes {
  return { stroke: look.paper, 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
}

/** The whole figure, with a title and a description for screen readers. */
export function svgOf(
  { id, title, caption }: Pick<Figure, 'id' | 'title' | 'caption'>,
  look: Look,
  height: number,
  body: string,
): string {
  // a page may hold the same figure at several widths
  const own = `${id}-${look.width}`;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      id: own,
      role: 'img',
      'aria-labelledby': `${own}-title ${own}-desc`,
      viewBox: `0 0 ${look.width} ${Math.ceil(height)}`,
      width: look.width,
      height: Math.ceil(height),
      'font-family': look.font,
      'font-size': look.fontSize,
      // letter widths of the font, not rounded to whole pixels
      'text-rendering': 'geometricPrecision',
      fill: look.ink,
    },
    element('title', { id: `${own}-title` }, escaped(title)),
    element('desc', { id: `${own}-desc` }, escaped(caption)),
    body,
  );
}
