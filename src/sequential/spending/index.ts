import { hwangShihDeCani } from './hwang-shih-decani.ts';
import { obrienFleming } from './obrien-fleming.ts';
import { pocock } from './pocock.ts';
import { powerFamily } from './power-family.ts';
import type { SpendingFamily } from './spending.ts';

/**
 * All spending families; to add one, write one file and one line here.
 *
 * @example
 * ```ts
 * import { spendingFamilies } from 'sojourn';
 *
 * console.log(spendingFamilies.map(({ name }) => name));
 * // [
 * //   'lan-demets-obrien-fleming',
 * //   'lan-demets-pocock',
 * //   'hwang-shih-decani',
 * //   'power'
 * // ]
 * ```
 */
export const spendingFamilies: readonly SpendingFamily[] = [
  obrienFleming,
  pocock,
  hwangShihDeCani,
  powerFamily,
];
