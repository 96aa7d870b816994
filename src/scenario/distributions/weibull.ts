import { ln, pow } from '../../math/elementary.ts';
import type { Law } from './distribution.ts';

/**
 * Weibull law: density (shape / scale) (t / scale)^(shape - 1) exp(-(t / scale)^shape); `scale` is the time by
 * which 63% have had the event. R: dweibull(shape, scale). Source: Weibull (1951).
 */
export const weibull: Law = {
  name: 'weibull',
  parameters: { shape: 'shape', scale: 'scale' },
  make: ({ shape, scale }) => {
    const inverse = 1 / shape!;
    return {
      cumulativeHazard: (t) => (t > 0 ? pow(t / scale!, shape!) : 0),
      inverseCumulativeHazard: (y) => scale! * pow(y, inverse),
      limit: Infinity,
      form: { kind: 'family', standard: ln, location: ln(scale!), spread: inverse },
      inSteps: {
        hazard: [{ does: 'positive' }, { does: 'divide', by: scale! }, { does: 'power', by: shape! }],
        inverse: [
          { does: 'power', by: inverse },
          { does: 'times', by: scale! },
        ],
      },
    };
  },
  formula: 'S(t) = exp(-(t / scale)^shape)',
  r: 'stats::dweibull',
  source: 'Weibull (1951)',
};
