import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../src/answers/compare/answer.ts';
import { responseSections } from '../../src/answers/compare/response-sections.ts';
import { comparisonsCsv } from '../../src/answers/compare/rows.ts';
import type { CompareStrategy } from '../../src/answers/compare/schema.ts';
import {
  type CompareAnswer,
  compareAnswerSchema,
  comparisonJsonSchema,
} from '../../src/answers/compare/schema.ts';
import { comparisonTables } from '../../src/answers/compare/sections.ts';
import { standardError } from '../../src/media/numbers.ts';
import { onScreen } from '../../src/media/text/screen.ts';
import { withOverrides } from '../../src/scenario/overrides.ts';
import { compareQuestions } from '../../src/study/compare/index.ts';
import { lineOf, pointsOf, type Variation } from '../../src/study/compare/vary.ts';
import { type Comparable, compared, house, timedPlan } from '../study/compare/scenarios.ts';
import { expectAtItsPlace } from './place.ts';

const illness = house('illness-death');
const relapses = house('reversible');

const questionsOf = ({ scenario: { time } }: Comparable) =>
  compareQuestions({ at: time.landmarks!, rmst: time.rmst!, quantiles: [] }, time.horizon);

async function entries(given: Comparable, n: number, subgroups: string[] = []) {
  return entriesOf(await compared(given, n, { subgroups }), given.scenario);
}

/** Cells of the plain-text tables in a text, with their headings. */
function tablesIn(text: string): { headings: string[]; rows: string[][] }[] {
  const lines = text.split('\n');
  return lines.flatMap((rule, i) => {
    if (!/^-+( +-+)+$/.test(rule)) return [];
    const spans = [...rule.matchAll(/-+/g)].map(({ index, 0: dashes }) => [index, index + dashes.length]);
    const cells = (line: string) => spans.map(([from, to]) => line.slice(from, to).trim());
    const rest = lines.slice(i + 1);
    const end = rest.indexOf('');
    // headings that are long stand in several lines
    const heads = lines.slice(lines.slice(0, i).lastIndexOf('') + 1, i).map(cells);
    const headings = spans.map((_, k) =>
      heads
        .map((line) => line[k]!)
        .join(' ')
        .trim(),
    );
    return [{ headings, rows: rest.slice(0, end < 0 ? undefined : end).map(cells) }];
  });
}

describe.each([
  ['illness-death', illness, 64_000, ['smokers', 'never-smokers']],
  ['illness-death, the fewest', illness, 1600, ['smokers']],
  ['reversible', relapses, 4000, ['relapsed-early', 'no-early-relapse']],
] as const)('%s', async (_, given, n, subgroups) => {
  const found = await entries(given, n, [...subgroups]);
  const [name, entry] = Object.entries(found)[0]!;
  const others = Object.keys(entry.endpoints).length;
  const { landmarks, rmst } = given.scenario.time;

  it('keeps to the schema', () => {
    const written = JSON.parse(JSON.stringify(found));
    expect(compareAnswerSchema.shape.comparisons.parse(written)).toEqual(written);
    // strict: what it does not know is refused
    const more = { [name]: { ...written[name], more: 1 } };
    expect(compareAnswerSchema.shape.comparisons.safeParse(more).success).toBe(false);
  });

  it('has a row for each difference in its CSV, with as many cells as the header', () => {
    const lines = comparisonsCsv({ comparisons: found }).trimEnd().split('\n');
    const curves = (1 + others) * (1 + subgroups.length);
    // survival, means, one median, one ratio and those of the periods
    const each = landmarks!.length + rmst!.length + 2 + landmarks!.length + 1;
    expect(lines).toHaveLength(1 + curves * each + Object.keys(entry.proportions).length);
    const cells = lines.map((line) => line.split(',').length);
    expect(new Set(cells)).toEqual(new Set([12]));
    expect(lines[0]).toMatch(/^strategy,group,endpoint,quantity,time,reference,/);
    const [first] = entry.survival;
    const { reference, strategy, difference, mcse, varianceRatio } = first!;
    const values = [
      reference.value,
      reference.mcse,
      strategy.value,
      strategy.mcse,
      difference,
      mcse,
      varianceRatio,
    ];
    expect(lines[1]).toBe([name, 'all', entry.endpoint, 'survival', landmarks![0], ...values].join(','));
  });

  it('shows the digits that the Monte Carlo error supports', () => {
    const text = comparisonTables(found, 'reference', questionsOf(given), 'month');
    const tables = tablesIn(text);
    expect(tables.length).toBeGreaterThan(8);
    let looked = 0;
    for (const { headings, rows } of tables) {
      for (const row of rows) {
        headings.forEach((_, i) => {
          if (headings[i + 1] !== 'MCSE' || i === 0) return;
          expectAtItsPlace(row[i]!, row[i + 1]!);
          looked++;
        });
      }
    }
    expect(looked).toBeGreaterThan(30);
    expect(text).not.toMatch(/NaN|undefined|null|Infinity|e[-+]\d/);
  });

  it('shows a ratio only with its error', () => {
    const text = comparisonTables(found, 'reference', questionsOf(given), 'month');
    const shown = tablesIn(text).find(({ headings }) => headings.includes('P, proportional hazards'))!;
    const { periods, mcse } = entry.hazardRatio;
    expectAtItsPlace(shown.rows[0]![1]!, shown.rows[0]![2]!);
    expect(shown.rows[0]![1]! === '-').toBe(mcse === null);
    periods.forEach(({ mcse }, k) => {
      const cell = shown.rows[0]![3 + k]!;
      expect(cell === '-').toBe(mcse === null);
      if (mcse !== null) expectAtItsPlace(cell, standardError(mcse));
    });
  });
});

