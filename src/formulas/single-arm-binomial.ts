import { betaP } from '../math/beta.ts';
import { ln } from '../math/elementary.ts';
import { normalQuantileOfUpper } from '../math/normal.ts';
import { checkFixedPower, criticalValue } from './normal-power.ts';

export interface SingleArm {
  patients: number;
  /** smallest number of responses that rejects the null with type I error at most alpha */
  responses: number;
  /** probability of that many responses under the null: the actual type I error */
  error: number;
  power: number;
}

export interface SingleArmSize extends SingleArm {
  /**
   * the smallest number of patients from which on every larger number has the power, which is not monotone in the
   * number
   */
  steady: SingleArm;
}

export interface SingleArmRates {
  /** response rate under the null */
  null: number;
  /** response rate under the alternative; above `null` */
  alternative: number;
}

/** P(X >= responses) for `patients` patients. */
function probabilityOfAtLeast(responses: number, patients: number, rate: number): number {
  if (responses <= 0) return 1;
  if (responses > patients) return 0;
  return betaP(rate, responses, patients - responses + 1);
}

/**
 * The exact one-sided binomial test for a number of patients.
 *
 * @returns if no number of responses suffices, `responses` is patients + 1 and the power 0
 * @throws RangeError unless rates are between 0 and 1, patients is a whole number above 0 and 0 < alpha < 0.5
 *
 * @example
 * ```ts
 * import { singleArmTest } from 'sojourn';
 *
 * console.log(singleArmTest({ null: 0.2, alternative: 0.4 }, 37, 0.05));
 * // {
 * //   patients: 37,
 * //   responses: 13,
 * //   error: 0.023058...,
 * //   power: 0.778290...
 * // }
 * ```
 */
export function singleArmTest(rates: SingleArmRates, patients: number, alpha: number): SingleArm {
  checkRates(rates);
  criticalValue({ alpha });
  if (!(Number.isInteger(patients) && patients > 0))
    throw new RangeError(`there are ${patients} patients, must be a whole number above 0`);
  let [least, most] = [0, patients + 1];
  while (most - least > 1) {
    const middle = (least + most) >> 1;
    if (probabilityOfAtLeast(middle, patients, rates.null) <= alpha) most = middle;
    else least = middle;
  }
  return testOf(rates, patients, most);
}

/**
 * The smallest single-arm trial with an exact one-sided binomial test.
 *
 * @returns the smallest number of patients with the power, and in `steady` the number from which on all have it. Both
 *   are exact: numbers are tried one by one up to the number from which Hoeffding's inequality proves the power for
 *   all larger ones.
 * @throws RangeError as singleArmTest; unless alpha < power < 1 and the alternative is above the null
 *
 * @example
 * ```ts
 * import { singleArmSize } from 'sojourn';
 *
 * const { patients, responses, power } = singleArmSize(
 *   { null: 0.2, alternative: 0.4 },
 *   { alpha: 0.05, power: 0.9 },
 * );
 * console.log(patients, responses, power);
 * // 47 15 0.901225...
 * ```
 *
 * Source: Clopper & Pearson (1934) for the test; A'Hern (2001), Statistics in Medicine 20, 859-866, for such sizes;
 * Hoeffding (1963), J. Am. Stat. Assoc. 58, theorem 1, for the bound.
 */
export function singleArmSize(rates: SingleArmRates, test: { alpha: number; power: number }): SingleArmSize {
  checkRates(rates);
  criticalValue(test);
  checkFixedPower(test);
  const gap = rates.alternative - rates.null;
  if (!(gap > 0))
    throw new RangeError(`the alternative is ${rates.alternative}, must be above the null, ${rates.null}`);
  const spread = Math.sqrt(-ln(test.alpha)) + Math.sqrt(-ln(1 - test.power));
  // one response more than Hoeffding's bound, since responses are whole numbers
  const proven = Math.ceil((spread * spread) / (2 * gap * gap) + 2 / gap) + 1;
  let first: SingleArm | undefined;
  let steady: SingleArm | undefined;
  let responses = 0;
  for (let patients = 1; patients <= proven; patients++) {
    // with one more patient the limit stays or increases by one
    while (probabilityOfAtLeast(responses, patients, rates.null) > test.alpha) responses++;
    const trial = testOf(rates, patients, responses);
    if (trial.power < test.power) steady = undefined;
    else {
      first ??= trial;
      steady ??= trial;
    }
  }
  return { ...first!, steady: steady! };
}

/**
 * Number of patients by the normal approximation, each rate with its own variance: ((z(alpha) sqrt(p0 q0) + z(1 -
 * power) sqrt(p1 q1)) / (p1 - p0))², not rounded. A first guess and a comparison; use the exact size.
 *
 * @throws RangeError as singleArmSize
 */
export function singleArmNormalSize(rates: SingleArmRates, test: { alpha: number; power: number }): number {
  checkRates(rates);
  checkFixedPower(test);
  if (!(rates.alternative > rates.null))
    throw new RangeError(`the alternative is ${rates.alternative}, must be above the null, ${rates.null}`);
  const deviation = (p: number) => Math.sqrt(p * (1 - p));
  const spread =
    criticalValue(test) * deviation(rates.null) +
    normalQuantileOfUpper(1 - test.power) * deviation(rates.alternative);
  const root = spread / (rates.alternative - rates.null);
  return root * root;
}

function testOf(rates: SingleArmRates, patients: number, responses: number): SingleArm {
  return {
    patients,
    responses,
    error: probabilityOfAtLeast(responses, patients, rates.null),
    power: probabilityOfAtLeast(responses, patients, rates.alternative),
  };
}

function checkRates(rates: SingleArmRates): void {
  for (const rate of [rates.null, rates.alternative])
    if (!(rate > 0 && rate < 1)) throw new RangeError(`a response rate is ${rate}, must lie between 0 and 1`);
}
