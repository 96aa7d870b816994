import { gammaQ } from './gamma.ts';

/** P(X > x) for a chi-square variable X, with full relative accuracy in the tail; NaN for 0 degrees of freedom. */
export function chiSquareSurvival(x: number, df: number): number {
  return df > 0 ? gammaQ(df / 2, x / 2) : NaN;
}
