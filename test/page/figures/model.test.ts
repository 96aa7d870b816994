import { describe, expect, it } from 'vitest';
import { themed } from '../../../src/page/figures/look.ts';
import { modelFigure } from '../../../src/page/figures/model.ts';
import { contrastProblems, describeInBrowser, showingPage, textProblems, withPage } from '../browser.ts';
import { caseNames, hostileNames, modelCase } from './diagram-cases.ts';
import { pageOf, width } from './diagram-pages.ts';
import { diagramProblems } from './diagram-problems.ts';

const model = modelFigure({
  ...{ id: 'drawing', title: 'The model', caption: 'Three states.' },
  states: [
    { name: 'well', title: 'Well', kind: 'start' },
    { name: 'split', title: 'Meeting', kind: 'decision' },
    { name: 'dead', title: 'Dead', kind: 'absorbing' },
  ],
  transitions: [
    { from: 'well', to: 'split', law: 'at the timer mdt-meeting', label: 'at mdt-meeting' },
    { from: 'well', to: 'dead', law: 'Weibull, shape 1.2, scale 14', label: 'early' },
    { from: 'well', to: 'dead', law: 'exponential, rate 0.01', label: 'late' },
    { from: 'split', to: 'dead', law: 'chance 1', label: '' },
  ],
});

describe('the drawing of the model', () => {
  it('has every law in its table and on hovering', () => {
    expect(model.table.header).toEqual(['from', 'to', 'label', 'law']);
    expect(model.table.rows).toEqual([
      ['Well', 'Meeting', 'at mdt-meeting', 'at the timer mdt-meeting'],
      ['Well', 'Dead', 'early', 'Weibull, shape 1.2, scale 14'],
      ['Well', 'Dead', 'late', 'exponential, rate 0.01'],
      ['Meeting', 'Dead', '', 'chance 1'],
    ]);
    const svg = model.draw(themed(760));
    for (const [, , , law] of model.table.rows) expect(svg).toContain(String(law));
  });

  it('draws two ways between the same states as one arrow whose hazards add up', () => {
    const svg = model.draw(themed(760));
    expect(svg).toContain('>early + late</text>');
    expect(svg.match(/class="arrow"/g)).toHaveLength(3);
  });

  it('explains its shapes', () => {
    expect(model.caption).toBe(
      'Three states. Cut corners: a decision, which takes no time; double line: a state that is not left.',
    );
  });

  it('refuses transitions of states that it does not know', () => {
    const transitions = [{ from: 'well', to: 'dead', law: 'never', label: '' }];
    const states = [{ name: 'dead', title: 'Dead', kind: 'absorbing' as const }];
    expect(() => modelFigure({ id: 'm', title: '', caption: '', states, transitions })).toThrow(
      new RangeError('the transitions of figure m name "well", must be one of its states'),
    );
  });

  it('draws states from left to right where there is room, from top to bottom where there is less', () => {
    const heightOf = (width: number) => Number(/height="(\d+)"/.exec(model.draw(themed(width)))![1]);
    expect(heightOf(760)).toBeLessThan(150);
    expect(heightOf(360)).toBeGreaterThan(200);
  });
});

describeInBrowser('the drawing of the model in a browser', () => {
  const show = showingPage(width);

  it.each(caseNames)('lies well at every width and in both themes: %s', async (name) => {
    const figure = modelFigure(modelCase(name));
    const page = await show(pageOf(figure));
    expect(await textProblems(page)).toEqual([]);
    expect(await diagramProblems(page)).toEqual([]);
    expect(await contrastProblems(page), 'light').toEqual([]);
    await show(pageOf(figure, 'dark'), 'dark');
    expect(await contrastProblems(page), 'dark').toEqual([]);
  });

  it('is inert whatever names and labels hold', async () => {
    const figure = modelFigure(modelCase('hostile names'));
    await withPage(pageOf(figure), { width }, async (page) => {
      const strange = 'svg script, svg b, svg svg, svg [onclick], svg [onload]';
      expect(await page.locator(strange).count()).toBe(0);
      const titles = (await page.locator('svg title').allTextContents()).join('\n');
      for (const name of hostileNames.slice(0, -1)) expect(titles).toContain(name);
    });
  });
});
