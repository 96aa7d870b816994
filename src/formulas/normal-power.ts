import { normalQuantileOfUpper, normalSurvival } from '../math/normal.ts';

export interface Test {
  /** of both sides together if sides is 2 */
  alpha: number;
  /** default 1 */
  sides?: 1 | 2;
}

/**
 * The critical value of a trial without interim looks.
 *
 * @throws RangeError unless 0 < alpha < 0.5 for one side, < 1 for two
 */
export function criticalValue({ alpha, sides = 1 }: Test): number {
  if (!(alpha > 0 && alpha < sides / 2))
    throw new RangeError(
      `alpha is ${alpha}, must be above 0 and below ${sides / 2} for a ${sides === 1 ? 'one' : 'two'}-sided test`,
    );
  return normalQuantileOfUpper(alpha / sides);
}

/**
 * The expected Z at which a trial without interim looks has a power: z(alpha / sides) + z(1 - power). For a
 * group-sequential trial see driftForPower.
 *
 * @throws RangeError unless alpha is valid and alpha / sides < power < 1: no size gives a power of 1
 */
export function fixedDrift(test: Test & { power: number }): number {
  const critical = criticalValue(test);
  checkFixedPower(test);
  return critical + normalQuantileOfUpper(1 - test.power);
}

export function checkFixedPower({ alpha, sides = 1, power }: Test & { power: number }): void {
  if (!(power > alpha / sides && power < 1))
    throw new RangeError(
      `the power is ${power}, must be above the one-sided alpha, ${alpha / sides}, and below 1`,
    );
}

/**
 * The probability that Z, normal about `expected`, is beyond the critical value in the favourable direction.
 *
 * @param deviation standard deviation of Z under the alternative; 1 near the null
 */
export function powerOfNormal(test: Test, expected: number, deviation = 1): number {
  return normalSurvival((criticalValue(test) - expected) / deviation);
}
