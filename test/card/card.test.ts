import { describe, expect, it } from 'vitest';
import { cardOf, differences, type Place } from '../../src/card/card.ts';
import type { Measured, Row } from '../../src/card/measure.ts';
import { cardTables, threeDigits } from '../../src/card/tables.ts';
import { cardText } from '../../src/card/text.ts';

const place: Place = {
  version: '1.2.3',
  date: '2030-01-02',
  processor: 'A processor',
  threads: 8,
  memoryGiB: 16,
  platform: 'linux x64',
  runtime: 'Node v20.20.2',
};

const row = (engine: Row['engine'], threads: number, seconds: number[], more: Partial<Row> = {}): Row => ({
  scenario: 'benchmark',
  strategy: 'reference',
  engine,
  threads,
  patients: 8e6,
  chunks: 8,
  seconds,
  fingerprint: 'aaaaaaaaaaaaaaaa',
  expected: 'aaaaaaaaaaaaaaaa',
  ...more,
});

const small: Measured['small'] = (['wasm', 'typescript'] as const).map((engine, i) => ({
  scenario: 'benchmark',
  engine,
  patients: 600,
  cohorts: 1000,
  microseconds: [20 + i * 20, 22 + i * 20, 21 + i * 20],
  fingerprint: 'bbbbbbbbbbbbbbbb',
  expected: 'bbbbbbbbbbbbbbbb',
}));

const measured: Measured = {
  rows: [
    row('wasm', 1, [0.16, 0.2, 0.165]),
    row('wasm', 8, [0.025, 0.025, 0.025]),
    row('typescript', 1, [0.4, 0.4, 0.4]),
    row('typescript', 8, [0.05, 0.05, 0.05]),
  ],
  small,
};

const about = { quick: false, seed: '1', repeats: 3 };
const card = cardOf(measured, place, about);

const wrong = cardOf(
  { rows: [row('wasm', 1, [1], { fingerprint: 'cccccccccccccccc' }), ...measured.rows.slice(1)], small },
  place,
  about,
);

describe('a card', () => {
  it('has speeds, and the efficiency of threads beside one thread of the same engine', () => {
    expect(card.rows.map(({ speed }) => Math.round(speed.median / 1e5) / 10)).toEqual([48.5, 320, 20, 160]);
    expect(card.rows[0]!.efficiency).toBeUndefined();
    expect(card.rows[1]!.efficiency).toBeCloseTo(0.165 / 0.2);
    expect(card.rows[3]!.efficiency).toBeCloseTo(1);
    expect(card.small.map(({ spread }) => spread.median)).toEqual([21, 41]);
    expect(card.same).toBe(true);
  });

  it('survives being written as JSON', () => {
    expect(JSON.parse(JSON.stringify(card))).toEqual(card);
  });
});

describe('its tables', () => {
  it('are lined up', () => {
    expect(cardTables(card)).toBe(
      `sojourn 1.2.3
A processor, 8 threads, 16 GiB, linux x64, Node v20.20.2

Million patients a second: median of 3 repeats in turns, slowest and fastest; seed 1

scenario    patients  engine      threads   M/s  slowest  fastest  efficiency  fingerprint
---------  ---------  ----------  -------  ----  -------  -------  ----------  ----------------
benchmark  8,000,000  wasm              1  48.5     40.0     50.0              aaaaaaaaaaaaaaaa
benchmark  8,000,000  wasm              8   320      320      320         83%  aaaaaaaaaaaaaaaa
benchmark  8,000,000  typescript        1  20.0     20.0     20.0              aaaaaaaaaaaaaaaa
benchmark  8,000,000  typescript        8   160      160      160        100%  aaaaaaaaaaaaaaaa

600 patients of benchmark at a time, microseconds of engine time: median of 3, slowest and fastest

engine      microseconds  slowest  fastest  fingerprint
----------  ------------  -------  -------  ----------------
wasm                21.0     22.0     20.0  bbbbbbbbbbbbbbbb
typescript          41.0     42.0     40.0  bbbbbbbbbbbbbbbb

Every fingerprint is the expected one: the work was the same as on every machine.`,
    );
  });

  it('say where the work does not divide among the threads, and where something else was running', () => {
    const uneven = { ...measured, rows: [row('wasm', 1, [1, 2]), row('wasm', 6, [0.3, 0.3])] };
    const tables = cardTables(cardOf(uneven, place, about));
    expect(tables).toContain('benchmark has 8 chunks: the efficiency of 6 threads is at most 67%.');
    expect(tables).toContain('differ by a factor of up to 2.0: the machine was busy');
  });

  it('mark each row that was other work', () => {
    expect(cardTables(wrong)).toContain('cccccccccccccccc DIFFERS');
    expect(cardTables(wrong)).toContain('FINGERPRINTS DIFFER from those expected');
    expect(cardTables(wrong)).not.toContain('as on every machine');
  });

  it('show three digits that count', () => {
    expect([0.123456, 9.996, 12.345, 99.96, 1234.5].map(threeDigits)).toEqual([
      '0.12',
      '10.0',
      '12.3',
      '100',
      '1235',
    ]);
  });
});

