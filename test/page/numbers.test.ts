import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { CompareAnswer, CompareStrategy } from '../../src/answers/compare/schema.ts';
import type { RunAnswer } from '../../src/answers/run/schema.ts';
import { answerTo, rectal, tutorial } from './answered.ts';
import { type Point, read } from './figures/drawn.ts';

const small = ['-n', '20000', '--seed', 'pages'];

type Document = ReturnType<typeof parseHTML>['document'];
type Found = NonNullable<ReturnType<Document['querySelector']>>;

/** The rows of a table: numbers with all their digits, or what is written. */
function rowsOf(table: Found): (number | string)[][] {
  return [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map(cellOf));
}

function cellOf(cell: Found): number | string {
  const value = cell.querySelector('data')?.getAttribute('value');
  if (value !== undefined && value !== null) return Number(value);
  const text = (cell.querySelector('.param > bdi') ?? cell).textContent.trim();
  return /^-?\d[\d.e+-]*$/.test(text) ? Number(text) : text;
}

const tableOf = (document: Document, figure: string) =>
  rowsOf(document.getElementById(`figure-${figure}`)!.querySelector('details.numbers table')!);

/** What is drawn at a time, and how far from it a drawing may be. */
function heightAt(points: readonly Point[], x: number): number {
  const k = points.findIndex((point, i) => i > 0 && point.x >= x - 1e-9);
  const [a, b] = [points[k - 1]!, points[k]!];
  return a.x === b.x ? b.y : a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y);
}

describe('the numbers on the page of a run are those of its JSON', () => {
  const words = ['run', rectal, ...small, '--strategy', 'study-schedule', 'watch-and-wait'];
  const answer = () => answerTo<RunAnswer>(...words);

  it('in its headline, of the first endpoint', async () => {
    const { page, json } = await answer();
    const rows = rowsOf(parseHTML(page).document.querySelector('.keys table')!);
    const expected = Object.values(json.strategies).map(({ title, endpoints, targets }) => {
      const { survival, quantiles } = Object.values(endpoints)[0]!;
      const judged = targets.filter(({ inside }) => inside !== null);
      const inside = judged.filter((target) => target.inside).length;
      const median = quantiles.find(({ p }) => p === 0.5)!.value ?? 'not reached';
      const within = judged.length === 0 ? '-' : `${inside} of ${judged.length}`;
      return [title, ...survival.map(({ value }) => value), median, within];
    });
    expect(rows).toEqual(expected);
  });

  it('in its tables of survival, medians and restricted means', async () => {
    const { page, json } = await answer();
    const { document } = parseHTML(page);
    const strategies = Object.values(json.strategies);
    const names = Object.keys(strategies[0]!.endpoints);
    const tables = [...document.querySelectorAll('#survival table')].filter(
      (table) => !table.closest('details'),
    );
    expect(tables.length).toBe(names.length);
    for (const [i, name] of names.entries()) {
      const expected = strategies.map(({ title, endpoints }) => {
        const { survival, quantiles, rmst } = endpoints[name]!;
        const { value: median, lower } = quantiles.find(({ p }) => p === 0.5)!;
        return [
          title,
          ...survival.map(({ value }) => value),
          median ?? 'not reached',
          lower ?? '-',
          ...rmst.map(({ value }) => value),
        ];
      });
      expect(rowsOf(tables[i]!)).toEqual(expected);
    }
  });

  it('in its table of published figures', async () => {
    const { page, json } = await answer();
    const { document } = parseHTML(page);
    const [table] = document.querySelectorAll('#targets table');
    const rows = rowsOf(table!);
    const { targets } = Object.values(json.strategies)[0]!;
    expect(rows.length).toBe(targets.length);
    const names = [...table!.querySelectorAll('tbody th')].map((cell) => cell.textContent);
    for (const [i, { name, published, simulated, inside, calibration }] of targets.entries()) {
      const [figure, first, , second, verdict] = rows[i]!;
      expect([figure, first, second], name).toEqual([name, published, simulated ?? '-']);
      expect(verdict).toBe(inside === null ? '' : inside ? 'inside' : 'outside');
      expect(names[i]!.endsWith(' *'), name).toBe(calibration);
    }
  });

  it('along its curves, to a pixel, at both widths', async () => {
    const { page, json } = await answer();
    const { document } = parseHTML(page);
    for (const [strategy, { endpoints }] of Object.entries(json.strategies))
      for (const [name, { survival }] of Object.entries(endpoints))
        for (const width of [872, 320]) {
          const drawn = read(document.getElementById(`survival:${name}-${width}`)!.outerHTML);
          const points = drawn.points('data-series', strategy);
          for (const { at, value } of survival)
            expect(Math.abs(heightAt(points, at) - value!), `${name} at ${at}`).toBeLessThan(drawn.perPixel);
        }
  });

  it('in the tables behind its figures', async () => {
    const { page, json } = await answer();
    const { document } = parseHTML(page);
    for (const [name, { title }] of Object.entries(Object.values(json.strategies)[0]!.endpoints)) {
      const rows = tableOf(document, `survival:${name}`);
      for (const { title: of, endpoints } of Object.values(json.strategies))
        for (const { at, value } of endpoints[name]!.survival) {
          const row = rows.find(([curve, time]) => curve === of && time === at);
          if (row) expect(row[2], `${title}, ${of} at ${at}`).toBe(value);
        }
    }
    const flow = tableOf(document, 'ways:study-schedule');
    for (const { from, to, patients } of json.strategies['study-schedule']!.ways)
      if (patients > 0)
        expect(
          flow.some((row) => row.includes(patients)),
          `${from} to ${to}`,
        ).toBe(true);
  });

  it('for every number of a parameter', async () => {
    const { page } = await answer();
    const { document } = parseHTML(page);
    const rows = rowsOf(document.querySelector('#parameters table')!);
    const value = (name: string) =>
      rows.find(([of]) => of === name)!.find((cell) => typeof cell === 'number');
    expect([value('kappa'), value('relapse-shape'), value('recognised-share')]).toEqual([0, 2.7, 0.8]);
  });
});

