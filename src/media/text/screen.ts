import type { Section } from '../block.ts';
import { blocksText } from './blocks.ts';
import { wrappedText } from './wrap.ts';

/** Lines of a screen. */
const LINES = 50;

/**
 * As much of an answer as fits a screen: the most important sections, in their original order, and a line on what is
 * left out. An answer that fits is shown whole.
 *
 * @param isFull shows everything, however long
 * @param taken lines printed above and below the answer
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
      // keep room for the line on what is left out
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
