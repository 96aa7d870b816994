import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { Figure } from '../page/figures/figure.ts';
import { light, printed } from '../page/figures/look.ts';

/** Width of a drawing in CSS pixels, and PNG pixels for each of them: 300 dpi at 15 cm. */
const WIDTH = 880;
const ZOOM = 2;
const MARGIN = 16;

/** Fonts from the package: PNGs are the same on every machine. */
const fonts = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));

/** Longest file name without its ending: most file systems allow 255 bytes, and users may add some. */
const LONGEST = 120;

/** Each figure as SVG and PNG, by file name. */
export function drawFiles(figures: readonly Figure[]): Record<string, string | Uint8Array> {
  const names = fileNames(figures.map(({ id }) => id));
  return Object.fromEntries(
    figures.flatMap((figure, i) => {
      const svg = framed(figure.draw(printed(WIDTH)));
      return [
        [`${names[i]}.svg`, `${svg}\n`],
        [`${names[i]}.png`, pngOf(svg)],
      ];
    }),
  );
}

/** On a background with a margin, because figures are drawn up to their edges. */
function framed(svg: string): string {
  return svg.replace(
    /^(<svg[^>]*) viewBox="0 0 (\d+) (\d+)" width="\d+" height="\d+"([^>]*>)/,
    (_, start, width, height, end) => {
      const [w, h] = [Number(width) + 2 * MARGIN, Number(height) + 2 * MARGIN];
      const paper = `<rect x="-${MARGIN}" y="-${MARGIN}" width="${w}" height="${h}" fill="${light.paper}"/>`;
      return `${start} viewBox="-${MARGIN} -${MARGIN} ${w} ${h}" width="${w}" height="${h}"${end}${paper}`;
    },
  );
}

/** File names of letters, digits, dots and hyphens, unique even if case is ignored. */
export function fileNames(ids: readonly string[]): string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    const plain = id.replaceAll(/[^\w.-]/g, '-').slice(0, LONGEST);
    let name = plain;
    for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${plain}-${k}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** A PNG, drawn with the package's fonts only. */
export function pngOf(svg: string, zoom = ZOOM): Uint8Array {
  const image = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      loadSystemFonts: false,
      fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => join(fonts, file)),
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  return image.render().asPng();
}
