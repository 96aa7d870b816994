import { betaP } from '../math/beta.ts';
import { ln } from '../math/elementary.ts';
import { normalQuantileOfUpper } from '../math/normal.ts';
import { checkFixedPower, criticalValue } from './normal-power.ts';

export interface SingleArm {
  patients: number;
  /** responses from which on the null is rejected: the fewest that keep the error within alpha */
  responses: number;
  /** the chance of so many under the null: the error that is really made */
  error: number;
  power: number;
}

export interface SingleArmSize extends SingleArm {
  /** the smallest number of patients from which on every number has the power: the power goes up and down like a saw */
  steady: SingleArm;
}

export interface SingleArmRates {
  /** response rate under the null */
  null: number;
  /** under the alternative; above the other */
  alternative: number;
}

/** P(X >= responses) of `patients` trials. */
function chanceOfMore(responses: number, patients: number, rate: number): number {
  if (responses <= 0) return 1;
  if (responses > patients) return 0;
  return betaP(rate, responses, patients - responses + 1);
}

/**
 * The exact binomial test of a number of patients, one-sided.
 *
 * @returns `responses` is patients + 1 and the power 0 where no number of responses would be enough
 * @throws RangeError unless rates lie between 0 and 1, patients is a whole number above 0 and 0 < alpha < 0.5
 */
export function singleArmTest(rates: SingleArmRates, patients: number, alpha: number): SingleArm {
  checkRates(rates);
  criticalValue({ alpha });
  if (!(Number.isInteger(patients) && patients > 0))
    throw new RangeError(`there are ${patients} patients, must be a whole number above 0`);
  let [least, most] = [0, patients + 1];
  while (most - least > 1) {
    const middle = (least + most) >> 1;
    if (chanceOfMore(middle, patients, rates.null) <= alpha) most = middle;
    else least = middle;
  }
  return testOf(rates, patients, most);
}

/**
 * The smallest single-arm trial with an exact one-sided binomial test.
 *
 * @returns the smallest number of patients with the power, and in `steady` the number from which on all have it. Both are
 *   certain: numbers are tried one by one up to where Hoeffding's inequality proves that all larger ones have the power
 * @throws RangeError as singleArmTest; unless alpha < power < 1 and the alternative is above the null
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
  // a response more than Hoeffding's, as numbers of responses are whole
  const proven = Math.ceil((spread * spread) / (2 * gap * gap) + 2 / gap) + 1;
  let first: SingleArm | undefined;
  let steady: SingleArm | undefined;
  let responses = 0;
  for (let patients = 1; patients <= proven; patients++) {
    // with one patient more the limit stays or rises by one
    while (chanceOfMore(responses, patients, rates.null) > test.alpha) responses++;
    const found = testOf(rates, patients, responses);
    if (found.power < test.power) steady = undefined;
    else {
      first ??= found;
      steady ??= found;
    }
  }
  return { ...first!, steady: steady! };
}

/**
 * Patients by the normal approximation, each rate with its own variance: ((z(alpha) sqrt(p0 q0) + z(1 - power) sqrt(p1
 * q1)) / (p1 - p0))², not rounded. A start and a comparison; the exact size is what holds.
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
    error: chanceOfMore(responses, patients, rates.null),
    power: chanceOfMore(responses, patients, rates.alternative),
  };
}

function checkRates(rates: SingleArmRates): void {
  for (const rate of [rates.null, rates.alternative])
    if (!(rate > 0 && rate < 1)) throw new RangeError(`a response rate is ${rate}, must lie between 0 and 1`);
}
