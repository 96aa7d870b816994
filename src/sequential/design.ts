import { ln, pow } from '../math/elementary.ts';
import { normalQuantileOfUpper, normalSurvival } from '../math/normal.ts';
import { findRoot } from '../math/roots.ts';
import type { Boundaries } from './crossing.ts';
import { type ChanceUnder, futilityAtChance } from './futility-by-chance.ts';
import { checkAlpha, checkPlannedFractions, checkPlannedTimes, checkPower } from './looks.ts';
import type { Spending } from './spending/spending.ts';
import { type AtLook, type Sweep, sweep } from './sweep.ts';

/**
 * How efficacy boundaries are determined: by alpha spending; with a constant shape z = c t^(delta - 1/2), which is
 * O'Brien-Fleming's at delta 0 and Pocock's at 0.5 (Wang & Tsiatis 1987, Biometrics 43, 193-199); or as given, where
 * alpha is whatever they spend.
 */
export type EfficacyRule = { spending: Spending } | { delta: number } | { z: readonly number[] };

/**
 * How futility boundaries are determined: by beta spending at the effect for which the trial has `power`; as given for each look
 * but the last, -Infinity for none; or where the chance to claim efficacy later falls below one given for each look but the last, 0
 * for none (`futilityAtChance`).
 */
export type FutilityRule =
  | { spending: Spending; power: number }
  | { z: readonly number[] }
  | { chance: readonly number[]; under: ChanceUnder };

export interface SequentialPlan {
  /** planned information fractions of the looks, increasing to 1; [1] is a trial without interim looks */
  fractions: readonly number[];
  /** where spending functions are read at each look, increasing to 1; default the information fractions */
  times?: readonly number[];
  /** type I error of the whole trial, of both sides together if sides is 2; ignored if boundaries are given */
  alpha: number;
  /** default 1 */
  sides?: 1 | 2;
  efficacy: EfficacyRule;
  futility?: FutilityRule;
  /** binding futility: the trial always stops, which allows lower efficacy boundaries; default false */
  binding?: boolean;
}

export interface SequentialDesign extends Boundaries {
  binding: boolean;
  /** type I error spent up to each look, both sides together */
  alphaSpent: number[];
  /** one-sided p value of each efficacy boundary */
  nominal: number[];
  /** with beta spending: type II error spent up to each look, at `drift` */
  betaSpent?: number[];
  /** with beta spending: the expected Z at fraction 1 at which the trial has the target power */
  drift?: number;
}

/**
 * The boundaries of a group-sequential trial.
 *
 * A look that spends nothing has the boundary Infinity. Non-binding futility does not change the efficacy boundaries.
 *
 * @throws RangeError if fractions do not increase to 1, alpha is not in (0, 0.5) for one side or (0, 1) for two, the
 *   power is not above alpha and below 1, a two-sided trial has futility boundaries, columns differ in length, a
 *   spending function falls or spends more than its total, or binding futility stops so many trials that alpha cannot
 *   be spent
 *
 * @example
 * ```ts
 * import { designSequential, spendingFamilies } from 'sojourn';
 *
 * const spending = spendingFamilies[0]!.make(); // O'Brien-Fleming
 * const design = designSequential({ fractions: [0.5, 0.75, 1], alpha: 0.025, efficacy: { spending } });
 * console.log(design.efficacy, design.alphaSpent);
 * // [ 2.962588..., 2.359017..., 2.014083... ] [ 0.001525..., 0.009649..., 0.025 ]
 * ```
 *
 * Source: Jennison & Turnbull (2000), chapters 2, 7 and 19; Pampallona, Tsiatis & Kim (2001) for spending of beta.
 * Checked in test/known/trial-sequential.R: within 1e-7 of rpact, whose own grid is up to 5e-7 off with many unequal
 * looks, and within 1e-9 of Jennison & Turnbull's with 10 times as many points.
 */
