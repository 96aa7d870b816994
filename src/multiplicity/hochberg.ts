/**
 * Hochberg's procedure, once, from p values: the closed test of Simes in a shortcut. It keeps alpha where the statistics are
 * independent or positively dependent, as those of endpoints of one trial mostly are.
 *
 * @param p one-sided
 * @returns adjusted p values
 *
 * @example
 * ```ts
 * import { hochbergP } from 'sojourn';
 *
 * console.log(hochbergP([0.01, 0.024, 0.02]));
 * // [ 0.024, 0.024, 0.024 ]
 * ```
 *
 * Source: Hochberg (1988), Biometrika 75, 800-802.
 */
export function hochbergP(p: readonly number[]): number[] {
  const order = [...p.keys()].sort((a, b) => p[b]! - p[a]!);
  const adjusted = [...p];
  let least = 1;
  order.forEach((i, k) => {
    least = Math.min(least, p[i]! * (k + 1));
    adjusted[i] = least;
  });
  return adjusted;
}

/**
 * How many hypotheses are rejected, given how many are significant at each level.
 *
 * @param at at(j) is the number of hypotheses significant at alpha / j
 * @returns the level j whose significant hypotheses are rejected; 0 if none is
 */
export function hochbergLevel(hypotheses: number, at: (level: number) => number): number {
  for (let level = 1; level <= hypotheses; level++) if (at(level) >= hypotheses - level + 1) return level;
  return 0;
}
