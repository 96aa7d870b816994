import { exp } from '../../math/elementary.ts';
import { integrate } from '../../math/integrate.ts';
import { normalQuantile } from '../../math/normal.ts';
import type { UncertaintyLaw } from '../law.ts';

/** Beyond this many standard deviations a normal law has less than 1e-15 of its probability. */
const FAR = 8;
const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

/**
 * Law of a share whose log odds are normal; its median is 1 / (1 + exp(-location)). All values lie between 0 and 1, however wide
 * it is. Mean and standard deviation by numerical integration.
 *
 * @param location of the log odds
 * @param scale standard deviation of the log odds
 */
export function logitNormal(location: number, scale: number): UncertaintyLaw {
  const share = (z: number) => 1 / (1 + exp(-(location + scale * z)));
  const expected = (f: (share: number) => number) =>
    integrate((z) => f(share(z)) * INVERSE_ROOT_TWO_PI * exp((-z * z) / 2), -FAR, FAR);
  const mean = expected((x) => x);
  return {
    name: 'logit-normal',
    parameters: { location, scale },
    mean,
    sd: Math.sqrt(expected((x) => (x - mean) ** 2)),
    quantile: (p) => share(normalQuantile(p)),
  };
}
