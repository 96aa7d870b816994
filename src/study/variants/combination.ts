import type { Combination } from './asked.ts';

/**
 * Reads a weighted sum of outcomes, such as `0.8 * OS RMST(60) - 2 * stoma`. Terms are separated by ` + ` and ` - `, with spaces;
 * a missing weight is 1.
 *
 * @returns undefined for a single outcome without a weight
 * @throws RangeError for a term that cannot be read
 */
export function combinationOf(text: string): Combination | undefined {
  const parts = text.trim().split(/\s+([+-])\s+/);
  if (parts.length === 1 && !text.includes('*')) return undefined;
  const terms = parts.flatMap((part, i) =>
    i % 2 === 1 ? [] : [termOf(part, parts[i - 1] === '-' ? -1 : 1, text)],
  );
  return { name: text.trim(), terms };
}

function termOf(text: string, sign: number, whole: string): Combination['terms'][number] {
  const [first, second, ...rest] = text.split('*').map((one) => one.trim());
  const [outcome, weight] = second === undefined ? [first, 1] : [second, Number(first)];
  if (!outcome || rest.length > 0 || (second !== undefined && first === '') || !Number.isFinite(weight))
    throw new RangeError(
      `${whole}: ${text.trim() === '' ? 'a term is missing' : `${text.trim()} cannot be read`}; write weights and outcomes, such as 0.8 * OS RMST(60) - 2 * stoma`,
    );
  return { outcome, weight: sign * weight };
}
