import { describe, expect, it } from 'vitest';
import { table } from '../../../src/media/text/table.ts';
import { wrapped, wrappedProse } from '../../../src/media/text/wrap.ts';

/** Columns that a terminal gives these texts, by Unicode's East Asian Width (UAX 11): written down, not computed. */
const family = '👩‍👩‍👧‍👦';

describe('a text as wide as a terminal draws it', () => {
  it('keeps the numbers of a table below each other, whatever the names are written in', () => {
    const lines = table(
      [{ heading: 'name', align: 'left' }, { heading: '%' }],
      [
        ['plain', '1.5'],
        ['標準治療', '2.5'],
        [`${family} x`, '3.5'],
        ['é', '4.5'],
      ],
    ).split('\n');
    expect(lines).toEqual([
      'name        %',
      '--------  ---',
      'plain     1.5',
      '標準治療  2.5',
      `${family} x      3.5`,
      'é         4.5',
    ]);
  });

  it('is broken between characters and not within them', () => {
    expect(wrapped(family.repeat(5), 4)).toEqual([family.repeat(2), family.repeat(2), family]);
    expect(wrapped('標準治療', 5)).toEqual(['標準', '治療']);
    expect(wrapped('標', 1)).toEqual(['標']);
    expect(wrappedProse('標準 治療 標準', 10)).toBe('標準 治療\n標準');
  });
});
