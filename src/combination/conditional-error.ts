import { normalQuantileOfUpper } from '../math/normal.ts';
import { conditionalPower, type Remaining } from '../sequential/conditional-power.ts';
import type { Spending } from '../sequential/spending/spending.ts';
import { sweep } from '../sequential/sweep.ts';

/**
 * The conditional error at a look: the chance, under no effect, that the trial as planned would still claim one. A trial whose
 * remaining stages are changed keeps its type I error if they are tested at this level.
 *
 * @throws RangeError as `conditionalPower`
 *
 * @example
 * ```ts
 * import { conditionalError } from 'sojourn';
 *
 * console.log(conditionalError({ now: { fraction: 0.5, z: 1.2 }, fractions: [1], efficacy: [1.96] }));
 * // 0.057991...
 * ```
 *
 * Source: Proschan & Hunsberger (1995), Biometrics 51; Müller & Schäfer (2001), Biometrics 57, 886-891.
 */
export function conditionalError({ now, fractions, efficacy }: Omit<Remaining, 'futility'>): number {
  return conditionalPower({ now, fractions, efficacy }, 0);
}

/**
 * Boundaries of the stages after a change, on Z of their own data alone, at the conditional error as level.
 *
 * @param level the conditional error
 * @param fractions of the information still to come, increasing to 1
 * @param spending how the level is spent over them
 * @throws RangeError unless the level lies in (0, 1)
 *
 * @example
 * ```ts
 * import { remainingBoundaries, spendingFamilies } from 'sojourn';
 *
 * console.log(remainingBoundaries(0.0581, [0.4, 1], spendingFamilies[0]!.make()));
 * // [ 2.77809..., 1.578557... ]
 * ```
 *
 * Source: Müller & Schäfer (2001), Biometrics 57, 886-891; (2004), Statistics in Medicine 23.
 */
export function remainingBoundaries(
  level: number,
  fractions: readonly number[],
  spending: Spending,
): number[] {
  if (!(level > 0 && level < 1))
    throw new RangeError(`the level is ${level}, must lie between 0 and 1: the conditional error of a look`);
  if (fractions.length === 1) return [normalQuantileOfUpper(level)];
  const last = fractions.length - 1;
  return sweep({
    fractions,
    sides: 1,
    binding: false,
    efficacy: fractions.map((fraction, k) => ({ spend: k === last ? level : spending(level, fraction) })),
    futility: fractions.map(() => ({ z: -Infinity })),
  }).efficacy;
}
