/** Smallest relative increase of information between looks. */
const LEAST_INCREMENT = 1e-6;

/**
 * @throws RangeError unless the fractions are above 0, finite, and each exceeds the previous by more than a millionth
 */
export function checkFractions(fractions: readonly number[]): void {
  if (fractions.length === 0) throw new RangeError('there are no looks, must be at least one');
  fractions.forEach((fraction, k) => {
    if (!(fraction > 0 && fraction < Infinity))
      throw new RangeError(
        `the information fraction of look ${k + 1} is ${fraction}, must be above 0 and finite`,
      );
    const before = k === 0 ? 0 : fractions[k - 1]!;
    if (!(fraction - before > LEAST_INCREMENT * before))
      throw new RangeError(
        `the information fraction of look ${k + 1} is ${fraction}, must be above that of the look before, ${before}`,
      );
  });
}

/** @throws RangeError unless the fractions increase and the last is 1 */
export function checkPlannedFractions(fractions: readonly number[]): void {
  checkFractions(fractions);
  const last = fractions[fractions.length - 1]!;
  if (last !== 1)
    throw new RangeError(`the information fraction of the last look is ${last}, must be 1 in a plan`);
}

/** @throws RangeError unless there is a spending time for each look, they do not fall, and the last is 1 */
export function checkPlannedTimes(times: readonly number[], looks: number): void {
  if (times.length !== looks)
    throw new RangeError(`there are ${times.length} spending times for ${looks} looks, must be one each`);
  times.forEach((time, k) => {
    const before = times[k - 1] ?? 0;
    if (!(time > 0 && time >= before && time <= 1))
      throw new RangeError(
        `the spending time of look ${k + 1} is ${time}, must be above 0, at least that of the look before, ${before}, and at most 1`,
      );
  });
  if (times.at(-1) !== 1)
    throw new RangeError(`the spending time of the last look is ${times.at(-1)}, must be 1 in a plan`);
}

/** @throws RangeError unless 0 < alpha < 0.5 for one side, 0 < alpha < 1 for two */
export function checkAlpha(alpha: number, sides: 1 | 2): void {
  if (!(alpha > 0 && alpha < sides / 2))
    throw new RangeError(
      `alpha is ${alpha}, must be above 0 and below ${sides / 2} for a ${sides === 1 ? 'one' : 'two'}-sided test`,
    );
}

/** @throws RangeError unless alpha < power < 1, where alpha is one-sided */
export function checkPower(power: number, alpha: number): void {
  if (!(power > alpha && power < 1))
    throw new RangeError(`the power is ${power}, must be above the one-sided alpha, ${alpha}, and below 1`);
}