it('a figure whose error is not known has no digits: a ratio of 0.6 is not shown as 1', async () => {
  const found = await entries(illness, 1600);
  const { hazardRatio, medians, survival } = found.prevention!;
  const unknown: CompareStrategy = {
    ...found.prevention!,
    hazardRatio: {
      ...hazardRatio,
      mcse: null,
      periods: hazardRatio.periods.map((one) => ({ ...one, mcse: null })),
    },
    medians: medians.map((one) => ({ ...one, difference: 7.7, mcse: null })),
    survival: survival.map((one) => ({ ...one, mcse: null })),
  };
  const text = comparisonTables({ prevention: unknown }, 'usual-care', questionsOf(illness), 'year');
  const rows = tablesIn(text).map(({ rows }) => rows.find(([name]) => name === 'prevention')!);
  expect(rows[0]!.slice(1)).toEqual(['-', '-', '-', '-']);
  expect(rows[1]!.slice(-3)).toEqual(['-', '-', '-']);
  expect(rows[2]!.slice(1, -1)).toEqual(['-', '-', '-', '-', '-']);
});

it('how much variance is saved is told in two digits', async () => {
  const found = await entries(illness, 1600);
  const shownFor = (varianceRatio: number) => {
    const rmst = found.prevention!.rmst.map((one) => ({ ...one, varianceRatio }));
    const text = comparisonTables(
      { prevention: { ...found.prevention!, rmst } },
      'x',
      questionsOf(illness),
      'year',
    );
    return tablesIn(text)[1]!.rows[1]![3];
  };
  expect(shownFor(1.2345)).toBe('1.2x');
  expect(shownFor(12.345)).toBe('12x');
  expect(shownFor(12_345)).toBe('12,000x');
});

it('a strategy of the file brings its title and its caveat', async () => {
  const { scenario } = relapses;
  const strategies = {
    ...scenario.strategies,
    maintenance: { ...scenario.strategies.maintenance!, caveat: 'Nobody has tried.' },
  };
  const result = await compared(relapses, 1600);
  const found = entriesOf(result, { ...scenario, strategies });
  expect(found.maintenance).toMatchObject({
    title: 'Maintenance in every remission',
    caveat: 'Nobody has tried.',
  });
  const text = comparisonTables(found, 'no-maintenance', questionsOf(relapses), 'month');
  expect(text).toMatch(/\n\nCaveats\n\n- maintenance: Nobody has tried\.$/);
});

