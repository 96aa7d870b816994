import { hwangShihDeCani } from './hwang-shih-decani.ts';
import { obrienFleming } from './obrien-fleming.ts';
import { pocock } from './pocock.ts';
import { powerFamily } from './power-family.ts';
import type { SpendingFamily } from './spending.ts';

/** Every spending family; one line and one file add another. */
export const spendingFamilies: readonly SpendingFamily[] = [
  obrienFleming,
  pocock,
  hwangShihDeCani,
  powerFamily,
];
