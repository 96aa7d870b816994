import { exp, ln } from '../math/elementary.ts';

/**
 * Information of the log hazard ratio near no effect, d p (1 - p). Source: Schoenfeld (1981).
 *
 * @param events of both arms
 * @param share of the patients that is randomised to treatment: 0.5 is 1:1
 * @throws RangeError unless events >= 0 and the share lies between 0 and 1
 */
export function logRankInformation(events: number, share = 0.5): number {
  if (!(events >= 0 && events < Infinity))
    throw new RangeError(`the number of events is ${events}, must be finite and at least 0`);
  if (!(share > 0 && share < 1))
    throw new RangeError(`the share randomised to treatment is ${share}, must lie between 0 and 1`);
  return events * share * (1 - share);
}

/**
 * The hazard ratio, treatment over control, that a boundary on Z corresponds to: exp(-z / sqrt(d p (1 - p))), times the
 * margin. Positive z favours treatment, so the ratio is below 1 for it.
 *
 * @param margin the ratio under the null: 1, or the margin of non-inferiority
 * @returns 0 at z = Infinity or without events, where nothing can cross
 */
export function zToHazardRatio(z: number, events: number, { share = 0.5, margin = 1 } = {}): number {
  const information = logRankInformation(events, share);
  if (z === 0) return margin;
  return margin * exp(-z / Math.sqrt(information));
}

/** The Z to be expected at a hazard ratio; the inverse of zToHazardRatio. @throws RangeError unless the ratio is > 0 */
export function hazardRatioToZ(ratio: number, events: number, { share = 0.5, margin = 1 } = {}): number {
  if (!(ratio > 0 && ratio < Infinity))
    throw new RangeError(`the hazard ratio is ${ratio}, must be above 0 and finite`);
  return ln(margin / ratio) * Math.sqrt(logRankInformation(events, share));
}

/**
 * Repeated confidence interval of the hazard ratio: it holds at all looks together, whether the trial stops by its
 * rule or not.
 *
 * @param z as observed; its estimate is zToHazardRatio(z, events)
 * @param boundary efficacy boundary of the look
 * @returns lower and upper limit; of level 1 - 2 alpha where the boundaries are of a one-sided alpha
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
