/**
 * Estimates the width of a text without a font.
 *
 * It is not known which font will show a figure. DejaVu Sans is the widest of the common ones, so a text that fits in
 * it fits in the others too. Widths are its advances, in hundredths of an em, from space to tilde.
 */
const advances = [
  32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34,
  34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74,
  69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64,
  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
];

const noWidth = /^[\p{M}\p{Cf}\p{Emoji_Modifier}]$/u;
const pictograph = /^\p{Extended_Pictographic}$/u;
const fullWidth =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef\p{Regional_Indicator}]$/u;

/**
 * Width in pixels of one line of text at a size, rather too wide than too narrow; leading and trailing spaces count.
 */
export function textWidth(text: string, size: number): number {
  let hundredths = 0;
  // letters with accents are as wide as those without
  for (const character of text.normalize('NFD')) hundredths += advanceOf(character);
  return (hundredths * size) / 100;
}

function advanceOf(character: string): number {
  const known = advances[character.codePointAt(0)! - 32];
  if (known !== undefined) return known;
  if (noWidth.test(character)) return 0;
  // ligatures for Arabic words and a whole sentence are single characters
  if (character === '﷽') return 1200;
  if (/[\ufdf0-\ufdfc]/.test(character)) return 300;
  if (pictograph.test(character)) return 140;
  if (fullWidth.test(character) || '—…œŒæÆ'.includes(character)) return 107;
  return 85;
}

/** Bold text is at most this much wider. */
export const BOLD = 1.2;

const ELLIPSIS = '…';

/** The text, or its beginning with an ellipsis if it does not fit. */
export function cutTo(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (textWidth(kept + segment + ELLIPSIS, size) > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface Lines {
  lines: string[];
  /** whether part of the text is missing */
  cut: boolean;
}

/** Breaks a text into lines at spaces; the last one is shortened if there would be too many. */
export function wrap(text: string, width: number, size: number, most: number): Lines {
  const lines: string[] = [];
  let line = '';
  const words = text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .flatMap((word) => pieces(word, width, size));
  for (const [i, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (lines.length === most - 1)
      return { lines: [...lines, cutTo([line, ...words.slice(i)].join(' '), width, size)], cut: true };
    lines.push(line);
    line = word;
  }
  return { lines: [...lines, line], cut: false };
}

/** The pieces of a word that is too long for a line. */
function pieces(word: string, width: number, size: number): string[] {
  if (textWidth(word, size) <= width) return [word];
  const found = [''];
  for (const { segment } of graphemes.segment(word)) {
    if (found.at(-1) !== '' && textWidth(found.at(-1) + segment, size) > width) found.push('');
    found[found.length - 1] += segment;
  }
  return found;
}
