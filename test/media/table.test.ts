import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/media/block.ts';
import { countCell, figureCell, percentCell } from '../../src/media/cell.ts';
import { type Form, written, writtenError } from '../../src/media/form.ts';
import { tableHtml } from '../../src/media/html/table-html.ts';
import type { Table } from '../../src/media/table.ts';
import { tableCsv } from '../../src/media/table-csv.ts';
import { blocksText } from '../../src/media/text/blocks.ts';
import { tableText } from '../../src/media/text/table-text.ts';

/** A cell of every kind, with and without a value. */
const every: Table = {
  name: 'every',
  title: 'Every cell',
  columns: [
    { key: 'endpoint', heading: 'endpoint', isWord: true },
    { key: 'patients', heading: 'patients' },
    { key: 'survival_24', heading: '% at 24', error: 'MCSE' },
    { key: 'median', heading: 'median' },
    { key: 'median_ci', heading: '95% interval', isJoined: true },
    { key: 'verdict', heading: '', isWord: true },
  ],
  rows: [
    {
      key: 'OS',
      cells: [
        'OS',
        countCell(12000),
        percentCell(0.56473, 0.0005),
        figureCell(31.416, 0.25, 'not reached'),
        { lower: 30.916, upper: 31.916, mcse: 0.25, form: { as: 'figure' }, open: 'not reached' },
        { mark: 'good', text: 'inside' },
      ],
    },
    {
      key: 'a<b',
      cells: [
        'a<b',
        countCell(5),
        percentCell(null, null),
        figureCell(null, null, 'not reached'),
        { lower: 40.25, upper: null, mcse: null, form: { as: 'figure' }, open: 'not reached' },
        { mark: 'bad', text: 'outside' },
      ],
    },
  ],
  notes: ['A note.', 'Another.'],
};

describe('a table told in three media', () => {
  it('is in a text aligned, errors in columns of their own, a bad verdict in capitals', () => {
    expect(tableText(every)).toBe(
      [
        'Every cell',
        '',
        'endpoint  patients  % at 24   MCSE       median       95% interval',
        '--------  --------  -------  -----  -----------  -----------------  -------',
        'OS          12,000    56.47  0.050         31.4       30.9 to 31.9  inside',
        'a<b              5        -      -  not reached  40 to not reached  OUTSIDE',
        '',
        'A note.',
        'Another.',
      ].join('\n'),
    );
  });

  it('has on a page its errors small in the same cell, all digits for programs, and what the page adds', () => {
    const { text } = tableHtml(every, {
      names: new Map([['OS', 'Overall survival']]),
      columns: [{ heading: 'rests on', cells: new Map([['a<b', 'an assumption']]) }],
    });
    const cells = [...text.matchAll(/<t[dh](?=[ >])[^>]*>(.*?)<\/t[dh]>/g)].map(([, cell]) => cell);
    expect(text).toContain('<caption><span>Every cell; small: Monte Carlo standard error</span></caption>');
    expect(cells).toEqual([
      'endpoint',
      'patients',
      '% at 24',
      'median',
      '95% interval',
      '',
      'rests on',
      '<bdi>Overall survival</bdi>',
      '<data value="12000">12,000</data>',
      '<data value="0.56473">56.47</data> <small class="soft">0.050</small>',
      '<data value="31.416">31.4</data>',
      '<data value="30.916">30.9</data> to <data value="31.916">31.9</data>',
      '<bdi><span class="good">inside</span></bdi>',
      '<bdi></bdi>',
      '<bdi>a&lt;b</bdi>',
      '5',
      '-',
      'not reached',
      '<data value="40.25">40</data> to not reached',
      '<bdi><span class="bad">outside</span></bdi>',
      '<bdi>an assumption</bdi>',
    ]);
    expect(text).toContain('<bdi>A note.</bdi>');
  });

  it('has in a CSV every number with all its digits, errors and limits in columns of their own', () => {
    expect(tableCsv(every)).toBe(
      [
        'endpoint,patients,survival_24,survival_24_mcse,median,median_ci_lower,median_ci_upper,verdict',
        'OS,12000,0.56473,0.0005,31.416,30.916,31.916,inside',
        'a<b,5,,,,40.25,,outside',
        '',
      ].join('\n'),
    );
  });

  it('is shown nowhere without rows', () => {
    const empty = { ...every, rows: [] };
    expect(tableText(empty)).toBe('');
    expect(tableHtml(empty).text).toBe('');
    expect(tableCsv(empty).trim().split('\n')).toHaveLength(1);
  });
});

