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

/** A family of spending functions, and how design files, answers and other programs name it. */
export interface SpendingFamily {
  name: string;
  /** in a design file: `spending: key`, or `spending: { key: parameter }` where the family has a parameter */
  key: string;
  /** in a sentence of an answer */
  title: string;
  /** the publication, as a protocol cites it */
  source: string;
  /** names in rpact, gsDesign and East, which error messages explain */
  elsewhere: readonly string[];
  /** the family's parameter, with its range and an example in a design file; undefined if it has none */
  parameter?: { name: string; meaning: string; from: number; to: number; example: number };
  /** @throws RangeError if the parameter is missing or out of range */
  make: (parameter?: number) => Spending;
}
