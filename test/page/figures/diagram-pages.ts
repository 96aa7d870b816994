import type { Figure } from '../../../src/page/figures/figure.ts';
import { dark, light, propertiesOf, themed } from '../../../src/page/figures/look.ts';

export const widths = [360, 760, 1600];

/** As wide as the widest of them. */
export const width = Math.max(...widths);

/** A page with only this figure, at each width. */
export function pageOf(figure: Figure, theme: 'light' | 'dark' = 'light'): string {
  const colours = Object.entries(propertiesOf(theme === 'dark' ? dark : light))
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ');
  const style = `:root { ${colours} } body { margin: 0; background: var(--paper); } svg { display: block; }`;
  const drawings = widths.map((width) => figure.draw(themed(width)));
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${drawings.join('')}`;
}
