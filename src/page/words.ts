import { standardError, whole } from '../media/numbers.ts';

/**
 * A name within a sentence of plain text. A name in a right-to-left script is enclosed in isolates, as `<bdi>` does in
 * markup, so that it does not reorder the words around it.
 */
export function within(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A text of the file in one line. */
export function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/** With a capital first letter. */
export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `a, b and c`; separated by semicolons if an item contains a comma. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  const hasComma = items.some((item) => item.includes(','));
  const last = hasComma ? '; and ' : ' and ';
  return `${items.slice(0, -1).join(hasComma ? '; ' : ', ')}${last}${items.at(-1)}`;
}

/** The Monte Carlo standard error of shares among n patients, for captions. */
export function errorOfShares(n: number): string {
  return `of a share p the Monte Carlo standard error (MCSE) is √(p\u00a0(1\u00a0−\u00a0p)\u00a0/\u00a0${whole(n)}), at most ${standardError(0.5 / Math.sqrt(n), 100)} percentage points`;
}

/** Laws that are named after people. */
export const properNames: Record<string, string> = { weibull: 'Weibull', gompertz: 'Gompertz' };
