import { escaped } from '../../media/html/escaped.ts';
import { type Html, trusted } from '../../media/html/html.ts';
import type { UncertaintyLaw } from '../../uncertainty/law.ts';
import { light } from '../figures/look.ts';
import { element, tenths } from '../figures/svg.ts';

const WIDTH = 96;
const HEIGHT = 26;
/** Equal steps of probability between these ends; the density between two quantiles is the step over their distance. */
const STEPS = 64;
const TAIL = 0.002;

/**
 * The density of a law as a small drawing, its 95% interval filled, a line at the value of the file.
 *
 * @param id unique in the page
 */
export function densityHtml(law: UncertaintyLaw, value: number, name: string, id: string): Html {
  const quantiles = Array.from({ length: STEPS + 1 }, (_, i) =>
    law.quantile(TAIL + ((1 - 2 * TAIL) * i) / STEPS),
  );
  const [low, high] = [quantiles[0]!, quantiles[STEPS]!];
  const places = quantiles.slice(1).flatMap((to, i) => {
    const from = quantiles[i]!;
    return to > from ? [{ at: (from + to) / 2, density: 1 / (to - from) }] : [];
  });
  if (places.length < 2 || !(high > low)) return trusted('');
  const most = Math.max(...places.map(({ density }) => density));
  const x = (at: number) => tenths(1 + ((WIDTH - 2) * (at - low)) / (high - low));
  const y = (density: number) => tenths(HEIGHT - 1 - ((HEIGHT - 4) * density) / most);
  const pathOf = (some: typeof places) => some.map(({ at, density }) => `${x(at)} ${y(density)}`).join('L');
  const [lower, upper] = [law.quantile(0.025), law.quantile(0.975)];
  const inside = places.filter(({ at }) => at >= lower && at <= upper);
  const colour = `var(--series-0, ${light.series[0]})`;
  const [title, description] = [`Density of ${name}`, `${law.name}, 95% from ${lower} to ${upper}`];
  return trusted(
    element(
      'svg',
      {
        ...{ id, role: 'img', 'aria-labelledby': `${id}-title ${id}-desc`, fill: 'none' },
        ...{ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT },
      },
      element('title', { id: `${id}-title` }, escaped(title)),
      element('desc', { id: `${id}-desc` }, escaped(description)),
      inside.length > 1
        ? element('path', {
            d: `M${x(inside[0]!.at)} ${HEIGHT - 1}L${pathOf(inside)}L${x(inside.at(-1)!.at)} ${HEIGHT - 1}Z`,
            fill: colour,
            'fill-opacity': '.25',
          })
        : '',
      element('path', { d: `M${pathOf(places)}`, stroke: colour, 'stroke-width': 1.5 }),
      value >= low && value <= high
        ? element('path', {
            d: `M${x(value)} 1V${HEIGHT}`,
            stroke: 'currentColor',
            'stroke-dasharray': '2 2',
          })
        : '',
    ),
  );
}
