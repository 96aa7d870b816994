import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { explorePage } from '../../src/cli/explore-page.ts';

// npm run bench:page: from the movement of a number to the drawn curve, two strategies of the rectal scenario

const file = 'scenarios/stage-iv-rectal.yaml';
const places = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'];
const executablePath = places.find((place) => place !== '' && existsSync(place));
if (executablePath === undefined) throw new Error('no Chromium found; name one in the variable CHROMIUM');

const html = await explorePage({ file, text: readFileSync(file, 'utf8'), isServed: false });
const at = join(mkdtempSync(join(tmpdir(), 'sojourn-bench-page-')), 'page.html');
writeFileSync(at, html);
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath, args });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(`${pathToFileURL(at).href}#n=20000`);
await page.waitForSelector('html[data-phase=done]', { state: 'attached', timeout: 120_000 });
const paint = await page.evaluate<number>(
  `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`,
);

/** Moves a number to and fro, and waits each time until the curve has changed. */
const times = await page.evaluate<number[]>(`(async () => {
  const slider = document.querySelector('[data-name="local-share"] input[type=range]');
  const curve = () => document.querySelector('#curves .line').getAttribute('d');
  const found = [];
  for (let i = 0; i < 40; i++) {
    const before = curve();
    slider.value = String(0.7 + 0.01 * (i % 2 ? i % 10 : 10 - (i % 10)) + 0.01 * (i % 3));
    const start = performance.now();
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    while (curve() === before && performance.now() - start < 2000) await new Promise((go) => setTimeout(go));
    const took = performance.now() - start;
    if (took < 2000) found.push(took);
  }
  return found;
})()`);
await browser.close();

const sorted = times.slice(5).sort((a, b) => a - b);
const quantile = (p: number) => sorted[Math.floor(p * (sorted.length - 1))]?.toFixed(1);
console.log(
  `page                  ${(html.length / 1e6).toFixed(2)} MB, ${(gzipSync(html).length / 1e3).toFixed(0)} kB compressed`,
);
console.log(`first paint           ${paint.toFixed(0)} ms`);
console.log(
  `number to curve       ${quantile(0.5)} ms (quartiles ${quantile(0.25)} to ${quantile(0.75)}, ${sorted.length} movements)`,
);
