import { cutTo, textWidth } from '../text-width.ts';

/**
 * Breaks a text into lines of nearly equal length, at spaces and after hyphens (common in names of states), and within
 * a word only if it does not fit otherwise.
 *
 * @param most lines; a longer text ends in an ellipsis
 */
export function wrapEvenly(text: string, width: number, size: number, most: number): string[] {
  const words = text.trim().split(/(?<=[-\u2010/>])(?=[^\s\d])|(?<=\s)(?=\S)/u);
  const lines = fill(words, width, size);
  const kept =
    lines.length <= most
      ? balanced(words, lines, width, size)
      : [...lines.slice(0, most - 1), cutTo(lines.slice(most - 1).join(''), width, size)];
  return kept.map((line) => line.trimEnd());
}

function fill(words: readonly string[], width: number, size: number): string[] {
  const lines = [''];
  const add = (piece: string) => {
    const longer = lines.at(-1)! + piece;
    if (lines.at(-1) === '' || textWidth(longer.trimEnd(), size) <= width) lines[lines.length - 1] = longer;
    else lines.push(piece);
  };
  for (const word of words) {
    if (textWidth(word.trimEnd(), size) <= width) add(word);
    else for (const { segment } of letters.segment(word)) add(segment);
  }
  return lines;
}

/** Characters as people count them: an emoji of several code points is one. */
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The narrowest width with the same number of lines. */
function balanced(words: readonly string[], lines: string[], width: number, size: number): string[] {
  if (lines.length === 1) return lines;
  const longestWord = Math.max(...words.map((word) => textWidth(word.trimEnd(), size)));
  let [low, high] = [Math.min(width, longestWord), width];
  let best = lines;
  while (high - low > 2) {
    const middle = (low + high) / 2;
    const tried = fill(words, middle, size);
    if (tried.length === lines.length) [high, best] = [middle, tried];
    else low = middle;
  }
  return best;
}

/** The width of the widest line. */
export function widest(lines: readonly string[], size: number): number {
  return lines.reduce((most, line) => Math.max(most, textWidth(line, size)), 0);
}
