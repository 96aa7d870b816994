import { checkAlpha, checkFractions } from './looks.ts';
import type { Spending } from './spending/spending.ts';
import { type AtLook, sweep } from './sweep.ts';

export interface ObservedLooks {
  /** of the looks so far, the last being the one that is settled now: information over the planned maximum */
  fractions: readonly number[];
  /** the last of `fractions` is the end of the trial, at whatever fraction: all that is left of alpha is spent */
  isFinal: boolean;
  alpha: number;
  /** 1 unless said otherwise */
  sides?: 1 | 2;
  spending: Spending;
  /** of the looks before, when they were not those of this spending at these fractions */
  used?: { efficacy: readonly number[]; futility: readonly number[] };
  /** spends 1 - power at the drift that was planned (SequentialDesign.drift, expected Z at fraction 1) */
  futility?: { spending: Spending; power: number; drift: number };
  binding?: boolean;
}

export interface ObservedBoundary {
  /** Z at or above it claims efficacy */
  efficacy: number;
  /** Z at or below it stops for futility; -Infinity where none */
  futility: number;
  /** cumulative, both sides together */
  alphaSpent: number;
}

/**
 * The boundary of a look that comes at another information fraction than planned.
 *
 * The error spent is what the function gives at the fraction that is there. A final look spends all that is left,
 * whether it comes short of the planned information or beyond it (over-running).
 *
 * @throws RangeError when fractions do not rise, a look that is not final is at fraction 1 or beyond, alpha is not in
 *   (0, 0.5) for one side or (0, 1) for two, or used boundaries are not one for each look before
 *
 * Source: Lan & DeMets (1983), Biometrika 70, 659-663.
 */
export function boundaryAsObserved(looks: ObservedLooks): ObservedBoundary {
  const { fractions, isFinal, sides = 1, spending, used, futility, binding = false } = looks;
  checkFractions(fractions);
  checkAlpha(looks.alpha, sides);
  const last = fractions.length - 1;
  const early = isFinal ? last : last + 1;
  const over = fractions.findIndex((fraction, k) => k < early && fraction >= 1);
  if (over >= 0)
    throw new RangeError(
      `look ${over + 1} is at information fraction ${fractions[over]}, must be final or below 1: all alpha is spent`,
    );
  if (sides === 2 && futility)
    throw new RangeError('a two-sided trial has futility boundaries, must have none');
  if (used && (used.efficacy.length !== last || used.futility.length !== last))
    throw new RangeError(`boundaries of ${used.efficacy.length} looks were used, must be ${last}`);
  const alpha = looks.alpha / sides;
  const spend = (k: number): AtLook =>
    used && k < last
      ? { z: used.efficacy[k]! }
      : { spend: k < early ? spending(alpha, fractions[k]!) : alpha };
  const give = (k: number): AtLook => {
    if (used && k < last) return { z: used.futility[k]! };
    return futility ? { spend: futility.spending(1 - futility.power, fractions[k]!) } : { z: -Infinity };
  };
  const indices = fractions.map((_, k) => k);
  const found = sweep({
    fractions,
    sides,
    binding,
    efficacy: indices.map(spend),
    futility: indices.map(give),
    drift: futility?.drift ?? 0,
    endsInFutility: !isFinal,
  });
  return {
    efficacy: found.efficacy[last]!,
    futility: found.futility[last]!,
    alphaSpent: sides * found.alphaSpent[last]!,
  };
}
