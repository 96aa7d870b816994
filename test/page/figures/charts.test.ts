import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { printed, themed } from '../../../src/page/figures/look.ts';
import { contrastProblems, describeInBrowser, showingPage, textProblems, withPage } from '../browser.ts';
import { charts, hostile, pageOf, simulated, survivalOf, widths } from './chart-cases.ts';

const width = Math.max(...widths);

describeInBrowser('a chart in a browser', () => {
  const show = showingPage(width);

  it.each(Object.entries(charts))(
    '%s has every text whole, apart and readable on light and dark ground',
    async (_, figure) => {
      const page = await show(pageOf(figure, 'light'));
      expect(await textProblems(page)).toEqual([]);
      expect(await contrastProblems(page), 'light').toEqual([]);
      await show(pageOf(figure, 'dark'), 'dark');
      expect(await contrastProblems(page), 'dark').toEqual([]);
    },
  );

  it('has room for its texts in the widest of the common fonts', async () => {
    const faces = ['DejaVuSans', 'DejaVuSans-Bold'].map((name, bold) => {
      const file = readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
      const url = `url(data:font/ttf;base64,${file.toString('base64')})`;
      return `@font-face { font-family: Widest; font-weight: ${bold ? '600 800' : '400'}; src: ${url}; }`;
    });
    const drawings = Object.values(charts).flatMap((figure) =>
      [333, 667].map((width) => figure.draw({ ...printed(width), font: 'Widest' })),
    );
    const html = `<!doctype html><meta charset="utf-8"><style>${faces.join('')}</style>${drawings.join('<br>')}`;
    await withPage(html, { width }, async (page) => {
      await page.evaluate('document.fonts.ready');
      expect(await page.evaluate('document.fonts.check("12px Widest")')).toBe(true);
      expect(await textProblems(page)).toEqual([]);
    });
  });

  it('is told to who cannot see it', async () => {
    const figure = charts['survival of 2']!;
    await withPage(pageOf(figure, 'light'), { width }, async (page) => {
      const name = `${figure.title} ${figure.caption}`;
      expect(await page.getByRole('img', { name, exact: true }).count()).toBe(widths.length);
    });
  });

  it('is XML as well as HTML, with the same elements', async () => {
    for (const [name, figure] of Object.entries(charts)) {
      const page = await show(figure.draw(themed(760)));
      const tree = `(element) => [element.localName, ...[...element.children].map((child) => tree(child))]`;
      const [inPage, inFile] = await page.evaluate<[unknown, unknown]>(`(() => {
        const tree = ${tree};
        const inPage = document.querySelector('svg');
        const inFile = new DOMParser().parseFromString(${JSON.stringify(figure.draw(themed(760)))}, 'image/svg+xml');
        return [tree(inPage), tree(inFile.documentElement)];
      })()`);
      expect(inFile, name).toEqual(inPage);
    }
  });

  it('takes its colours from the page', async () => {
    await withPage(pageOf(charts['survival of 2']!, 'dark'), { width, theme: 'dark' }, async (page) => {
      const strokes = await page.evaluate<string[]>(
        `[...document.querySelectorAll('path[data-series]')].map((path) => getComputedStyle(path).stroke)`,
      );
      expect([...new Set(strokes)]).toEqual(['rgb(86, 180, 233)', 'rgb(238, 138, 74)']);
    });
  });

  it('is inert and whole whatever its names hold', async () => {
    const series = hostile.map((title, i) => ({ ...simulated(i), name: title, title }));
    const figure = survivalOf(series);
    await withPage(pageOf(figure, 'light'), { width }, async (page) => {
      expect(await page.title()).toBe('');
      expect(await page.locator('script, img').count()).toBe(0);
      const found = await page.evaluate<{ names: string[]; texts: string[] }>(`({
        names: [...document.querySelectorAll('[data-series]')].map((path) => path.dataset.series),
        texts: [...document.querySelectorAll('text, text > title')].map((text) => text.textContent),
      })`);
      expect(new Set(found.names)).toEqual(new Set(hostile));
      for (const title of hostile) expect(found.texts, title).toContain(title);
    });
  });
});
