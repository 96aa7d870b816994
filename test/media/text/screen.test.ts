import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, type Section } from '../../../src/media/block.ts';
import { onScreen } from '../../../src/media/text/screen.ts';
import { type Column, MCSE, table } from '../../../src/media/text/table.ts';
import { wrapped, wrappedText } from '../../../src/media/text/wrap.ts';

const words = (heading: string): Column => ({ heading, align: 'left' });
const lengths = (text: string) => text.split('\n').map((line) => [...line].length);

describe('a line that is too long', () => {
  const word = fc.stringMatching(/^[a-z-]{1,12}$/);
  it('is broken at spaces into lines that are short enough, with all its words in order', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 16, max: 60 }), (all, width) => {
        const lines = wrapped(all.join(' '), width, '  ');
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
        expect(lines.map((line) => line.trim()).join(' ')).toBe(all.join(' '));
      }),
    );
  });

  it('is broken after the hyphens of a word that is longer, or anywhere', () => {
    expect(wrapped('total-neoadjuvant-after-schedule', 20, '  ')).toEqual([
      'total-neoadjuvant-',
      '  after-schedule',
    ]);
    expect(wrapped('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
  });

  it('of a text keeps its indent, that of an item of a list goes on further in, and words stay whole', () => {
    expect(wrappedText('  one two three', 10)).toBe('  one two\n  three');
    expect(wrappedText('- one two three', 10)).toBe('- one two\n  three');
    expect(wrappedText(`see ${'x'.repeat(20)} there`, 10)).toBe(`see\n${'x'.repeat(20)}\nthere`);
  });

  it('of a table is left as it is', () => {
    const row = `name  ${'1'.repeat(120)}`;
    expect(wrappedText(row)).toBe(row);
  });
});

describe('a table that is wider than the page', () => {
  const figures = (count: number) =>
    Array.from({ length: count }, (_, i) => [{ heading: `% at ${i}` }, MCSE]).flat();

  it('becomes several, each with the names, figures beside their errors', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 60 }), (count, long) => {
        const row = ['n'.repeat(long), ...figures(count).map((_, i) => (i % 2 ? '0.25' : '12.34'))];
        const text = table([words('strategy'), ...figures(count)], [row]);
        expect(Math.max(...lengths(text))).toBeLessThanOrEqual(100);
        const heads = text.split('\n').filter((line) => line.startsWith('strategy'));
        expect(heads.join(' ').match(/% at/g)).toHaveLength(count);
        for (const head of heads) expect(head).toMatch(/^strategy( +% at \d+ +MCSE)+$/);
        expect(text.match(/12\.34/g)).toHaveLength(count);
      }),
    );
  });

  it('has names that are long in several lines, the figures beside the first', () => {
    const name = 'Complete response that would be seen, on the local path without progression by the meeting';
    expect(
      table(
        [words('proportion'), { heading: '%' }],
        [
          [name, '11'],
          ['b', '12'],
        ],
      ),
    ).toBe(
      [
        'proportion                                               %',
        '------------------------------------------------------  --',
        'Complete response that would be seen, on the local      11',
        '  path without progression by the meeting',
        'b                                                       12',
      ].join('\n'),
    );
  });

  it('has headings that are long in several lines', () => {
    expect(table([words('x'), { heading: 'survival at 10, difference in points' }], [['a', '1']])).toBe(
      [
        '        survival at 10,',
        'x  difference in points',
        '-  --------------------',
        'a                     1',
      ].join('\n'),
    );
  });
});

describe('an answer on a screen', () => {
  const lines = (count: number, mark: string) => Array.from({ length: count }, () => mark).join('\n');
  const section = (count: number, rank: number, name: string, brief?: string): Section => ({
    blocks: [{ paragraph: lines(count, name) }],
    rank,
    name,
    brief: brief === undefined ? [] : [{ paragraph: brief }],
  });

  it('is shown whole where there is room', () => {
    const text = onScreen([always({ paragraph: 'title' }), section(20, 1, 'a'), section(20, 2, 'b')], false);
    expect(text).toBe(`title\n\n${lines(20, 'a')}\n\n${lines(20, 'b')}`);
  });

  it('leaves out the least important part first, and says so', () => {
    const parts = [section(30, 2, 'a'), section(20, 1, 'b'), section(5, 3, 'c')];
    expect(onScreen(parts, false)).toBe(`${lines(20, 'b')}\n\n${lines(5, 'c')}\n\nNot shown: a (--full).`);
    expect(onScreen(parts, true)).toBe(`${lines(30, 'a')}\n\n${lines(20, 'b')}\n\n${lines(5, 'c')}`);
  });

  it('has what is brief in the place of what is long', () => {
    const text = onScreen([section(60, 1, 'targets', '3 of 4 inside'), section(10, 2, 'b')], false);
    expect(text).toBe(`3 of 4 inside\n\n${lines(10, 'b')}\n\nNot shown: targets (--full).`);
  });

  it('counts the lines that long ones become, and those around it', () => {
    const text = lines(20, `${'word '.repeat(30)}end`);
    const long = { blocks: [{ paragraph: text }], rank: 1, name: 'long' };
    expect(onScreen([long], false)).toBe(text);
    expect(onScreen([long], false, 10)).toBe('Not shown: long (--full).');
  });

  it('never leaves out what is always shown', () => {
    const text = lines(80, 'x');
    expect(onScreen([always({ paragraph: text })], false)).toBe(text);
  });
});