describe('the text to paste', () => {
  it('says the machine, the figures and the fingerprints', () => {
    expect(cardText(card)).toBe(
      `sojourn 1.2.3 on 2030-01-02
A processor
8 threads, 16 GiB, linux x64, Node v20.20.2
million patients a second, median of 3 (slowest-fastest), seed 1
scenario         engine      1 thread           8 threads          efficiency
benchmark        wasm        48.5 (40.0-50.0)   320 (320-320)      83%
benchmark        typescript  20.0 (20.0-20.0)   160 (160-160)      100%
600 patients: wasm 21.0, typescript 41.0 microseconds
benchmark aaaaaaaaaaaaaaaa
fingerprints as expected: the same work as on every machine`,
    );
  });

  it('has at most 12 lines of 80 characters, whatever the processor is called', () => {
    const two = ['stage-iv-rectal', 'benchmark'].flatMap((scenario) =>
      measured.rows.map((one) => ({ ...one, scenario, threads: one.threads === 1 ? 1 : 192 })),
    );
    const long = { ...place, processor: 'A very long name of a processor '.repeat(5) };
    const lines = cardText(cardOf({ rows: two, small }, long, about)).split('\n');
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines[1]).toMatch(/\.\.\.$/);
    // the figures are whole
    expect(lines[5]).toMatch(/% of 4%$/);
  });

  it('has no second column where there is one thread', () => {
    const alone = cardText(
      cardOf({ rows: measured.rows.filter(({ threads }) => threads === 1), small }, place, about),
    );
    expect(alone).toContain('scenario         engine      1 thread\n');
    expect(alone).toContain('benchmark        wasm        48.5 (40.0-50.0)\n');
    expect(alone).not.toContain('efficiency');
  });

  it('says so where less was done, or other work', () => {
    expect(cardText({ ...card, quick: true })).toMatch(/^sojourn 1\.2\.3 on 2030-01-02, a quick card\n/);
    expect(cardText(wrong)).toMatch(/FINGERPRINTS DIFFER from those expected: NOT the same work.*$/);
    expect(cardText(wrong)).toContain('benchmark cccccccccccccccc');
  });
});

describe('differences', () => {
  it('are none where all is well', () => {
    expect(differences(card)).toEqual([]);
  });

  it('are named one by one, with what was expected', () => {
    expect(wrong.same).toBe(false);
    expect(differences(wrong)).toEqual([
      'benchmark, wasm, 1 thread: fingerprint cccccccccccccccc, expected aaaaaaaaaaaaaaaa',
    ]);
    const [first, ...rest] = small;
    const other = cardOf(
      { ...measured, small: [{ ...first!, fingerprint: 'dddddddddddddddd' }, ...rest] },
      place,
      about,
    );
    expect(differences(other)).toEqual([
      '600 patients of benchmark, wasm: fingerprint dddddddddddddddd, expected bbbbbbbbbbbbbbbb',
    ]);
  });
});
