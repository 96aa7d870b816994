/**
 * The uncertainty about a number as a distribution of its true value (not a law of patients' times).
 *
 * Draws use the quantile function: one uniform number gives one value, whatever the law.
 */
export interface UncertaintyLaw {
  /** its name under `distribution:` in a scenario */
  name: string;
  /** named as in R's stats: beta has shape1 and shape2 */
  parameters: Readonly<Record<string, number>>;
  mean: number;
  sd: number;
  /** @param p in (0, 1) @returns the value with probability p below it */
  quantile(p: number): number;
}

/** The 95% interval of a law. */
export function intervalOf({ quantile }: UncertaintyLaw): [lower: number, upper: number] {
  return [quantile(0.025), quantile(0.975)];
}
