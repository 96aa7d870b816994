import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { answerTo, fileOf, patientsOf } from './answered.ts';
import { contrastProblems, describeInBrowser, textProblems, withPage } from './browser.ts';

/** Texts as nobody should write them, and as somebody will. */
const texts = [
  `<script>document.title = 'stolen'</script>`,
  `"quoted" & 'apostrophised' --> </style></title></svg><img src=x onerror="document.title='stolen'">`,
  '👩‍🔬🧪 emoji, 中文標題, ﷽',
  'مرحبا بالعالم של שלום right to left',
  `\${alert(1)} {{7*7}} <!-- &lt;b&gt; ]]> javascript:alert(1)`,
  'a \u202eoverride that is never closed',
];

/** Every place of a scenario that takes free text holds one of them. */
const scenario = {
  scenario: `${texts[0]} ${texts[3]}`,
  about: texts.join(' '),
  time: { unit: 'month', origin: texts[2], horizon: 24, landmarks: [12], rmst: [24], 'data-until': 18 },
  evidence: {
    script: { cite: texts[0], url: 'javascript:alert(1)', caveat: texts[1], note: texts[2], n: texts[4] },
    quotes: { cite: texts[1], doi: `10.1/"><script>document.title='stolen'</script>` },
    data: { cite: texts[5], url: 'data:text/html,<script>alert(1)</script>' },
  },
  parameters: {
    rate: { value: 0.05, from: 'script', where: texts[1], note: texts[3], caveat: texts[0] },
    other: { value: 0.01, assumption: texts[4] },
    third: { value: 0.02, calibrated: texts[5] },
    fourth: { events: 3, of: 10, from: 'quotes', printed: texts[0] },
    fifth: { value: 0.5, from: 'data' },
  },
  characteristics: { 'of-whom': { title: texts[1], chance: 'fourth' } },
  start: 'well',
  states: {
    well: {
      title: texts[0],
      transitions: [
        { to: 'ill.A_b-c', law: 'exponential', rate: 'rate' },
        { to: 'dead', law: 'exponential', rate: 'other' },
      ],
    },
    'ill.A_b-c': { title: texts[3], transitions: [{ to: 'dead', law: 'exponential', rate: 'third' }] },
    dead: { title: texts[2] },
  },
  endpoints: {
    OS: { title: texts[1], event: 'dead' },
    'OS-880': { title: texts[3], event: ['dead', 'ill.A_b-c'] },
    'OS-880-title': { title: texts[0], event: 'ill.A_b-c' },
  },
  subgroups: {
    all: { title: texts[5], if: { 'of-whom': 'yes' } },
    'OS-one': { title: texts[3], if: { 'of-whom': 'no' } },
  },
  strategies: {
    one: { title: texts[0], caveat: texts[4], about: texts[2] },
    'one-2': {
      title: texts[3],
      caveat: texts[1],
      parameters: { rate: { value: 0.03, assumption: texts[0] } },
    },
  },
  targets: [
    {
      endpoint: 'OS',
      at: 12,
      survival: 0.8,
      interval: [0.7, 0.9],
      from: 'script',
      where: texts[1],
      note: texts[2],
    },
  ],
};

const file = () =>
  fileOf(
    `<b>'"&.yaml`,
    JSON.stringify({ ...scenario, subgroups: { ...scenario.subgroups, all: undefined } }),
  );
const small = ['-n', '5000', '--seed', `</pre><script>document.title='stolen'</script>`];
const titles = [texts[1]!, texts[0]!, `</script><script>document.title='stolen'</script>`, texts[3]!];

const hostile: Record<string, () => Promise<{ page: string }>> = {
  'a run': () => answerTo('run', file(), ...small, '--strategy', 'all'),
  'a comparison': () => answerTo('compare', file(), ...small, '--subgroup', 'OS-one'),
  'an analysis': () =>
    answerTo('analyse', fileOf(`<i>'"&.csv`, patientsOf(90, [1, 2, 0], titles)), '--group', 'arm'),
};

describeInBrowser('a page of hostile names', () => {
  it.each(Object.entries(hostile))('is inert, asks for nothing and is whole: %s', async (_, make) => {
    const { page: html } = await make();
    expect(parseHTML(html).document.querySelectorAll('script, img').length).toBe(0);
    for (const [width, javaScript] of [
      [1100, true],
      [360, true],
      [1100, false],
    ] as const)
      await withPage('', { width, javaScript }, async (page) => {
        const happened: string[] = [];
        page.on('dialog', (dialog) => happened.push(`dialog ${dialog.message()}`));
        page.on('pageerror', (error) => happened.push(`error ${error.message}`));
        page.on('console', (message) => happened.push(`console ${message.text()}`));
        page.on('request', (request) => happened.push(`request ${request.url()}`));
        await page.setContent(html, { waitUntil: 'load' });
        expect(happened).toEqual([]);
        if (!javaScript) return;
        expect(await page.title()).not.toBe('stolen');
        expect(await page.evaluate('document.scripts.length')).toBe(0);
        // what an emoji font makes of its box is its own affair; everything else lies where it should
        expect(await textProblems(page)).toEqual([]);
        expect(await contrastProblems(page)).toEqual([]);
      });
  });

  it('takes no other base for its links and sends no form, whatever would get into it', async () => {
    const { page: html } = await hostile['a run']!();
    const policy = parseHTML(html).document.querySelector('meta[http-equiv="Content-Security-Policy"]')!;
    const directives = policy.getAttribute('content')!.split('; ');
    for (const one of ["default-src 'none'", "base-uri 'none'", "form-action 'none'"])
      expect(directives).toContain(one);
    const elsewhere = 'https://elsewhere.example/';
    const invaded = html
      .replace('</head>', `<base href="${elsewhere}"></head>`)
      .replace('</main>', `<form action="${elsewhere}"><input name="n"></form></main>`);
    await withPage('', { width: 1100, javaScript: true }, async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.setContent(invaded, { waitUntil: 'load' });
      const found = await page.evaluate<[number, string, string]>(`(async () => {
        const violated = [];
        document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
        document.forms[0].submit();
        await new Promise((resolve) => setTimeout(resolve, 300));
        return [document.querySelectorAll('base').length, violated.join(), document.baseURI];
      })()`);
      expect(found).toEqual([1, 'form-action', 'about:blank']);
      expect(asked).toEqual([]);
    });
  });

  it.each(['a run', 'a comparison'])('tells every text as it was written: %s', async (name) => {
    const { page: html } = await hostile[name]!();
    await withPage(html, { width: 1100 }, async (page) => {
      const told = (await page.evaluate<string>('document.documentElement.textContent')).replaceAll(
        /\s+/g,
        ' ',
      );
      for (const text of texts) expect(told).toContain(text);
      expect(told).toContain('javascript:alert(1)');
      const links = await page.evaluate<string[]>(`[...document.links].map(({ protocol }) => protocol)`);
      expect(new Set(links)).toEqual(new Set(['about:', 'https:']));
    });
  });
});
