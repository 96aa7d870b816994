import { ln } from '../math/elementary.ts';
import { fixedDrift, powerOfNormal, type Test } from './normal-power.ts';
import { checkShare } from './two-arms.ts';

export interface ProportionalEffect {
  /** treatment over control; below 1 favours treatment */
  hazardRatio: number;
  /** the ratio under the null: above 1 for non-inferiority; default 1 */
  margin?: number;
  /** share randomised to treatment; default 0.5 */
  share?: number;
}

/** An approximation of the log-rank test's expected Z from the number of events. */
export interface LogRankFormula {
  name: string;
  /** expected Z over the square root of the number of events, positive in favour of treatment */
  drift: (effect: Required<ProportionalEffect>) => number;
}

/** Score test near the null: -ln(ratio / margin) sqrt(p (1 - p)). Source: Schoenfeld (1981), Biometrika 68; (1983). */
const schoenfeld: LogRankFormula = {
  name: 'schoenfeld',
  drift: ({ hazardRatio, margin, share }) => -ln(hazardRatio / margin) * Math.sqrt(share * (1 - share)),
};

/**
 * Assumes that the ratio at risk stays at the allocation ratio. Source: Freedman (1982), Statistics in Medicine 1,
 * 121-129.
 */
const freedman: LogRankFormula = {
  name: 'freedman',
  drift: ({ hazardRatio, margin, share }) => {
    checkSuperiority('freedman', margin);
    // (1 - ratio) sqrt(r) / (1 + r ratio) with r = p / (1 - p), treatment patients per control patient
    return ((1 - hazardRatio) * Math.sqrt(share * (1 - share))) / (1 - share + share * hazardRatio);
  },
};

/**
 * Freedman's formula for 1:1, times 4 p (1 - p) for other allocations. Source: Hsieh (1992), Statistics in Medicine
 * 11.
 */
const hsiehFreedman: LogRankFormula = {
  name: 'hsieh-freedman',
  drift: ({ hazardRatio, margin, share }) => {
    checkSuperiority('hsieh-freedman', margin);
    return ((1 - hazardRatio) / (1 + hazardRatio)) * 2 * Math.sqrt(share * (1 - share));
  },
};

/**
 * All formulas; to add one, write one object and one line here.
 *
 * @example
 * ```ts
 * import { eventsForPower, logRankFormulas } from 'sojourn';
 *
 * for (const { name } of logRankFormulas)
 *   console.log(name, eventsForPower({ hazardRatio: 0.7 }, { alpha: 0.025, power: 0.8 }, name));
 * // schoenfeld 246.787104...
 * // freedman 252.036249...
 * // hsieh-freedman 252.036249...
 * ```
 */
export const logRankFormulas: readonly LogRankFormula[] = [schoenfeld, freedman, hsiehFreedman];

/**
 * Expected Z of a log-rank test, divided by the square root of the number of events. Multiplied by sqrt(events) it is
 * the drift of a group-sequential trial; (drift / this)² events give a drift.
 *
 * @param formula a name in logRankFormulas
 * @throws RangeError if the ratio or margin is not above 0, the share is not between 0 and 1, the formula is unknown,
 *   or it
 *   does not allow a margin other than 1
 */
export function driftOfRootEvent(
  { hazardRatio, margin = 1, share = 0.5 }: ProportionalEffect,
  formula = 'schoenfeld',
): number {
  const method = logRankFormulas.find(({ name }) => name === formula);
  if (!method)
    throw new RangeError(
      `the formula is ${formula}, must be one of ${logRankFormulas.map(({ name }) => name).join(', ')}`,
    );
  if (!(hazardRatio > 0 && hazardRatio < Infinity))
    throw new RangeError(`the hazard ratio is ${hazardRatio}, must be above 0 and finite`);
  if (!(margin > 0 && margin < Infinity))
    throw new RangeError(`the margin is ${margin}, must be above 0 and finite`);
  checkShare(share);
  return method.drift({ hazardRatio, margin, share });
}

/**
 * Number of events at which a log-rank test has a given power under proportional hazards.
 *
 * @param effect for a two-sided test the ratio may be above 1
 * @param test `drift` may replace alpha and power, as driftForPower gives it for a group-sequential trial; the events
 *   are then those of the last look
 * @returns not rounded; the trial needs the next whole number
 * @throws RangeError as driftOfRootEvent and fixedDrift, if the ratio equals the margin (no number suffices), or if
 *   it is beyond the margin for a one-sided test
 *
 * @example
 * ```ts
 * import { eventsForPower } from 'sojourn';
 *
 * console.log(eventsForPower({ hazardRatio: 0.7 }, { alpha: 0.025, power: 0.8 }));
 * // 246.787104...
 * ```
 */
export function eventsForPower(
  effect: ProportionalEffect,
  test: (Test & { power: number }) | { drift: number; sides?: 1 | 2 },
  formula = 'schoenfeld',
): number {
  const driftPerRootEvent = driftOfRootEvent(effect, formula);
  const { hazardRatio, margin = 1 } = effect;
  const drift = 'drift' in test ? test.drift : fixedDrift(test);
  if (driftPerRootEvent === 0)
    throw new RangeError(
      `the hazard ratio is ${hazardRatio}, must differ from ${margin}: no number of events suffices`,
    );
  if (driftPerRootEvent < 0 && (test.sides ?? 1) === 1)
    throw new RangeError(`the hazard ratio is ${hazardRatio}, must be below ${margin} for a one-sided test`);
  return (drift / driftPerRootEvent) * (drift / driftPerRootEvent);
}

/**
 * Power of a log-rank test at a number of events: the probability of claiming a benefit of treatment; for a two-sided
 * test of a ratio above the margin, a benefit of control.
 *
 * @throws RangeError as driftOfRootEvent and criticalValue, and if the number of events is below 0
 *
 * @example
 * ```ts
 * import { powerOfEvents } from 'sojourn';
 *
 * console.log(powerOfEvents({ hazardRatio: 0.7 }, { alpha: 0.025 }, 247));
 * // 0.800338...
 * ```
 */
export function powerOfEvents(
  effect: ProportionalEffect,
  test: Test,
  events: number,
  formula = 'schoenfeld',
): number {
  if (!(events >= 0)) throw new RangeError(`the number of events is ${events}, must be at least 0`);
  const driftPerRootEvent = driftOfRootEvent(effect, formula);
  return powerOfNormal(
    test,
    (test.sides === 2 ? Math.abs(driftPerRootEvent) : driftPerRootEvent) * Math.sqrt(events),
  );
}

function checkSuperiority(formula: string, margin: number): void {
  if (margin !== 1)
    throw new RangeError(`the margin is ${margin}, must be 1 for the formula ${formula}: use schoenfeld`);
}