export function designSequential(plan: SequentialPlan): SequentialDesign {
  const { fractions, times = fractions, sides = 1, futility, binding = false } = plan;
  checkPlannedFractions(fractions);
  if (times !== fractions) checkPlannedTimes(times, fractions.length);
  if (!('z' in plan.efficacy)) checkAlpha(plan.alpha, sides);
  if (sides === 2 && futility)
    throw new RangeError('a two-sided trial has futility boundaries, must have none');
  if (futility && 'chance' in futility) return designByChance(plan, futility);
  const alpha = plan.alpha / sides;
  const givenFutility = futility && 'z' in futility ? givenFutilityOf(futility.z, fractions) : [];
  const rules = { fractions, sides, binding, futility: givenFutility };
  const efficacy = efficacyOf(plan.efficacy, alpha, (looks) => sweep({ ...rules, efficacy: looks }), {
    ...{ fractions, times },
    isPossible: !(futility && 'spending' in futility && binding),
  });
  if (!futility || 'z' in futility) return designOf(plan, sweep({ ...rules, efficacy }));
  const { power, spending } = futility;
  const futilitySpending = spentAt(spending, 1 - power, times, 'type II error').slice(0, -1);
  // efficacy boundaries that do not depend on futility are computed once
  const fixedEfficacy = binding ? undefined : sweep({ ...rules, efficacy });
  const looks = fixedEfficacy?.efficacy.map((z) => ({ z })) ?? efficacy;
  const spent = fixedEfficacy ? fixedEfficacy.alphaSpent[fractions.length - 1]! : alpha;
  checkPower(power, spent);
  const sweepAt = (drift: number) =>
    sweep({ ...rules, efficacy: looks, futility: futilitySpending, drift, countsAlpha: binding });
  const excessBeta = (drift: number) => sweepAt(drift).betaSpent[fractions.length - 1]! - (1 - power);
  const fixedDesignDrift = normalQuantileOfUpper(spent) + normalQuantileOfUpper(1 - power);
  let most = 1.5 * fixedDesignDrift;
  while (excessBeta(most) > 0) {
    most *= 1.5;
    if (most > 1000 * fixedDesignDrift)
      throw new RangeError(`the power is ${power}, must be one that the efficacy boundaries can reach`);
  }
  const drift = findRoot(excessBeta, 0.5 * fixedDesignDrift, most, 1e-13);
  const solution = sweepAt(drift);
  return {
    ...designOf(plan, { ...solution, alphaSpent: (fixedEfficacy ?? solution).alphaSpent }),
    betaSpent: solution.betaSpent,
    drift,
  };
}

/** Rounds until binding futility by chances and the efficacy boundaries that it allows agree. */
const MOST_ROUNDS = 100;

/** Futility depends on the efficacy boundaries of later looks, and if it binds, they depend on it. */
function designByChance(
  plan: SequentialPlan,
  { chance, under }: Extract<FutilityRule, { chance: readonly number[] }>,
): SequentialDesign {
  const { fractions, binding } = plan;
  if (chance.length !== fractions.length - 1)
    throw new RangeError(
      `${chance.length} chances are given for ${fractions.length} looks, must be one for each but the last`,
    );
  let { efficacy } = designSequential({ ...plan, futility: undefined });
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const z = chance.map((value, k) =>
      futilityAtChance(
        { fraction: fractions[k]!, fractions: fractions.slice(k + 1), efficacy: efficacy.slice(k + 1) },
        value,
        under,
      ),
    );
    const design = designSequential({ ...plan, futility: { z } });
    const moved = design.efficacy.map((value, k) =>
      value === efficacy[k] ? 0 : Math.abs(value - efficacy[k]!),
    );
    if (!binding || Math.max(...moved) < 1e-11) return design;
    efficacy = design.efficacy;
  }
  throw new RangeError('binding futility by chances has no boundaries, must be lower or not binding');
}

function givenFutilityOf(z: readonly number[], fractions: readonly number[]): AtLook[] {
  if (z.length !== fractions.length - 1)
    throw new RangeError(
      `${z.length} futility boundaries are given for ${fractions.length} looks, must be one for each but the last`,
    );
  return z.map((value) => ({ z: value }));
}

