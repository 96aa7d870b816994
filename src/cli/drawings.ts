import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { Figure } from '../page/figures/figure.ts';
import { printed } from '../page/figures/look.ts';

/** Of a drawing, in CSS pixels, and how many of a PNG's make one of them: 300 to the inch at 15 cm. */
const WIDTH = 880;
const ZOOM = 2;

/** The fonts that come with the program: PNGs are the same on every machine. */
const fonts = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));

/** Each figure as SVG and PNG, by file name. */
export function drawFiles(figures: readonly Figure[]): Record<string, string | Uint8Array> {
  return Object.fromEntries(
    figures.flatMap((figure) => {
      const svg = figure.draw(printed(WIDTH));
      const name = figure.id.replaceAll(/[^\w.-]/g, '_');
      return [
        [`${name}.svg`, `${svg}\n`],
        [`${name}.png`, pngOf(svg)],
      ];
    }),
  );
}

function pngOf(svg: string): Uint8Array {
  const image = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: ZOOM },
    font: {
      loadSystemFonts: false,
      fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => join(fonts, file)),
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  return image.render().asPng();
}
