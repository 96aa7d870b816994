/** Order of groups, the reference, and causes told apart, against R. */
import { describe, expect, it } from 'vitest';
import { analysisText } from '../../../src/answers/analyse/sections.ts';
import { type Analysis, analyse, type CoxComparison } from '../../../src/study/analyse/index.ts';
import { levelsOf } from '../../../src/study/analyse/levels.ts';
import { type CoxAnswer, expectNear, files, type HazardAnswer, patientsOf } from './files.ts';

const { data, by } = files.causes;
const patients = patientsOf(data.time, data.status, data.dose, ['1', '2']);

function expectHazards(cox: CoxComparison, wanted: HazardAnswer): void {
  for (const ties of ['efron', 'breslow'] as const) {
    const answer: CoxAnswer = wanted[ties];
    const found = cox[ties];
    expect(found.map(({ group }) => group)).toEqual(answer.names);
    for (const [j, one] of found.entries())
      for (const key of ['coef', 'se', 'lower', 'upper'] as const)
        expectNear(one[key], answer[key][j]!, 1e-9);
  }
  const { statistic, df, p } = cox.proportionalHazards;
  expectNear(statistic, wanted.efron.zph[0], 1e-8);
  expect(df).toBe(wanted.efron.zph[1]);
  expectNear(p, wanted.efron.zph[2], 1e-8);
}

describe.each(Object.entries(by))('over dose %s', (reference, wanted) => {
  const found: Analysis = analyse(patients, { at: [1], reference });

  it('groups whose names are numbers stand in the order of numbers, the reference first', () => {
    expect(found.order).toEqual(wanted.any.levels);
  });

  it('ratios of any cause and of each cause alone are R’s', () => {
    expectHazards(found.cox!, wanted.any);
    expect(Object.keys(found.causeSpecific!)).toEqual(['1', '2']);
    for (const cause of ['1', '2'] as const) expectHazards(found.causeSpecific![cause]!.cox, wanted[cause]);
  });

  it('log-rank tests of any cause and of each cause alone are R’s', () => {
    expectNear(found.tests.logRank!.statistic, wanted.any.chiSquare);
    for (const cause of ['1', '2'] as const)
      expectNear(found.causeSpecific![cause]!.logRank.statistic, wanted[cause].chiSquare);
  });
});

it('unless a reference is given it is the smallest number, not what comes first in the alphabet', () => {
  const found = analyse(patients, { at: [1] });
  expect(found.order).toEqual(['2', '5', '10']);
  expectHazards(found.cox!, by['2'].any);
});

it('a printed ratio is of the group named first over the one named second', () => {
  const two = data.dose.map((dose, i) => ({ dose, i })).filter(({ dose }) => dose !== 2);
  const pick = (column: number[]) => two.map(({ i }) => column[i]!);
  const some = patientsOf(
    pick(data.time),
    pick(data.status).map((s) => (s > 0 ? 1 : 0)),
    pick(data.dose),
  );
  const forth = analyse(some, { at: [1] });
  const back = analyse(some, { at: [1], reference: '10' });
  const hr = (one: Analysis) => one.cox!.efron[0]!.hr!;
  expectNear(hr(forth) * hr(back), 1);
  expectNear(forth.rmst!.difference.value! + back.rmst!.difference.value!, 0);
  // above 0: more events than expected in the group that has the higher hazard
  expect(Math.sign(forth.tests.maxCombo!.statistic!)).toBe(Math.sign(Math.log(hr(forth))));
  expectNear(forth.tests.maxCombo!.statistic! + back.tests.maxCombo!.statistic!, 0);
  expect(analysisText(forth)).toContain(`10 over 5  Efron    ${Number(hr(forth).toPrecision(5))}`);
  expect(analysisText(back)).toContain(`5 over 10  Efron    ${Number(hr(back).toPrecision(5))}`);
});

it('with several causes every heading says of which events it is', () => {
  const text = analysisText(analyse(patients, { at: [1, 2], weights: { rho: 0, gamma: 1 } }));
  const headings = text.split('\n\n').filter((part) => /^[A-Z][^\n]*$/.test(part));
  for (const heading of headings)
    expect(heading).toMatch(
      /of any cause|by cause|[Cc]ause-specific|^Proportional hazards \(score test, cause/,
    );
  expect(headings.length).toBeGreaterThanOrEqual(8);
  expect(text).toMatch(/log-rank, events of any cause/);
  expect(text).toMatch(/^\d+, free of events of any cause$/m);
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
});

it('with one cause nothing speaks of causes', () => {
  const one = patientsOf(
    data.time,
    data.status.map((s) => (s > 0 ? 1 : 0)),
    data.dose,
  );
  const found = analyse(one, { at: [1] });
  expect(found.causeSpecific).toBeUndefined();
  expect(analysisText(found)).not.toMatch(/cause/);
});

it('an unknown reference is refused', () => {
  expect(() => analyse(patients, { at: [1], reference: '3' })).toThrow(
    'reference is 3, must be one of the groups 2, 5, 10',
  );
});

describe('levels', () => {
  it.each([
    ['numbers by size', ['10', '9.5', '-1', '2'], ['-1', '2', '9.5', '10']],
    ['words by their letters', ['b', 'a', 'B'], ['B', 'a', 'b']],
    ['numbers among words as words', ['10', '9', 'x'], ['10', '9', 'x']],
    [
      'names that objects have',
      ['constructor', '__proto__', 'toString'],
      ['__proto__', 'constructor', 'toString'],
    ],
  ])('%s', (_, labels, names) => {
    const found = levelsOf(labels);
    expect(found.names).toEqual(names);
    expect(Array.from(found.codes, (code) => names[code])).toEqual(labels);
  });
});

it('groups may be called as what JavaScript objects have', () => {
  const names = ['__proto__', 'constructor', 'hr'];
  const found = analyse(
    patientsOf(
      data.time,
      data.status,
      data.dose.map((_, i) => names[i % 3]!),
      ['valueOf', '__proto__'],
    ),
    { at: [1] },
  );
  const text = analysisText(found);
  for (const name of names) expect(text).toContain(`\n${name} `);
  expect(text).toContain('constructor over __proto__');
  expect(text).toContain('log-rank, hazard of cause __proto__');
  expect(JSON.parse(JSON.stringify(found)).order).toEqual(names);
});

it('tables of groups with long names keep to 100 columns, and names stay whole', () => {
  const long = ['Placebo with best supportive care', 'Placebo with best standard care', 'New'];
  const found = analyse(
    patientsOf(
      data.time,
      data.status,
      data.dose.map((_, i) => long[i % 3]!),
      ['1', '2'],
    ),
    {
      at: [1],
    },
  );
  const text = analysisText(found);
  expect(text.split('\n').filter((line) => [...line].length > 100)).toEqual([]);
  for (const name of long) expect(text).toContain(name);
});
