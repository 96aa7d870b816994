import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, describe } from 'vitest';

/**
 * Pages in a real browser: Chromium as the system has it, started once a test file.
 *
 * Where there is none, tests in `describeInBrowser` are left out, and say so; where the variable CI is set they fail
 * instead. The variable CHROMIUM names another one, or, as a file that is not there, none.
 */
const places = process.env.CHROMIUM
  ? [process.env.CHROMIUM]
  : [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/usr/bin/google-chrome-stable',
    ];

const executable = places.find((place) => existsSync(place));

/** Tests that need a browser. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executable !== undefined) {
    describe(name, () => {
      afterAll(close);
      tests();
    });
    return;
  }
  const missing = `no Chromium found in ${places.join(', ')}`;
  if (process.env.CI) throw new Error(`${missing}: install it, or name it in the variable CHROMIUM`);
  describe.skip(`${name} (left out: no Chromium found)`, tests);
  console.warn(`left out: ${missing}, which the tests of “${name}” need`);
}

let browser: Promise<Browser> | undefined;

async function start(): Promise<Browser> {
  // root has no sandbox to start, as in a container
  const args = ['--force-color-profile=srgb', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath: executable!, args });
}

async function close(): Promise<void> {
  const running = browser;
  browser = undefined;
  await (await running)?.close();
}

export interface PageOptions {
  width: number;
  height?: number;
  theme?: 'light' | 'dark';
  /** true unless said otherwise */
  javaScript?: boolean;
  /** as when it is printed */
  print?: boolean;
}

/** Shows a page of this HTML, without any network, and closes it afterwards. */
export async function withPage<T>(
  html: string,
  { width, height = 900, theme = 'light', javaScript = true, print = false }: PageOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  browser ??= start();
  const context = await (await browser).newContext({
    viewport: { width, height },
    colorScheme: theme,
    javaScriptEnabled: javaScript,
    offline: true,
  });
  try {
    const page = await context.newPage();
    if (print) await page.emulateMedia({ media: 'print', colorScheme: theme });
    await page.setContent(html, { waitUntil: 'load' });
    return await use(page);
  } finally {
    await context.close();
  }
}

/**
 * What is wrong with how texts lie, in words, by measuring each: texts over each other by more than a pixel both ways,
 * outside their `<svg>`, smaller than 11 pixels, beyond the page's sides; a page that scrolls sideways. What scrolls
 * within itself may be wider than the page.
 */
export function textProblems(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${measureTexts})()`);
}

/**
 * Texts whose colour has less contrast to the ground than WCAG 2.2 asks for: 4.5 to 1, of large ones 3 to 1. The ground
 * is the nearest plain colour behind in the page; what figures draw behind a text is not looked at.
 */
export function contrastProblems(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${measureContrast})()`);
}

// in the browser, where neither types nor other functions of this file are known

const measureTexts = `() => {
  const problems = [];
  const pageWidth = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > pageWidth)
    problems.push('the page scrolls sideways: ' + document.documentElement.scrollWidth + ' > ' + pageWidth);
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() === '' || parent.closest('title, desc, script, style, template, noscript, option')) continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const svg = parent.closest('svg');
    const scrolls = (() => {
      for (let at = parent; at && at !== document.body; at = at.parentElement)
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX) && !(at instanceof SVGElement)) return at;
      return null;
    })();
    const size = parseFloat(getComputedStyle(parent).fontSize);
    const shown = size * (svg && svg.viewBox.baseVal.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1);
    for (const box of range.getClientRects()) {
      if (box.width <= 0.5 || box.height <= 0.5) continue;
      // a link past the head of the page, which comes into sight when it has the focus
      if ((box.right <= 0 || box.bottom + scrollY <= 0) && parent.closest('a[href^="#"]')) continue;
      // a box is as high as its line; letters are where the font says they are
      const margin = svg ? Math.max(0, (box.height - size) / 2) : Math.max(0, (box.height - size * 1.1) / 2);
      texts.push({ node, svg, scrolls, shown, text: node.data.trim().slice(0, 40),
        left: box.left, right: box.right, top: box.top + margin, bottom: box.bottom - margin });
    }
  }
  const told = new Set();
  const tell = (text, { svg }) => {
    const where = svg && svg.id ? ' in #' + svg.id : '';
    if (!told.has(text + where)) { told.add(text + where); problems.push(text + where); }
  };
  for (const text of texts) {
    if (text.shown < 10.99) tell('“' + text.text + '” is ' + text.shown.toFixed(1) + ' px high', text);
    if (text.svg) {
      const frame = text.svg.getBoundingClientRect();
      const out = Math.max(frame.left - text.left, text.right - frame.right, frame.top - text.top, text.bottom - frame.bottom);
      if (out > 0.5) tell('“' + text.text + '” is ' + out.toFixed(1) + ' px outside its figure', text);
    }
    if (!text.scrolls && (text.left < -0.5 || text.right > pageWidth + 0.5))
      tell('“' + text.text + '” is outside the page', text);
  }
  texts.sort((a, b) => a.top - b.top);
  for (let i = 0; i < texts.length; i++)
    for (let j = i + 1; j < texts.length && texts[j].top < texts[i].bottom - 1; j++) {
      const [a, b] = [texts[i], texts[j]];
      if (a.node === b.node || a.scrolls !== b.scrolls) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1)
        tell('“' + a.text + '” and “' + b.text + '” overlap by ' + wide.toFixed(1) + ' x ' + high.toFixed(1) + ' px', a);
    }
  return problems;
}`;

const measureContrast = `() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const rgb = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const problems = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() === '' || parent.closest('title, desc, script, style, template, noscript, option')) continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = getComputedStyle(parent);
    const colour = rgb(parent instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [luminance(colour), luminance(groundOf(parent))].sort((a, b) => b - a);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) problems.add('“' + node.data.trim().slice(0, 40) + '” has a contrast of ' + ratio.toFixed(2));
  }
  return [...problems];
}`;
