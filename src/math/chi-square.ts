import { gammaQ } from './gamma.ts';

/** P(X > x) for X of chi-square distribution, with full relative accuracy in its tail; NaN without degrees of freedom. */
export function chiSquareSurvival(x: number, df: number): number {
  return df > 0 ? gammaQ(df / 2, x / 2) : NaN;
}
