import { standardError, whole } from '../media/numbers.ts';

/**
 * A name inside a sentence of plain text. One written from right to left is set apart by isolates, as `<bdi>` does in
 * markup, or it would take the words around it along.
 */
export function within(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Text of a file in one line. */
export function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/** The first letter a capital. */
export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `a, b and c`; with semicolons where an item has a comma of its own. */
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

/** Laws of time that are called after somebody. */
export const properNames: Record<string, string> = { weibull: 'Weibull', gompertz: 'Gompertz' };
