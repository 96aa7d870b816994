import { type Check, flipped } from './battery.ts';
import { kolmogorovDistance, kolmogorovTails, type Tails, twoSided } from './p-values.ts';

/**
 * The probability that sound generators fail: by single checks, by all p-values together, and by the figures.
 *
 * The seeds are fixed, so a battery that has passed always passes: a false alarm can come only when a generator, a
 * test or a size is changed, and then three times in ten thousand changes. Nothing is lost by so low a chance. The p-value
 * of a defect falls exponentially with the number of draws, and those of the broken generators in battery.test.ts are
 * below 1e-10 with a sixteenth of the draws, one of them with half.
 */
export const FALSE_ALARM = 1e-4;

/** Failures that no run depends on: they are shown, but not part of the verdict. */
export interface Limit {
  generator: string;
  directions: readonly string[];
  why: string;
}

export const knownLimits: readonly Limit[] = [
  {
    // the second key is mixed in after the first of three rounds: before it, streams would be copies of each other
    generator: 'triple32',
    directions: ['key-2', flipped('second key')],
    why: 'streams with one first key and second keys that differ in a single bit keep a correlation of up to 0.035 between bits of their draws. Keys are hashes of seed and name, which differ in half of their 64 bits',
  },
];

export function isKnownLimit({ generator, direction }: Pick<Check, 'generator' | 'direction'>): boolean {
  return knownLimits.some((limit) => limit.generator === generator && limit.directions.includes(direction));
}

export interface Verdict {
  passed: boolean;
  /** number of checks judged */
  checks: number;
  /** two-sided p-values below this fail (Bonferroni) */
  bound: number;
  /** undefined if nothing was judged */
  worst?: Check;
  /** of the checks' p-values against the uniform distribution */
  uniformity: { distance: number; tails: Tails };
}

/**
 * The verdict of all checks together.
 *
 * Each fails when its statistic is too large or too small: the two-sided p-value is below FALSE_ALARM over the number
 * of checks. All together fail when their p-values are not uniform; checks on the same draws depend on each other
 * somewhat, which widens the distribution of that distance a little.
 */
export function judge(all: readonly Check[]): Verdict {
  const checks = all.filter((check) => !isKnownLimit(check));
  const bound = FALSE_ALARM / checks.length;
  if (checks.length === 0)
    return { passed: true, checks: 0, bound, uniformity: { distance: 0, tails: { lower: 0, upper: 1 } } };
  // a p-value that cannot be computed counts as a failure
  const pOf = ({ tails }: Check) => twoSided(tails) || 0;
  const worst = checks.reduce((one, other) => (pOf(other) < pOf(one) ? other : one));
  const values = Float64Array.from(checks, ({ tails }) => tails.upper).sort();
  const distance = kolmogorovDistance(values);
  const tails = kolmogorovTails(distance, checks.length);
  return {
    passed: pOf(worst) >= bound && tails.upper >= FALSE_ALARM,
    checks: checks.length,
    bound,
    worst,
    uniformity: { distance, tails },
  };
}
