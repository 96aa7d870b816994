import { log1p } from '../../math/elementary.ts';
import type { SpendingFamily } from './spending.ts';

/**
 * Approximates Pocock's boundaries: total x ln(1 + (e - 1) t), with nearly the same z at every look.
 *
 * Source: Lan & DeMets (1983), Biometrika 70, their second function. rpact calls it asP.
 */
export const pocock: SpendingFamily = {
  name: 'lan-demets-pocock',
  key: 'pocock',
  title: 'Lan-DeMets Pocock-like spending',
  source: 'Lan & DeMets (1983), Biometrika 70, 659-663.',
  elsewhere: ['asP', 'bsP', 'sfLDPocock', 'LDPocock'],
  make: () => (total, fraction) => (fraction >= 1 ? total : total * log1p((Math.E - 1) * fraction)),
};
