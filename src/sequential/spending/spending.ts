/**
 * How much of an error is spent by an information fraction.
 *
 * @param total the error of the whole trial, on one side
 * @param fraction of the planned information, above 0; at 1 and beyond all is spent
 * @returns the error spent up to there: rising from 0 to `total`
 *
 * Source of the idea: Lan & DeMets (1983), Biometrika 70, 659-663.
 */
export type Spending = (total: number, fraction: number) => number;

/** A family of spending functions, as a design file names it. */
export interface SpendingFamily {
  name: string;
  /** of the family's one parameter; none where undefined */
  parameter?: { name: string; meaning: string };
  /** @throws RangeError when the parameter is missing or not possible */
  make: (parameter?: number) => Spending;
}
