import { expm1, log1p } from '../../math/elementary.ts';
import { type Law, SMOOTH } from './distribution.ts';

/** A shape so near 0 that exp(shape t) is 1 at every possible time. Division by a smaller shape may overflow. */
const LEVEL = 1e-150;

/**
 * Gompertz law: hazard rate exp(shape t), density rate exp(shape t) exp(-(rate / shape)(exp(shape t) - 1)). With a
 * negative shape the hazard dies away and a fraction exp(rate / shape) never has the event; with shape 0 it is
 * exponential. R: flexsurv::dgompertz(shape, rate). Source: Gompertz (1825).
 */
export const gompertz: Law = {
  name: 'gompertz',
  parameters: { shape: 'bend', rate: 'scale' },
  make: ({ shape, rate }) => {
    const a = Math.abs(shape!) < LEVEL ? 0 : shape!;
    const b = rate!;
    const limit = a < 0 ? -b / a : Infinity;
    return {
      cumulativeHazard: (t) => (t > 0 ? (a === 0 ? b * t : (b / a) * expm1(a * t)) : 0),
      inverseCumulativeHazard: (y) => {
        if (!(y > 0)) return 0;
        if (y >= limit) return Infinity;
        return a === 0 ? y / b : log1p((a / b) * y) / a;
      },
      limit,
      form: SMOOTH,
    };
  },
  formula: 'S(t) = exp(-(rate / shape) (exp(shape t) - 1))',
  r: 'flexsurv::dgompertz',
  source: 'Gompertz (1825)',
};
