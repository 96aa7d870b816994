import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { BOLD, cutTo, textWidth, wrap } from '../../../src/page/figures/text-width.ts';
import { advancesOf } from './font-advances.ts';

const fontFile = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
const sans = advancesOf(fontFile('DejaVuSans'));
const bold = advancesOf(fontFile('DejaVuSans-Bold'));
const letters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const widthIn = (font: typeof sans, text: string) =>
  [...text].reduce((sum, letter) => sum + font(letter.codePointAt(0)!)!, 0);

describe('the width of a text', () => {
  it('is that in DejaVu Sans, to a hundredth of an em upwards', () => {
    for (const letter of letters)
      expect(textWidth(letter, 1), letter).toBe(Math.ceil(widthIn(sans, letter) * 100) / 100);
  });

  it('is at least that in DejaVu Sans for words of other alphabets', () => {
    const words = [
      'Überlebenszeit',
      'Größe',
      'œuvre naïve',
      'ἀλήθεια',
      'Выживаемость',
      'שלום',
      'Łódź',
      '≤ 0.05 – … — “x” ’',
      'Đặng',
    ];
    for (const word of words)
      expect(textWidth(word, 1), word).toBeGreaterThanOrEqual(widthIn(sans, word) - 1e-9);
  });

  it('leaves room for bold words', () => {
    const words = [
      'Overall survival',
      'Progression-free survival',
      'Illness I',
      'will fit',
      'Total neoadjuvant therapy',
    ];
    for (const word of words)
      expect(BOLD * textWidth(word, 1), word).toBeGreaterThanOrEqual(widthIn(bold, word));
  });

  it('grows with the size', () => {
    expect(textWidth('months', 24)).toBeCloseTo(2 * textWidth('months', 12), 10);
  });
});

describe('a text that is too long', () => {
  it('is cut with an ellipsis, never within what is seen as one character', () => {
    const width = textWidth('ab👩‍🔬…', 12) + 1;
    expect(cutTo('ab👩‍🔬👩‍🔬cd', width, 12)).toBe('ab👩‍🔬…');
    expect(cutTo('fits', 1000, 12)).toBe('fits');
    expect(cutTo('anything', 3, 12)).toBe('…');
  });

  it('is broken at spaces, and within words that are too long themselves', () => {
    const width = textWidth('Overall ', 12) + 1;
    expect(wrap('Overall survival at 36', width, 12, 5)).toEqual({
      lines: ['Overall', 'survival', 'at 36'],
      cut: false,
    });
    const { lines } = wrap('Donaudampfschifffahrt', width, 12, 5);
    expect(lines.join('')).toBe('Donaudampfschifffahrt');
    for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(width);
  });

  it('is cut in the last line that it may have', () => {
    const { lines, cut } = wrap('one two three four five six', textWidth('three four', 12), 12, 2);
    expect(cut).toBe(true);
    expect(lines).toEqual(['one two', expect.stringMatching(/^three.*…$/)]);
  });
});
