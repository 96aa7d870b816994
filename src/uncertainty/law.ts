/**
 * What is known of a number, as a distribution: not of times of patients, but of where the true value may lie.
 *
 * Draws are made by the quantile function, so that one even number gives one value, whatever the law.
 */
export interface UncertaintyLaw {
  /** as `distribution:` in a scenario names it */
  name: string;
  /** by the names of R's stats: beta has shape1 and shape2 */
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
