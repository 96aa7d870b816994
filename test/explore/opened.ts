import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { explorePage } from '../../src/cli/explore-page.ts';
import { emptyPage, type PageOptions } from '../page/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'sojourn-explore-'));

/** A live page in a browser, opened from a file without a network. */
export interface Opened {
  page: Page;
  /** addresses that the page asked for, other than its own file and what it made itself */
  requests: string[];
  /** errors that reached the console */
  errors: string[];
}

export async function openLive(
  { file, text = readFileSync(file, 'utf8') }: { file: string; text?: string },
  { hash = 'n=20000', width = 1280, ...options }: Partial<PageOptions> & { hash?: string } = {},
): Promise<Opened> {
  const html = join(folder, `${file.replaceAll(/\W/g, '-')}.html`);
  writeFileSync(html, await explorePage({ file, text, isServed: false }));
  const page = await emptyPage({ width, ...options });
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(blob|data):/.test(url) && !url.startsWith(pathToFileURL(html).href)) requests.push(url);
  });
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${pathToFileURL(html).href}${hash === '' ? '' : `#${hash}`}`);
  return { page, requests, errors };
}

/** What the root element says once all patients are simulated. */
export async function settled(page: Page): Promise<{ fingerprint: string; command: string; n: string }> {
  await page.waitForSelector('html[data-phase=done]', { state: 'attached', timeout: 100_000 });
  return page.evaluate('({ ...document.documentElement.dataset })');
}

/** Sets a number to a value, as one who types it. */
export async function type(page: Page, name: string, value: string): Promise<void> {
  const box = page.locator(`[data-name="${name}"] .exact`);
  await box.fill(value);
  await box.press('Enter');
  // a value that was typed is asked for at once
  await page.waitForSelector(`html[data-command*="${name}=${value}"]`, { state: 'attached' });
}
