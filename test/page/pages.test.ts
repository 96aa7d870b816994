import { parseHTML } from 'linkedom';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrastProblems, describeInBrowser, openPage, textProblems } from './browser.ts';
import { pages } from './pages.ts';

const kinds = Object.entries(pages);

describe.each(kinds)('the page of %s', (_, make) => {
  let page: string;
  let document: ReturnType<typeof parseHTML>['document'];
  beforeAll(async () => {
    ({ page } = await make());
    ({ document } = parseHTML(page));
  });

  it('has no script, and nothing that another place would have to give', () => {
    expect(document.querySelectorAll('script, link, img, iframe, object, embed, base, form').length).toBe(0);
    expect(page).not.toMatch(/url\(|@import|\ssrc=|srcset=/);
    const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].filter(({ name }) => name.startsWith('on')),
    );
    expect(handlers).toEqual([]);
  });

  it('has a language, a title, ids that are there once and links that lead somewhere', () => {
    expect(document.documentElement.getAttribute('lang')).toBe('en');
    expect(document.querySelector('title')!.textContent).not.toBe('');
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const link of document.querySelectorAll('a')) {
      const href = link.getAttribute('href')!;
      expect(link.textContent.trim(), href).not.toBe('');
      if (href.startsWith('#')) expect(ids).toContain(href.slice(1));
      else expect(href).toMatch(/^https?:\/\//);
    }
    for (const svg of document.querySelectorAll('svg'))
      for (const id of svg.getAttribute('aria-labelledby')!.split(' ')) expect(ids).toContain(id);
  });

  it('tells its figures and tables to who cannot see them', () => {
    for (const svg of document.querySelectorAll('svg')) {
      expect(svg.getAttribute('role')).toBe('img');
      expect(svg.querySelector('title')!.textContent).not.toBe('');
      expect(svg.querySelector('desc')!.textContent).not.toBe('');
    }
    for (const figure of document.querySelectorAll('figure'))
      expect(figure.querySelector('figcaption')!.textContent.trim()).not.toBe('');
    for (const table of document.querySelectorAll('table')) {
      const heads = table.querySelectorAll('thead th[scope=col]').length;
      expect(heads).toBeGreaterThan(1);
      for (const row of table.querySelectorAll('tbody tr')) expect(row.children.length).toBe(heads);
    }
    for (const box of document.querySelectorAll('[role=region]'))
      expect(box.getAttribute('aria-label')).not.toBe('');
  });

  it('has headings in order', () => {
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ localName }) =>
      Number(localName[1]),
    );
    expect(levels.filter((level) => level === 1).length).toBe(1);
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('is smaller than 1.4 megabytes, and has no place for what is not known', () => {
    expect(page.length).toBeLessThan(1_400_000);
    expect(document.body.textContent).not.toMatch(/\b(NaN|undefined|Infinity|null)\b|\[object/);
  });
});

describeInBrowser('in a browser', () => {
  describe.each(kinds)('the page of %s', (kind, make) => {
    let page: Page;
    beforeAll(async () => {
      page = await openPage((await make()).page, { width: 360 });
    });
    afterAll(() => page.context().close());
    const lay = async (
      width: number,
      colorScheme: 'light' | 'dark' = 'light',
      media: 'screen' | 'print' = 'screen',
    ) => {
      await page.emulateMedia({ media, colorScheme });
      await page.setViewportSize({ width, height: 900 });
    };

    it('has every text whole and apart, on a phone, a tablet and a wide screen', async () => {
      for (const width of [360, 700, 1600]) {
        await lay(width);
        expect(await textProblems(page), `${width} pixels`).toEqual([]);
      }
    });

    it('has every text readable on light and on dark ground', async () => {
      for (const width of [360, 1100])
        for (const theme of ['light', 'dark'] as const) {
          await lay(width, theme);
          expect(await contrastProblems(page), `${theme}, ${width} pixels`).toEqual([]);
        }
    });

    it('cuts no table off on a desk, and none of a trial with few looks on a phone', async () => {
      await lay(1280);
      const cut = () =>
        page.evaluate<string[]>(`
          [...document.querySelectorAll('.scroll:has(table)')]
            .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
            .map((box) => box.getAttribute('aria-label'))`);
      expect(await cut()).toEqual([]);
      await lay(360);
      if (kind.startsWith('the power of') || kind.startsWith('the size of')) expect(await cut()).toEqual([]);
      // what is wider scrolls, with the names of its rows in sight
      const names = await page.evaluate<number[]>(`
        [...document.querySelectorAll('.scroll:has(tbody th.word)')]
          .filter((box) => box.checkVisibility())
          .map((box) => {
            box.scrollLeft = 1e6;
            const left = box.querySelector('tbody th').getBoundingClientRect().left;
            box.scrollLeft = 0;
            return left - box.getBoundingClientRect().left;
          })`);
      for (const left of names) expect(Math.abs(left)).toBeLessThan(1);
    });

    it('is printed whole, with every figure once and on the page', async () => {
      // A4 less its margins, at 96 pixels to the inch
      await lay(703, 'dark', 'print');
      const figures = await page.evaluate<[string, number, number, number][]>(`
        [...document.querySelectorAll('figure')].map((figure) => {
          const shown = [...figure.querySelectorAll('svg')].filter((svg) => svg.checkVisibility());
          const boxes = shown.map((svg) => svg.getBoundingClientRect());
          return [figure.id, shown.length, Math.max(...boxes.map(({ right }) => right)), figure.offsetHeight];
        })`);
      for (const [id, shown, right, height] of figures) {
        expect(shown, id).toBe(1);
        expect(right, id).toBeLessThanOrEqual(703);
        if (id.startsWith('figure-survival')) expect(right, id).toBeGreaterThan(0.97 * 703);
        expect(height, id).toBeLessThanOrEqual(1031);
      }
      const wide = await page.evaluate<string[]>(`
        [...document.querySelectorAll('table, pre, p')]
          .filter((box) => box.checkVisibility() && box.getBoundingClientRect().right > 703.5)
          .map(({ textContent }) => textContent.slice(0, 60))`);
      expect(wide).toEqual([]);
      expect(await contrastProblems(page)).toEqual([]);
    });
  });
});

it.each(['a run of all strategies', 'a comparison of sixteen'])(
  'the page of %s is smaller than a megabyte',
  async (kind) => {
    expect(Buffer.byteLength((await pages[kind]!()).page)).toBeLessThan(1_000_000);
  },
);
