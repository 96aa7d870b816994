import { checkAlpha, checkFractions } from './looks.ts';
import type { Spending } from './spending/spending.ts';
import { type AtLook, sweep } from './sweep.ts';

export interface ObservedLooks {
  /** of the looks so far, including the current one: information over the planned maximum */
  fractions: readonly number[];
  /** where the spending functions are read at each look, if not at its information fraction */
  times?: readonly number[];
  /** whether the current look is the end of the trial, at any fraction: it spends all remaining alpha */
  isFinal: boolean;
  alpha: number;
  /** default 1 */
  sides?: 1 | 2;
  spending: Spending;
  /** boundaries used at the previous looks, if they differ from those of this spending at these fractions */
  used?: { efficacy: readonly number[]; futility: readonly number[] };
  /** beta spending: spends 1 - power at the planned drift (SequentialDesign.drift, expected Z at fraction 1) */
  futility?: { spending: Spending; power: number; drift: number };
  binding?: boolean;
}

export interface ObservedBoundary {
  /** Z at or above it claims efficacy */
  efficacy: number;
  /** Z at or below it stops for futility; -Infinity if none */
  futility: number;
  /** cumulative, both sides together */
  alphaSpent: number;
}

/**
 * The boundary of a look whose information fraction differs from the plan.
 *
 * The error spent is the spending function at the observed fraction. The final look spends all remaining error, at
 * less than the planned information or beyond it (overrunning).
 *
 * @throws RangeError if fractions do not increase, a look that is not final has fraction 1 or more, alpha is not in
 *   (0, 0.5) for one side or (0, 1) for two, or `used` does not have one boundary for each previous look
 *
 * @example
 * ```ts
 * import { boundaryAsObserved, spendingFamilies } from 'sojourn';
 *
 * const spending = spendingFamilies[0]!.make(); // O'Brien-Fleming
 * console.log(boundaryAsObserved({ fractions: [0.5, 0.8], isFinal: false, alpha: 0.025, spending }));
 * // {
 * //   efficacy: 2.266193...,
 * //   futility: -Infinity,
 * //   alphaSpent: 0.012211...
 * // }
 * ```
 *
 * Source: Lan & DeMets (1983), Biometrika 70, 659-663.
 */
export function boundaryAsObserved(looks: ObservedLooks): ObservedBoundary {
  const {
    fractions,
    times = fractions,
    isFinal,
    sides = 1,
    spending,
    used,
    futility,
    binding = false,
  } = looks;
  checkFractions(fractions);
  checkAlpha(looks.alpha, sides);
  if (times !== fractions) checkTimes(times, fractions.length);
  const last = fractions.length - 1;
  const early = isFinal ? last : last + 1;
  const over = times.findIndex((time, k) => k < early && time >= 1);
  if (over >= 0)
    throw new RangeError(
      `look ${over + 1} is at ${times === fractions ? 'information fraction' : 'spending time'} ${times[over]}, must be final or below 1: all alpha is spent`,
    );
  if (sides === 2 && futility)
    throw new RangeError('a two-sided trial has futility boundaries, must have none');
  if (used && (used.efficacy.length !== last || used.futility.length !== last))
    throw new RangeError(`boundaries of ${used.efficacy.length} looks were used, must be ${last}`);
  const alpha = looks.alpha / sides;
  const efficacyAt = (k: number): AtLook =>
    used && k < last ? { z: used.efficacy[k]! } : { spend: k < early ? spending(alpha, times[k]!) : alpha };
  const futilityAt = (k: number): AtLook => {
    if (used && k < last) return { z: used.futility[k]! };
    return futility
      ? { spend: futility.spending(1 - futility.power, Math.min(1, times[k]!)) }
      : { z: -Infinity };
  };
  const indices = fractions.map((_, k) => k);
  const boundaries = sweep({
    fractions,
    sides,
    binding,
    efficacy: indices.map(efficacyAt),
    futility: indices.map(futilityAt),
    drift: futility?.drift ?? 0,
    endsInFutility: !isFinal,
  });
  return {
    efficacy: boundaries.efficacy[last]!,
    futility: boundaries.futility[last]!,
    alphaSpent: sides * boundaries.alphaSpent[last]!,
  };
}

function checkTimes(times: readonly number[], looks: number): void {
  if (times.length !== looks)
    throw new RangeError(`there are ${times.length} spending times for ${looks} looks, must be one each`);
  times.forEach((time, k) => {
    const before = times[k - 1] ?? 0;
    if (!(time > 0 && time >= before && time < Infinity))
      throw new RangeError(
        `the spending time of look ${k + 1} is ${time}, must be above 0 and at least that of the look before, ${before}`,
      );
  });
}