describe('a response', async () => {
  const variations: Variation[] = [
    { parameter: 'prevention-ratio', values: lineOf(0.4, 1, 3) },
    { parameter: 'dies-healthy', values: lineOf(1e-7, 2e-7, 2) },
  ];
  const responses = async (vary: Variation[]) =>
    Promise.all(
      pointsOf(vary).map(async (set) => {
        const scenario = withOverrides(illness.scenario, set);
        const plans = ['usual-care', 'prevention'].map((name) => timedPlan(scenario, name));
        const result = await compared(illness, 3000, { reference: plans[0]!, plans: [plans[1]!] });
        return { set, fingerprint: result.fingerprint, comparisons: entriesOf(result, scenario) };
      }),
    );
  const provenance = {} as CompareAnswer['provenance'];
  const toldOf = (answer: Pick<CompareAnswer, 'vary' | 'points'>) =>
    onScreen(
      responseSections({ provenance, reference: { name: 'x', title: 'x' }, set: [], ...answer }, 'year'),
      true,
    );
  const line = await responses(variations.slice(0, 1));
  const grid = await responses(variations);

  it('keeps to the schema, every combination once, the last parameter changing fastest', () => {
    const written = JSON.parse(JSON.stringify(grid));
    expect(compareAnswerSchema.shape.points.unwrap().parse(written)).toEqual(written);
    expect(grid.map(({ set }) => set.map(({ value }) => value))).toEqual([
      [0.4, 1e-7],
      [0.4, 2e-7],
      [0.7, 1e-7],
      [0.7, 2e-7],
      [1, 1e-7],
      [1, 2e-7],
    ]);
  });

  it('along a line is a table with a row for each value, and a plot', () => {
    const text = toldOf({ vary: variations.slice(0, 1), points: line });
    const [found] = tablesIn(text);
    expect(found!.headings).toEqual([
      'prevention-ratio',
      'survival at 10, percentage points',
      'MCSE',
      'RMST(10), years',
      'MCSE',
      'hazard ratio',
      'MCSE',
    ]);
    expect(found!.rows.map(([value]) => value)).toEqual(['0.4', '0.7', '1']);
    for (const [, ...cells] of found!.rows)
      for (const k of [0, 2, 4]) expectAtItsPlace(cells[k]!, cells[k + 1]!);
    // a ratio of 1 is no change, for certain
    expect(found!.rows[2]!.slice(1)).toEqual(['0', '0', '0', '0', '1', '0']);
    expect(text.match(/●/g)).toHaveLength(9);
  });

  it('over two parameters is a table each for survival, the mean and the ratio, small values shown as they are', () => {
    const text = toldOf({ vary: variations, points: grid });
    const tables = tablesIn(text);
    expect(tables).toHaveLength(3);
    for (const [i, { headings, rows }] of tables.entries()) {
      expect(headings).toEqual(['prevention-ratio \\ dies-healthy', '1e-7', '2e-7']);
      expect(rows.map(([value]) => value)).toEqual(['0.4', '0.7', '1']);
      expect(rows[2]!.slice(1)).toEqual(i === 2 ? ['1', '1'] : ['0', '0']);
    }
  });

  it('has the values varied in columns of its CSV', () => {
    const lines = comparisonsCsv({ vary: variations, points: grid }).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^prevention-ratio,dies-healthy,strategy,group,/);
    expect((lines.length - 1) % 6).toBe(0);
    expect(new Set(lines.map((text) => text.split(',').length))).toEqual(new Set([14]));
    expect(lines[1]).toMatch(/^0\.4,1e-7,prevention,all,survival,survival,5,/);
    expect(lines.at(-1)).toMatch(/^1,2e-7,prevention,all,smoker,proportion,,/);
  });
});

it('the schema is written as JSON Schema too, closed to what it does not know', () => {
  const schema = JSON.stringify(comparisonJsonSchema());
  expect(schema).toContain('"title":"sojourn comparison"');
  expect(schema).toContain('"additionalProperties":false');
  expect(schema).toContain('strategy - reference');
});