describe('a table with its errors below', () => {
  const looks: Table = {
    name: 'looks',
    errors: 'below',
    columns: [
      { key: 'what', heading: '', isWord: true },
      { key: 'look_1', heading: 'look 1', error: 'MCSE' },
      { key: 'look_2', heading: 'look 2', error: 'MCSE' },
    ],
    rows: [
      { cells: ['events', figureCell(120.31, 0.21), figureCell(180, 0)] },
      { isDetail: true, cells: ['closed form', { value: 120.4, form: { as: 'fixed', decimals: 1 } }, ''] },
    ],
  };

  it('has a row of them in a text, and what tells more of a row further in', () => {
    expect(tableText(looks)).toBe(
      [
        '               look 1  look 2',
        '-------------  ------  ------',
        'events          120.3     180',
        '  MCSE           0.21       0',
        '  closed form   120.4',
      ].join('\n'),
    );
  });

  it('has them small in the same cell on a page', () => {
    const { text } = tableHtml(looks);
    expect(text).toContain('<td><data value="120.31">120.3</data> <small class="soft">0.21</small></td>');
    expect(text).toContain('<span class="detail">closed form</span>');
    expect(text).toContain('<caption><span>Small: Monte Carlo standard error</span></caption>');
  });
});

it('a number of each form is written in one way', () => {
  const all: [Form, number, number | null, string, string][] = [
    [{ as: 'figure' }, -0.3271, 0.0093, '-0.327', '0.0093'],
    [{ as: 'figure', signed: true }, 0.3271, 0.0093, '+0.327', '0.0093'],
    [{ as: 'figure', signed: true }, 0.0001, 0.0093, '0.000', '0.0093'],
    [{ as: 'percent' }, 0.5647, 0.0005, '56.47', '0.050'],
    [{ as: 'percent', least: 2 }, 0.0263, 0.0016, '2.63', '0.16'],
    [{ as: 'percent', symbol: true, signed: true }, 0.0312, 0.001, '+3.1%', '0.10'],
    [{ as: 'published percent', symbol: true }, 28 / 57, null, '49.1%', '-'],
    [{ as: 'count' }, 1e6, null, '1,000,000', '-'],
    [{ as: 'fixed', decimals: 3 }, 0.5, null, '0.500', '-'],
    [{ as: 'plain' }, 31.40001, null, '31.4', '-'],
    [{ as: 'times' }, 12.34, null, '12x', '-'],
    [{ as: 'times' }, 123456, null, '120,000x', '-'],
    [{ as: 'p-value' }, 0.00001, null, '<0.0001', '-'],
    [{ as: 'p-value' }, 0.00123, null, '0.0012', '-'],
    [{ as: 'p-value' }, 0.456, null, '0.46', '-'],
  ];
  for (const [form, value, mcse, shown, error] of all) {
    expect(written(value, mcse, form)).toBe(shown);
    expect(writtenError(mcse, form)).toBe(error);
  }
});

it('blocks stand one under the other, what is empty is left out', () => {
  const blocks: Block[] = [
    { heading: 'Heading' },
    { paragraph: 'Words.' },
    { paragraph: '' },
    { table: { name: 'none', columns: [], rows: [] } },
    { title: 'Caveats', list: ['one', 'two'] },
    { list: [] },
    { drawing: '  |\n  +--' },
  ];
  expect(blocksText(blocks)).toBe('Heading\n=======\n\nWords.\n\nCaveats\n\n- one\n- two\n\n  |\n  +--');
});
