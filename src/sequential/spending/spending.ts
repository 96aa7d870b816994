/**
 * A spending function: the error spent up to an information fraction.
 *
 * @param total one-sided error of the whole trial
 * @param fraction of the planned information, above 0; at 1 and beyond all is spent
 * @returns the error spent so far, increasing from 0 to `total`
 *
 * Source: Lan & DeMets (1983), Biometrika 70, 659-663.
 */
export type Spending = (total: number, fraction: number) => number;

/** A family of spending functions, as a design file names it. */
export interface SpendingFamily {
  name: string;
  /** the family's parameter; undefined if it has none */
  parameter?: { name: string; meaning: string };
  /** @throws RangeError if the parameter is missing or out of range */
  make: (parameter?: number) => Spending;
}
