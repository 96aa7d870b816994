import { exp, expm1, ln, log1p } from '../../math/elementary.ts';
import { lnNormalSurvival, normalQuantileOfLnUpper } from '../../math/normal.ts';

/**
 * A law of ln T = location + scale x error, by its standard error z: logarithms of density and survival, with their
 * first and second derivatives.
 */
export interface ErrorLaw {
  name: 'weibull' | 'log-logistic' | 'log-normal';
  /** ln density at z, its slope and its curvature */
  density(z: number): [value: number, slope: number, curvature: number];
  /** ln survival at z, its slope and its curvature */
  survival(z: number): [value: number, slope: number, curvature: number];
  /** the z at which the logarithm of survival is this */
  zOfLnSurvival(lnSurvival: number): number;
}

/** Smallest extreme value: T is Weibull, with shape 1 / scale. */
const weibull: ErrorLaw = {
  name: 'weibull',
  density(z) {
    const e = exp(z);
    return [z - e, 1 - e, -e];
  },
  survival(z) {
    const e = exp(z);
    return [-e, -e, -e];
  },
  zOfLnSurvival: (lnSurvival) => ln(-lnSurvival),
};

/** Logistic: T is log-logistic. */
const logLogistic: ErrorLaw = {
  name: 'log-logistic',
  density(z) {
    const above = 1 / (1 + exp(-z));
    return [z - 2 * lnOnePlusExp(z), 1 - 2 * above, -2 * above * (1 - above)];
  },
  survival(z) {
    const above = 1 / (1 + exp(-z));
    return [-lnOnePlusExp(z), -above, -above * (1 - above)];
  },
  // S = 1 / (1 + e^z)
  zOfLnSurvival: (lnSurvival) => ln(-expm1(lnSurvival)) - lnSurvival,
};

const HALF_LN_2_PI = 0.5 * ln(2 * Math.PI);

/** Normal: T is log-normal. */
const logNormal: ErrorLaw = {
  name: 'log-normal',
  density: (z) => [-0.5 * z * z - HALF_LN_2_PI, -z, -1],
  survival(z) {
    const value = lnNormalSurvival(z);
    const hazard = exp(-0.5 * z * z - HALF_LN_2_PI - value);
    return [value, -hazard, -hazard * (hazard - z)];
  },
  zOfLnSurvival: (lnSurvival) => normalQuantileOfLnUpper(lnSurvival),
};

/** The laws of the standard error. To add one, write it above and name it here. */
export const errorLaws: readonly ErrorLaw[] = [weibull, logLogistic, logNormal];

function lnOnePlusExp(z: number): number {
  return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}
