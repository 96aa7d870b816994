import { describe, expect, it } from 'vitest';
import { type Flow, flowFigure } from '../../../src/page/figures/flow.ts';
import { printed, themed } from '../../../src/page/figures/look.ts';
import { contrastProblems, describeInBrowser, showingPage, textProblems, withPage } from '../browser.ts';
import { caseNames, flowCase, hostileNames } from './diagram-cases.ts';
import { pageOf, width, widths } from './diagram-pages.ts';
import { diagramProblems } from './diagram-problems.ts';

/** Of 1,000 patients 400 fall ill, 300 of whom die, as do 50 of the others; nobody is lost. */
const illnessDeath: Flow = {
  ...{ id: 'ways', title: 'Ways', caption: 'Patients.', n: 1000, horizon: 120, unit: 'month' },
  states: [
    { name: 'healthy', title: 'Healthy', kind: 'start', entered: 1000, atEnd: 550 },
    { name: 'ill', title: 'Ill', kind: 'timed', entered: 400, atEnd: 100 },
    { name: 'dead', title: 'Dead', kind: 'absorbing', entered: 350, atEnd: 350 },
    { name: 'lost', title: 'Lost', kind: 'absorbing', entered: 0, atEnd: 0 },
  ],
  ways: [
    { from: 'healthy', to: 'ill', patients: 400 },
    { from: 'healthy', to: 'dead', patients: 50 },
    { from: 'ill', to: 'dead', patients: 300 },
    { from: 'ill', to: 'lost', patients: 0 },
    { from: 'lost', to: 'dead', patients: 0 },
  ],
};

/** What is to be read in a drawing, line by line. */
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text!.replaceAll('&amp;', '&'));

describe('the flow of the patients', () => {
  it('has every count at its arrow and every state with its patients', () => {
    const texts = textsOf(flowFigure(illnessDeath).draw(themed(760)));
    expect(texts).toEqual(expect.arrayContaining(['400', '50', '300']));
    expect(texts).toEqual(expect.arrayContaining(['n = 1,000 (100%)', 'n = 400 (40%)', 'n = 350 (35%)']));
    expect(texts.join(' ')).toContain('550 there at 120 months');
  });

  it('has a table of all ways, with shares of those who entered', () => {
    expect(flowFigure(illnessDeath).table).toEqual({
      header: ['from', 'to', 'patients', '% of those who entered'],
      rows: [
        ['Healthy', 'Ill', 400, 40],
        ['Healthy', 'Dead', 50, 5],
        ['Ill', 'Dead', 300, 75],
        ['Ill', 'Lost', 0, 0],
        ['Lost', 'Dead', 0, null],
      ],
    });
  });

  it('leaves out what nobody did, and says so', () => {
    const figure = flowFigure(illnessDeath);
    expect(textsOf(figure.draw(themed(760)))).not.toContain('Lost');
    expect(figure.caption).toContain(
      'Left out of the drawing: 1 state that no patient entered and 2 ways that no patient took.',
    );
  });

  it('counts entries, not patients, where a state can be entered again', () => {
    const figure = flowFigure(flowCase('a cycle'));
    const entries = flowCase('a cycle').states.map(
      ({ entered }) => `${entered.toLocaleString('en')} entries`,
    );
    const texts = textsOf(figure.draw(themed(760)));
    expect(texts).toEqual(expect.arrayContaining(entries.slice(0, 2)));
    expect(texts).not.toContain(entries[2]);
    expect(figure.caption).toContain(
      'For a state that can be re-entered, entries are counted, not patients.',
    );
    expect(figure.caption).toContain('Dashed arrows lead back.');
    expect(figure.caption).toContain('↻ leads back into the same state.');
  });

  it('cuts ways to ends that many states share short, and explains their marks', () => {
    const flow = flowCase('a pathway with shared ends');
    const figure = flowFigure(flow);
    expect(figure.caption).toContain('ends that many states share: † dead, ‡ dead-other.');
    const { patients } = flow.ways.find(({ from, to }) => from === 'progressed-palliative' && to === 'dead')!;
    expect(textsOf(figure.draw(themed(760)))).toContain(`† ${patients}`);
  });

  it('says neither nothing nor all where it is not so', () => {
    const few = { ...illnessDeath, n: 100_000 };
    few.states = [
      { name: 'healthy', title: 'Healthy', kind: 'start', entered: 100_000, atEnd: 2 },
      { name: 'ill', title: 'Ill', kind: 'timed', entered: 99_998, atEnd: 99_961 },
      { name: 'dead', title: 'Dead', kind: 'absorbing', entered: 37, atEnd: 37 },
    ];
    few.ways = [
      { from: 'healthy', to: 'ill', patients: 99_998 },
      { from: 'ill', to: 'dead', patients: 37 },
    ];
    const texts = textsOf(flowFigure(few).draw(printed(760))).join(' ');
    expect(texts).toContain('n = 99,998 (99.998%)');
    expect(texts).toContain('n = 37 (0.037%)');
  });

  it('refuses ways of states that it does not know', () => {
    const ways = [{ from: 'healthy', to: 'elsewhere', patients: 1 }];
    expect(() => flowFigure({ ...illnessDeath, ways })).toThrow(
      new RangeError('the ways of figure ways name "elsewhere", must be one of its states'),
    );
  });

  it('is the same however often it is drawn', () => {
    const figure = flowFigure(flowCase('twenty-five states'));
    expect(figure.draw(themed(760))).toBe(figure.draw(themed(760)));
  });

  it('has no identifier of its own but those that begin with the figure, and no number beyond a tenth', () => {
    for (const width of widths) {
      const svg = flowFigure(flowCase('a pathway with shared ends')).draw(themed(width));
      for (const [, id] of svg.matchAll(/\bid="([^"]*)"/g)) expect(id).toMatch(/^flow-/);
      expect(svg).not.toMatch(/\d\.\d\d/);
    }
  });
});

describeInBrowser('the flow of the patients in a browser', () => {
  const show = showingPage(width);

  it.each(caseNames)('lies well at every width and in both themes: %s', async (name) => {
    const figure = flowFigure(flowCase(name));
    const page = await show(pageOf(figure));
    expect(await textProblems(page)).toEqual([]);
    expect(await diagramProblems(page)).toEqual([]);
    expect(await contrastProblems(page), 'light').toEqual([]);
    await show(pageOf(figure, 'dark'), 'dark');
    expect(await contrastProblems(page), 'dark').toEqual([]);
  });

  it('is inert and whole whatever the names hold', async () => {
    const figure = flowFigure({
      ...flowCase('hostile names'),
      title: hostileNames[0]!,
      unit: hostileNames[10]!,
    });
    await withPage(pageOf(figure), { width }, async (page) => {
      const strange = 'svg script, svg b, svg svg, svg [onclick], svg [onload]';
      expect(await page.locator(strange).count()).toBe(0);
      const titles = (await page.locator('svg title').allTextContents()).join('\n');
      for (const name of hostileNames.slice(0, -1)) expect(titles).toContain(name);
      expect(titles).toContain('control\ufffd \ufffd half');
    });
  });

  it('is XML', async () => {
    const drawings = caseNames.map((name) => flowFigure(flowCase(name)).draw(themed(360)));
    const roots = await withPage('', { width }, (page) =>
      page.evaluate<string[]>(
        `${JSON.stringify(drawings)}.map((text) => {
          const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
          return parsed.querySelector('parsererror')?.textContent ?? parsed.documentElement.nodeName;
        })`,
      ),
    );
    expect(roots).toEqual(drawings.map(() => 'svg'));
  });
});
