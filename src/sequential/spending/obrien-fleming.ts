import { normalQuantileOfUpper, normalSurvival } from '../../math/normal.ts';
import type { SpendingFamily } from './spending.ts';

/**
 * Approximates O'Brien & Fleming's boundaries: 2 (1 - Phi(z / sqrt(t))) with z the upper total / 2 quantile. It
 * spends almost nothing early.
 *
 * Source: Lan & DeMets (1983), Biometrika 70, their first function. rpact calls it asOF.
 */
export const obrienFleming: SpendingFamily = {
  name: 'lan-demets-obrien-fleming',
  key: 'obrien-fleming',
  title: "Lan-DeMets O'Brien-Fleming-like spending",
  source: 'Lan & DeMets (1983), Biometrika 70, 659-663.',
  elsewhere: ['asOF', 'bsOF', 'sfLDOF', 'LDOF'],
  make: () => (total, fraction) =>
    fraction >= 1 ? total : 2 * normalSurvival(normalQuantileOfUpper(total / 2) / Math.sqrt(fraction)),
};
