import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answerTo, rectal } from './answered.ts';
import { describeInBrowser, withPage } from './browser.ts';

const report = () => answerTo('run', rectal, '-n', '20000', '--seed', 'pages');

interface Card {
  shown: number;
  text: string;
  isInside: boolean;
  isOnTop: boolean;
}

/** The card that a name shows, and whether all of it can be read. */
async function cardOf(page: Page, name: Locator): Promise<Card> {
  const shown = await page.locator('.card:visible').count();
  const card = name.locator('.card');
  const { x, y, width, height } = (await card.boundingBox())!;
  const { width: right, height: bottom } = page.viewportSize()!;
  const corners = [
    [x + 3, y + 3],
    [x + width - 3, y + 3],
    [x + 3, y + height - 3],
    [x + width - 3, y + height - 3],
  ];
  const isOnTop = await card.evaluate(
    (element, points) =>
      points.every(([a, b]) => element.contains(element.ownerDocument.elementFromPoint(a!, b!))),
    corners,
  );
  const isInside = x >= 0 && y >= 0 && x + width <= right && y + height <= bottom;
  return { shown, text: (await card.innerText()).replaceAll(/\s+/g, ' '), isInside, isOnTop };
}

const whole = { shown: 1, isInside: true, isOnTop: true };

describeInBrowser('what a number rests on', () => {
  it.each([360, 700, 1100])(
    'is shown whole, above everything, on pointing at any name: %i pixels',
    async (width) => {
      const { page: html } = await report();
      await withPage(html, { width, height: 700 }, async (page) => {
        for (const place of ['figcaption', '#targets', '#parameters']) {
          const names = page.locator(`${place} .param`);
          const count = await names.count();
          expect(count).toBeGreaterThan(3);
          for (const i of [0, 1, Math.floor(count / 2), count - 1]) {
            await names.nth(i).hover();
            expect(await cardOf(page, names.nth(i)), `${place} ${i}`).toMatchObject(whole);
          }
        }
      });
    },
  );

  it('has the value, the counts, the citation and the caveats', async () => {
    const { page: html } = await report();
    await withPage(html, { width: 1100 }, async (page) => {
      const name = page.locator('#parameters .param').filter({ hasText: /^toxicity-risk/ });
      await name.hover();
      const { text } = await cardOf(page, name);
      expect(text).toContain('toxicity-risk = 50/228');
      expect(text).toContain('Evidence: Li R, Wang Q, Zhang B et al.');
      expect(text).toContain('10.1186/s12885-021-09089-5');
      expect(text).toContain('Caveat of the source: Retrospective, one centre');
    });
  });

  it('is shown on focus, one at a time, and on tapping', async () => {
    const { page: html } = await report();
    await withPage(html, { width: 1100 }, async (page) => {
      const names = page.locator('#parameters .param');
      await names.nth(2).focus();
      expect(await cardOf(page, names.nth(2))).toMatchObject(whole);
      await names.nth(5).hover();
      expect(await cardOf(page, names.nth(5))).toMatchObject(whole);
      await page.mouse.move(0, 0);
      await names.nth(2).focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await page.locator('.card:visible').count()).toBe(1);
      await names.nth(8).click();
      expect(await cardOf(page, names.nth(8))).toMatchObject(whole);
    });
  });

  it('is told on paper without any card, sources once', async () => {
    const { page: html } = await report();
    await withPage(html, { width: 673, print: true }, async (page) => {
      const text = await page.locator('body').innerText();
      expect(text).toContain('References');
      expect(text.split('Neoadjuvant chemotherapy and radiotherapy followed by').length - 1).toBe(2);
      expect(text).toContain('its scale, months from the schedule');
      const pdf = await page.pdf({ format: 'A4' });
      const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length;
      expect(sheets).toBeGreaterThan(10);
      expect(sheets).toBeLessThan(30);
    });
  });

  it('is there without any script as well', async () => {
    const { page: html } = await report();
    const read = (javaScript: boolean) =>
      withPage(html, { width: 1100, javaScript }, async (page) => {
        await page.locator('#parameters .param').nth(3).hover();
        return page.locator('body').innerText();
      });
    expect(await read(false)).toBe(await read(true));
  });
});
