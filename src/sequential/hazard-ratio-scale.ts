import { exp, ln } from '../math/elementary.ts';

/**
 * Information of the log hazard ratio near the null, d p (1 - p). Source: Schoenfeld (1981).
 *
 * @param events of both arms together
 * @param share of the patients who are randomised to treatment: 0.5 is 1:1
 * @throws RangeError unless events >= 0 and the share is between 0 and 1
 */
export function logRankInformation(events: number, share = 0.5): number {
  if (!(events >= 0 && events < Infinity))
    throw new RangeError(`the number of events is ${events}, must be finite and at least 0`);
  if (!(share > 0 && share < 1))
    throw new RangeError(`the share randomised to treatment is ${share}, must lie between 0 and 1`);
  return events * share * (1 - share);
}

/**
 * The hazard ratio, treatment over control, that corresponds to a Z: margin x exp(-z / sqrt(d p (1 - p))). Positive z
 * favours treatment and gives a ratio below the margin.
 *
 * @param margin the ratio under the null: 1, or the non-inferiority margin
 * @returns 0 at z = Infinity or without events: nothing crosses such a boundary
 *
 * @example
 * ```ts
 * import { zToHazardRatio } from 'sojourn';
 *
 * console.log(zToHazardRatio(1.96, 247));
 * // 0.779249...
 * ```
 */
export function zToHazardRatio(z: number, events: number, { share = 0.5, margin = 1 } = {}): number {
  const information = logRankInformation(events, share);
  if (z === 0) return margin;
  return margin * exp(-z / Math.sqrt(information));
}

/**
 * The expected Z at a hazard ratio; the inverse of zToHazardRatio.
 *
 * @throws RangeError unless the ratio is > 0 and finite
 *
 * @example
 * ```ts
 * import { hazardRatioToZ } from 'sojourn';
 *
 * console.log(hazardRatioToZ(0.7, 247));
 * // 2.802793...
 * ```
 */
export function hazardRatioToZ(ratio: number, events: number, { share = 0.5, margin = 1 } = {}): number {
  if (!(ratio > 0 && ratio < Infinity))
    throw new RangeError(`the hazard ratio is ${ratio}, must be above 0 and finite`);
  return ln(margin / ratio) * Math.sqrt(logRankInformation(events, share));
}

/**
 * Repeated confidence interval of the hazard ratio. Its coverage holds at all looks simultaneously, whether or not
 * the trial follows its stopping rule.
 *
 * @param z observed; the estimate is zToHazardRatio(z, events)
 * @param boundary efficacy boundary of the look
 * @returns lower and upper limit; the level is 1 - 2 alpha for boundaries of a one-sided alpha
 *
 * Source: Jennison & Turnbull (2000), chapter 9.
 */
export function repeatedInterval(
  z: number,
  boundary: number,
  events: number,
  share = 0.5,
): [lower: number, upper: number] {
  return [zToHazardRatio(z + boundary, events, { share }), zToHazardRatio(z - boundary, events, { share })];
}