function efficacyOf(
  rule: EfficacyRule,
  alpha: number,
  swept: (looks: AtLook[]) => Sweep,
  {
    fractions,
    times,
    isPossible,
  }: Required<Pick<SequentialPlan, 'fractions' | 'times'>> & { isPossible: boolean },
): AtLook[] {
  if ('spending' in rule) return spentAt(rule.spending, alpha, times, 'one-sided alpha');
  if (!isPossible)
    throw new RangeError(
      'binding futility by spending needs efficacy by spending, must be that or non-binding',
    );
  if ('z' in rule) {
    if (rule.z.length !== fractions.length)
      throw new RangeError(
        `${rule.z.length} efficacy boundaries are given for ${fractions.length} looks, must be one each`,
      );
    return rule.z.map((z) => ({ z }));
  }
  if (!(Math.abs(rule.delta) <= 5)) throw new RangeError(`delta is ${rule.delta}, must lie from -5 to 5`);
  const looks = (c: number) => fractions.map((fraction) => ({ z: c * pow(fraction, rule.delta - 0.5) }));
  const excess = (c: number) => ln(swept(looks(c)).alphaSpent[fractions.length - 1]! / alpha);
  // upper bound by Bonferroni: each look alone spends at most its share
  const widest = Math.max(1, pow(fractions[0]!, 0.5 - rule.delta));
  const most = normalQuantileOfUpper(alpha / fractions.length) * widest + 1e-6;
  // lower bound from the last look alone, unless binding futility reduces the error
  const fewest = normalQuantileOfUpper(alpha) - 1e-6;
  return looks(findRoot(excess, excess(fewest) > 0 ? fewest : fewest - 8, most, 1e-13));
}

/**
 * The error that a spending function spends by each look.
 *
 * @param what the error, in messages
 * @throws RangeError if it falls from one look to the next, or is more than the total
 */
function spentAt(
  spending: Spending,
  total: number,
  fractions: readonly number[],
  what: string,
): { spend: number }[] {
  const spent = fractions.map((fraction) => spending(total, fraction));
  spent.forEach((value, k) => {
    const before = k === 0 ? 0 : spent[k - 1]!;
    if (!(value >= before && value <= total * (1 + 1e-12)))
      throw new RangeError(
        `the spending function spends ${rounded(value)} by look ${k + 1}, must spend from ${rounded(before)} to ${rounded(total)}, the ${what}`,
      );
  });
  return spent.map((spend) => ({ spend }));
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** @throws RangeError if binding futility leaves too few trials to spend alpha, or only those that favour control */
function checkSpendable({ efficacy, alpha, sides = 1 }: SequentialPlan, swept: Sweep): void {
  if ('z' in efficacy) return;
  const k = swept.efficacy.findIndex((z) => z <= 0);
  const last = swept.futility.findLastIndex((z, j) => j < k && z > -Infinity);
  // without futility before it, no look has a boundary at 0: half of all trials would cross it, and alpha is less
  if (last < 0) return;
  const z = swept.efficacy[k]!;
  const spent = rounded(sides * swept.alphaSpent[k]!);
  const cause = `futility at look ${last + 1}, z ${rounded(swept.futility[last]!)}, binds, and stops so many trials that`;
  throw new RangeError(
    z === -Infinity
      ? `${cause} no more than ${spent} of alpha, ${alpha}, can be spent; must be lower, or not binding`
      : `${cause} look ${k + 1} would have to claim efficacy at z ${rounded(z)} to spend alpha, ${alpha}; must be lower, or not binding`,
  );
}

function designOf(plan: SequentialPlan, swept: Sweep): SequentialDesign {
  const { fractions, sides = 1, binding = false } = plan;
  checkSpendable(plan, swept);
  return {
    fractions: [...fractions],
    sides,
    binding,
    efficacy: swept.efficacy,
    futility: swept.futility,
    alphaSpent: swept.alphaSpent.map((spent) => sides * spent),
    nominal: swept.efficacy.map(normalSurvival),
  };
}
