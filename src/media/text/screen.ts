import { wrappedText } from './wrap.ts';

/** A part of a printed answer. */
export interface Section {
  text: string;
  /** what stands in its place where there is no room for it: nothing, unless given */
  brief?: string;
  /** which parts have room first: 0 before 1 */
  rank?: number;
  /** what is missing where `text` is: `proportions` */
  name: string;
}

/** A part that is always shown. */
export function always(text: string): Section {
  return { text, brief: text, name: '' };
}

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
  const there = sections.filter(({ text, brief = '' }) => text !== '' || brief !== '');
  const whole = new Set<Section>(isFull ? there : []);
  const size = () => {
    const shown = there.map((one) => (whole.has(one) ? one.text : (one.brief ?? '')));
    return shown.reduce((lines, text) => lines + (text === '' ? 0 : linesOf(text) + 1), 0);
  };
  if (!isFull)
    for (const section of there.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))) {
      whole.add(section);
      // room for the line that says what is missing
      if (size() + taken + 2 > LINES) whole.delete(section);
    }
  const missing = there
    .filter((one) => !whole.has(one) && one.text !== '' && one.text !== one.brief)
    .map(({ name }) => name);
  const parts = there.map((one) => (whole.has(one) ? one.text : (one.brief ?? '')));
  if (missing.length > 0) parts.push(`Not shown: ${missing.join(', ')} (--full).`);
  return parts.filter((part) => part !== '').join('\n\n');
}

function linesOf(text: string): number {
  return wrappedText(text).split('\n').length;
}
