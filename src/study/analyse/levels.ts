import { codeLabels } from '../../survival/grouped.ts';

/** Groups in the order of tables: the reference first. */
export interface Levels {
  names: string[];
  /** names[codes[i]] is the group of patient i */
  codes: Uint32Array;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The groups of patients in increasing order: numerically if all are numbers, as R orders a numeric column (2 before
 * 10), else by character codes.
 *
 * @param reference one of the labels; it goes first, the others keep their order
 */
export function levelsOf(labels: ArrayLike<string>, reference?: string): Levels {
  const { levels, codes } = codeLabels(labels);
  const names = levels.map(String);
  const order = names.map((_, code) => code);
  if (names.every((name) => NUMBER.test(name))) order.sort((a, b) => Number(names[a]) - Number(names[b]));
  const first = reference === undefined ? -1 : order.findIndex((code) => names[code] === reference);
  if (first > 0) order.unshift(...order.splice(first, 1));
  const place = new Uint32Array(order.length);
  for (const [rank, code] of order.entries()) place[code] = rank;
  return { names: order.map((code) => names[code]!), codes: codes.map((code) => place[code]!) };
}
