import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, describe } from 'vitest';

/**
 * Opens pages in the system's Chromium, started once for each test file.
 *
 * Without a Chromium, tests in `describeInBrowser` are skipped with a message; if the variable CI is set, they fail
 * instead. The variable CHROMIUM names another program; a name without a file means none.
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
  // root cannot start the sandbox, as in a container
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
  /** true unless given */
  javaScript?: boolean;
  /** false unless given: no request but for files */
  online?: boolean;
  /** whether print styles apply */
  print?: boolean;
}

/** Shows a page with this HTML, without network, and closes it afterwards. */
export async function withPage<T>(
  html: string,
  options: PageOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await openPage(html, options);
  try {
    return await use(page);
  } finally {
    await page.context().close();
  }
}

/** Opens such a page; it is closed with its context or with the browser. */
export async function openPage(html: string, options: PageOptions): Promise<Page> {
  const page = await emptyPage(options);
  await page.setContent(html, { waitUntil: 'load' });
  return page;
}

/** An empty page, likewise. */
export async function emptyPage({
  width,
  height = 900,
  theme = 'light',
  javaScript = true,
  print = false,
  online = false,
}: PageOptions): Promise<Page> {
  browser ??= start();
  const context = await (await browser).newContext({
    viewport: { width, height },
    colorScheme: theme,
    javaScriptEnabled: javaScript,
    offline: !online,
  });
  const page = await context.newPage();
  if (print) await page.emulateMedia({ media: 'print', colorScheme: theme });
  return page;
}

/**
 * One page for many drawings, shown one after the other: opening a page takes longer than most measurements.
 *
 * @returns a function that shows HTML, in dark colours if asked
 */
export function showingPage(width: number): (html: string, theme?: 'light' | 'dark') => Promise<Page> {
  let opened: Promise<Page> | undefined;
  return async (html, colorScheme = 'light') => {
    opened ??= openPage('', { width });
    const page = await opened;
    await page.emulateMedia({ colorScheme });
    await page.setContent(html, { waitUntil: 'load' });
    return page;
  };
}

/**
 * Problems of text layout, in words, by measuring every text: texts that overlap by more than a pixel in both
 * directions, lie outside their `<svg>`, are smaller than 11 pixels, or extend beyond the page's sides; and a page that
 * scrolls sideways. An element that scrolls may be wider than the page.
 */
export function textProblems(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${measureTexts})()`);
}

/**
 * Texts with less contrast than WCAG 2.2 requires: 4.5 to 1, or 3 to 1 for large ones. The background is the nearest
 * plain colour behind the text in the page; drawings behind a text are ignored.
 */
export function contrastProblems(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${measureContrast})()`);
}

// runs in the browser, without types and other functions of this file

/** A function that caches its results. */
const kept = `(make) => {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key);
  };
}`;

const measureTexts = `() => {
  const problems = [];
  const kept = ${kept};
  const isRead = kept((element) =>
    !element.closest('title, desc, script, style, template, noscript, option') &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  // the element that scrolls, or null
  const scrollsOf = kept((element) => {
    if (!element || element === document.body) return null;
    const scrolls = !(element instanceof SVGElement) && /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
    return scrolls ? element : scrollsOf(element.parentElement);
  });
  const sizeOf = kept((element) => parseFloat(getComputedStyle(element).fontSize));
  const frameOf = kept((svg) => svg.getBoundingClientRect());
  const pageWidth = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > pageWidth)
    problems.push('the page scrolls sideways: ' + document.documentElement.scrollWidth + ' > ' + pageWidth);
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() === '' || !isRead(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const svg = parent.closest('svg');
    const scrolls = scrollsOf(parent);
    const size = sizeOf(parent);
    const shown = size * (svg && svg.viewBox.baseVal.width ? frameOf(svg).width / svg.viewBox.baseVal.width : 1);
    for (const box of range.getClientRects()) {
      if (box.width <= 0.5 || box.height <= 0.5) continue;
      // a link before the head of the page, visible when it has the focus
      if ((box.right <= 0 || box.bottom + scrollY <= 0) && parent.closest('a[href^="#"]')) continue;
      // a box is as high as its line; the font says where the letters are
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
      const frame = frameOf(text.svg);
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
  const kept = ${kept};
  const rgb = kept((colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  });
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const groundOf = kept((element) => {
    if (!element) return [255, 255, 255, 255];
    const colour = rgb(getComputedStyle(element).backgroundColor);
    return colour[3] === 255 ? colour : groundOf(element.parentElement);
  });
  // how an element is drawn: null if it is invisible
  const styleOf = kept((element) => {
    if (element.closest('title, desc, script, style, template, noscript, option')) return null;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return null;
    const style = getComputedStyle(element);
    const colour = rgb(element instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [luminance(colour), luminance(groundOf(element))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return { ratio: (a + 0.05) / (b + 0.05), isLarge };
  });
  const problems = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() === '') continue;
    const style = styleOf(node.parentElement);
    if (style && style.ratio < (style.isLarge ? 3 : 4.5))
      problems.add('“' + node.data.trim().slice(0, 40) + '” has a contrast of ' + style.ratio.toFixed(2));
  }
  return [...problems];
}`;
