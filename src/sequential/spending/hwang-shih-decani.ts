import { expm1 } from '../../math/elementary.ts';
import type { SpendingFamily } from './spending.ts';

/**
 * total x (1 - e^(-gamma t)) / (1 - e^(-gamma)), and total x t at gamma 0: -4 is near O'Brien-Fleming, 1 near Pocock.
 *
 * Source: Hwang, Shih & De Cani (1990), Statistics in Medicine 9, 1439-1445. rpact calls it asHSD.
 */
export const hwangShihDeCani: SpendingFamily = {
  name: 'hwang-shih-decani',
  key: 'hwang-shih-decani',
  title: 'Hwang-Shih-DeCani spending',
  source: 'Hwang, Shih & De Cani (1990), Statistics in Medicine 9, 1439-1445.',
  elsewhere: ['hsd', 'asHSD', 'sfHSD', 'bsHSD', 'gamma'],
  parameter: {
    name: 'gamma',
    meaning: 'negative spends late, positive spends early; from -40 to 40',
    from: -40,
    to: 40,
    example: -4,
  },
  make: (gamma = Number.NaN) => {
    if (!(Math.abs(gamma) <= 40))
      throw new RangeError(`gamma of the Hwang-Shih-DeCani spending is ${gamma}, must lie from -40 to 40`);
    return (total, fraction) => {
      if (fraction >= 1) return total;
      return total * (gamma === 0 ? fraction : expm1(-gamma * fraction) / expm1(-gamma));
    };
  },
};