describe('the numbers on the page of a comparison are those of its JSON', () => {
  const answers = {
    three: () => answerTo<CompareAnswer>('compare', tutorial, ...small),
    sixteen: () => answerTo<CompareAnswer>('compare', rectal, ...small),
  };

  it.each(Object.entries(answers))('in its differences and ratios, of %s', async (_, ask) => {
    const { page, json } = await ask();
    const { document } = parseHTML(page);
    const entries = Object.values(json.comparisons!);
    const { endpoint } = entries[0]!;
    const near = (found: unknown, expected: number) =>
      expect(Math.abs((found as number) - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
    const rowOf = (figure: string, title: string, group = title) => {
      const found = tableOf(document, figure).find((row) => row.includes(title) && row.includes(group));
      return found?.filter((cell) => typeof cell === 'number');
    };
    const isMany = entries.length > 5;
    for (const { title, survival, rmst, hazardRatio } of entries) {
      near(rowOf(`ratios:${endpoint}`, title)![0], hazardRatio.value!);
      for (const { at, difference, mcse } of survival) {
        const row = isMany
          ? rowOf(`differences-at-${at}:${endpoint}`, title)!
          : rowOf(`differences:${endpoint}`, title, `at ${at} years`)!;
        near(row[0], difference! * 100);
        near(row[1], (difference! - 1.959963984540054 * mcse!) * 100);
      }
      const { tau, difference } = rmst.at(-1)!;
      const unit = isMany ? 'months' : 'years';
      near(rowOf(`means:${endpoint}`, title, `up to ${tau} ${unit}`)![0], difference!);
    }
  });

  it('patient by patient', async () => {
    const { page, json } = await answers.sixteen();
    const { document } = parseHTML(page);
    const rows = rowsOf(document.querySelector('#lives table')!);
    for (const [i, { title, lives, survival }] of Object.values(json.comparisons!).entries())
      expect(rows[i]).toEqual([
        title,
        ...survival.map(({ numberNeededToTreat: needed }) => needed?.value ?? '-'),
        ...(['longer', 'same', 'shorter'] as const).map((who) => lives?.[who].value ?? '-'),
      ]);
  });

  it('at every value of what is varied', async () => {
    const { page, json } = await answerTo<CompareAnswer>(
      ...['compare', tutorial, ...small, '--strategy', 'prevention', '--vary', 'prevention-ratio=0.4:1:4'],
    );
    const { document } = parseHTML(page);
    const of = (comparisons: Record<string, CompareStrategy>) => Object.values(comparisons)[0]!;
    expect(tableOf(document, 'response-ratio').map((row) => row.slice(1, 3))).toEqual(
      json.points!.map(({ set, comparisons }) => [set[0]!.value, of(comparisons).hazardRatio.value]),
    );
    expect(tableOf(document, 'response-rmst').map((row) => row.slice(1, 3))).toEqual(
      json.points!.map(({ set, comparisons }) => [set[0]!.value, of(comparisons).rmst.at(-1)!.difference]),
    );
  });
});
