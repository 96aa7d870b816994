import type { Section } from '../block.ts';
import { blocksText } from './blocks.ts';
import { wrappedText } from './wrap.ts';

/** Lines that a screen has. */
const LINES = 50;

/**
 * As much of an answer as a screen has room for, the most important parts first, in their order; and what is not shown.
 * An answer that fits a screen is shown whole.
 *
 * @param isFull everything, however long
 * @param taken lines of what is printed around it
 */
export function onScreen(sections: readonly Section[], isFull: boolean, taken = 0): string {
  const there = sections.map(textsOf).filter(({ text, brief }) => text !== '' || brief !== '');
  const whole = new Set(isFull ? there : []);
  const size = () => {
    const shown = there.map((one) => (whole.has(one) ? one.text : one.brief));
    return shown.reduce((lines, text) => lines + (text === '' ? 0 : linesOf(text) + 1), 0);
  };
  if (!isFull)
    for (const section of there.toSorted((a, b) => a.rank - b.rank)) {
      whole.add(section);
      // room for the line that says what is missing
      if (size() + taken + 2 > LINES) whole.delete(section);
    }
  const missing = there
    .filter((one) => !whole.has(one) && one.text !== '' && one.text !== one.brief)
    .map(({ name }) => name);
  const parts = there.map((one) => (whole.has(one) ? one.text : one.brief));
  if (missing.length > 0) parts.push(`Not shown: ${missing.join(', ')} (--full).`);
  return parts.filter((part) => part !== '').join('\n\n');
}

function textsOf({ blocks, brief = [], rank = 0, name }: Section) {
  return { text: blocksText(blocks), brief: blocksText(brief), rank, name };
}

function linesOf(text: string): number {
  return wrappedText(text).split('\n').length;
}
