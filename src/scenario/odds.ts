/** Odds multiplied; a chance of 1 has infinite odds and stays. */
export function withOdds(chance: number, ratio: number): number {
  return ratio === 1 || chance === 1 ? chance : (chance * ratio) / (1 - chance + chance * ratio);
}

/** Said of the one pair for which multiplied odds mean nothing. */
export const ZERO_OF_CERTAIN = 'an odds ratio of 0 on a chance of 1 has no meaning';
