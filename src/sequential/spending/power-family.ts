import { pow } from '../../math/elementary.ts';
import type { SpendingFamily } from './spending.ts';

/**
 * total x t^rho: 3 is near O'Brien-Fleming, 1 near Pocock.
 *
 * Source: Kim & DeMets (1987), Biometrika 74, 149-154. rpact calls it asKD.
 */
export const powerFamily: SpendingFamily = {
  name: 'power',
  key: 'power-family',
  title: 'power-family spending',
  source: 'Kim & DeMets (1987), Biometrika 74, 149-154.',
  elsewhere: ['kd', 'asKD', 'bsKD', 'sfPower', 'power', 'rho'],
  parameter: { name: 'rho', meaning: 'above 0; the larger, the later', from: 0.01, to: 100, example: 3 },
  make: (rho = Number.NaN) => {
    if (!(rho > 0 && rho < Infinity))
      throw new RangeError(`rho of the power spending is ${rho}, must be above 0 and finite`);
    return (total, fraction) => (fraction >= 1 ? total : total * pow(fraction, rho));
  },
};
