import { ln } from '../../math/elementary.ts';
import type { Law } from './distribution.ts';

/** Exponential law: density rate exp(-rate t). R: dexp(rate). Source: Johnson, Kotz & Balakrishnan (1994), ch. 19. */
export const exponential: Law = {
  name: 'exponential',
  parameters: { rate: 'scale' },
  make: ({ rate }) => ({
    cumulativeHazard: (t) => (t > 0 ? rate! * t : 0),
    inverseCumulativeHazard: (y) => y / rate!,
    limit: Infinity,
    form: { kind: 'family', standard: ln, location: -ln(rate!), spread: 1 },
    inSteps: {
      hazard: [{ does: 'positive' }, { does: 'times', by: rate! }],
      inverse: [{ does: 'divide', by: rate! }],
    },
  }),
  formula: 'S(t) = exp(-rate t)',
  r: 'stats::dexp',
  source: 'Johnson, Kotz & Balakrishnan (1994)',
};
