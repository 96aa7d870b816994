/** A probability with its odds multiplied by a ratio; a probability of 1 is unchanged. */
export function withOdds(chance: number, ratio: number): number {
  return ratio === 1 || chance === 1 ? chance : (chance * ratio) / (1 - chance + chance * ratio);
}

/** The message for the one pair that has no meaning. */
export const ZERO_OF_CERTAIN = 'an odds ratio of 0 on a chance of 1 has no meaning';
