import { exp, expm1, ln, log1p, pow } from '../../math/elementary.ts';
import type { Law } from './distribution.ts';

/**
 * Log-logistic law: ln T is logistic; `scale` is the median. Density
 * (shape / scale) (t / scale)^(shape - 1) / (1 + (t / scale)^shape)^2.
 * R: flexsurv::dllogis(shape, scale). Source: Bennett (1983).
 */
export const logLogistic: Law = {
  name: 'log-logistic',
  parameters: { shape: 'shape', scale: 'scale' },
  make: ({ shape, scale }) => {
    const inverse = 1 / shape!;
    return {
      cumulativeHazard: (t) => {
        if (!(t > 0)) return 0;
        // computed from the side of the median where no power overflows
        if (t < scale!) return log1p(pow(t / scale!, shape!));
        return shape! * ln(t / scale!) + log1p(pow(scale! / t, shape!));
      },
      inverseCumulativeHazard: (y) => {
        if (y < 1) return scale! * pow(expm1(y), inverse);
        return scale! * exp((y + log1p(-exp(-y))) * inverse);
      },
      limit: Infinity,
      form: { kind: 'family', standard, location: ln(scale!), spread: inverse },
    };
  },
  formula: 'S(t) = 1 / (1 + (t / scale)^shape)',
  r: 'flexsurv::dllogis',
  source: 'Bennett (1983)',
};

/** The standard logistic: the x with ln(1 + e^x) = y. */
function standard(y: number): number {
  return y < 1 ? ln(expm1(y)) : y + log1p(-exp(-y));
}
