import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/scenario/schema/index.ts';
import { uncertaintyOf } from '../../src/uncertainty/items.ts';
import { withPosterior } from '../../src/uncertainty/posterior-file.ts';
import { uncertaintyProblems } from '../../src/uncertainty/problems.ts';
import { drawsOf, scenarioOf, scenarioText } from './scenarios.ts';

const ROWS = 120;
const names = ['shape', 'scale', 'two.death'];
const rows: readonly (readonly number[])[] = Array.from({ length: ROWS }, (_, i) => [
  1 + i / 1000,
  30 + ((i * 7) % ROWS) / 10,
  0.02 + i / 1e4,
]);
const withRow = (at: number, row: readonly (number | string)[]) =>
  rows.map((one, i) => (i === at ? row : one));
const csv = (header: readonly string[] = names, body: readonly (readonly (number | string)[])[] = rows) =>
  [header, ...body].map((row) => row.join(',')).join('\n');
const text = scenarioText('posterior: { file: posterior.csv }');
const scenario = scenarioOf(text);

function readSound(of: Scenario, file: string): Scenario {
  const read = withPosterior(of, file);
  expect(read.problems).toEqual([]);
  return read.scenario!;
}

const problems = (file: string, of = scenario) =>
  withPosterior(of, file).problems.map(({ line, column, message }) =>
    [line, column ?? '', message].join(' '),
  );

describe('a posterior file', () => {
  it('gives whole rows, each once in as many draws as there are rows', () => {
    const drawn = drawsOf(readSound(scenario, csv()), 2 * ROWS);
    const found = drawn.shape!.map((_, d) => names.map((name) => drawn[name]![d]!).join(' '));
    const all = rows.map((row) => row.join(' ')).sort();
    expect(found.slice(0, ROWS).sort()).toEqual(all);
    expect(found.slice(ROWS).sort()).toEqual(all);
    expect(found.slice(0, ROWS)).not.toEqual(rows.map((row) => row.join(' ')));
    expect(found.slice(ROWS)).not.toEqual(found.slice(0, ROWS));
  });

  it('takes the same rows with a column less, in other order, and another seed others', () => {
    const all = drawsOf(readSound(scenario, csv()), 10);
    const few = drawsOf(
      readSound(
        scenario,
        csv(
          ['two.death', 'scale'],
          rows.map(([, b, c]) => [c!, b!]),
        ),
      ),
      10,
    );
    expect(few.scale).toEqual(all.scale);
    expect(few['two.death']).toEqual(all['two.death']);
    expect(few.response).toEqual(all.response);
    expect(drawsOf(readSound(scenario, csv()), 10, { seed: 'other' }).scale).not.toEqual(all.scale);
  });

  it('stands in place of what a number has for evidence of its own', () => {
    const { drawn } = uncertaintyOf(readSound(scenario, csv()), ['two']);
    const death = drawn.find(({ name }) => name === 'two.death')!;
    expect(death).toMatchObject({ rule: 'posterior', law: { name: 'sample', parameters: { rows: ROWS } } });
    if (death.kind !== 'number') throw new Error('not a number');
    const mean = rows.reduce((sum, row) => sum + row[2]!, 0) / ROWS;
    expect(death.law.mean).toBeCloseTo(mean, 12);
    expect(death.law.quantile(0.5)).toBeCloseTo(mean, 12);
  });

  it('is read by the columns that the scenario names, whatever else it has', () => {
    const named = scenarioOf(text.replace('posterior.csv }', 'posterior.csv, parameters: [shape] }'));
    const { drawn } = uncertaintyOf(
      readSound(
        named,
        csv(
          ['lp__', 'shape'],
          rows.map(([a]) => ['x', a!]),
        ),
      ),
      ['one'],
    );
    expect(drawn.filter((one) => one.kind === 'number' && one.rule === 'posterior')).toHaveLength(1);
  });

  it('may number its rows, and part cells as tables do', () => {
    const numbered = csv(
      ['draw', ...names],
      rows.map((row, i) => [i + 1, ...row]),
    );
    expect(drawsOf(readSound(scenario, numbered), 5)).toEqual(drawsOf(readSound(scenario, csv()), 5));
    const tabs = numbered.replaceAll(',', '\t');
    expect(drawsOf(readSound(scenario, tabs), 5)).toEqual(drawsOf(readSound(scenario, csv()), 5));
  });

  it('holds an order by other rows', () => {
    const ordered = scenarioOf(`${text}\nordered: [[two.death, death]]`);
    const drawn = drawsOf(readSound(ordered, csv()), 200);
    drawn.death!.forEach((value, d) => {
      expect(value).toBeGreaterThanOrEqual(drawn['two.death']![d]!);
    });
    const whole = new Set(rows.map((row) => row.join(' ')));
    drawn.shape!.forEach((_, d) => {
      expect(whole.has(names.map((name) => drawn[name]![d]!).join(' '))).toBe(true);
    });
  });

  it.each<[string, string, string]>([
    ['nothing in it', '', '1  the file is empty; its first line must be a header'],
    ['no row', csv(names, []), '1  there is a header and no row after it'],
    [
      'too few rows',
      csv(names, rows.slice(0, 99)),
      '1  99 rows of joint draws, must be from 100 to 1,000,000',
    ],
    [
      'a column that is no parameter',
      csv(['shape', 'sclae', 'two.death']),
      '1  column parameter "sclae" is not in the scenario; did you mean "scale"?; name the columns to read under posterior.parameters',
    ],
    [
      'a column that is derived',
      csv(['shape', 'twice', 'two.death']),
      '1  column "twice" is a parameter that follows from others; give those a column instead',
    ],
    ['a column twice', csv(['shape', 'shape', 'scale']), '1  two columns are called "shape"'],
    [
      'a word for a number',
      csv(names, withRow(17, [1, 'high', 0.02])),
      '19 scale is "high", must be a number',
    ],
    [
      'a cell without a number',
      csv(names, withRow(0, [1, '', 0.02])),
      '2 scale is missing, must be a number',
    ],
    [
      'an infinite number',
      csv(names, withRow(3, [1, 'Infinity', 0.02])),
      '5 scale is "Infinity", must be a number',
    ],
    ['a row too short', csv(names, withRow(5, [1, 30])), '7  2 cells, must be 3 as in the header'],
    ['a rate below 0', csv(names, withRow(9, [1, 30, -0.1])), '11 two.death is -0.1, must be > 0'],
  ])('is refused with its place: %s', (_, file, message) => {
    expect(problems(file)).toEqual([message]);
  });

  it('is refused without a column that the scenario names', () => {
    const named = scenarioOf(text.replace('posterior.csv }', 'posterior.csv, parameters: [shape, other] }'));
    expect(problems(csv(), named)).toEqual([
      '1  there is no column "other"; the header has "shape", "scale", "two.death"',
    ]);
  });

  it('must be read before anything is drawn', () => {
    expect(uncertaintyProblems(scenario).map(({ message }) => message)).toEqual([
      'posterior.csv was not read; withPosterior takes its text',
    ]);
    expect(() => uncertaintyOf(scenario, ['one'])).toThrow('(at posterior.file)');
  });

  it('has numbers that are in no fit and no other group', () => {
    const twice = scenarioOf(
      `${text}\nfits: { leave: { parameters: [shape], scale: log, covariance: [[0.1]], from: paper } }`,
    );
    expect(uncertaintyProblems(readSound(twice, csv()))[0]!.message).toContain(
      'shape is drawn with others already; it can be in one of them',
    );
  });
});
