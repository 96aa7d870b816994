import { exp, expm1, ln, log1p } from '../../math/elementary.ts';
import type { Law } from './distribution.ts';

/** Uniform law on [min, max]. R: dunif(min, max). Source: Johnson, Kotz & Balakrishnan (1995), ch. 26. */
export const uniform: Law = {
  name: 'uniform',
  parameters: { min: 'time', max: 'time' },
  invalid: ({ min, max }) =>
    min! < max! ? undefined : { parameter: 'max', message: `is ${max}, must be above min (${min})` },
  make: (p) => {
    const { min, max } = p as { min: number; max: number };
    const width = max - min;
    return {
      cumulativeHazard: (t) => {
        if (!(t > min)) return 0;
        if (t >= max) return Infinity;
        const p = (t - min) / width;
        return p < 0.5 ? -log1p(-p) : -ln((max - t) / width);
      },
      inverseCumulativeHazard: (y) => (y < 1 ? min - width * expm1(-y) : max - width * exp(-y)),
      limit: Infinity,
      form: { kind: 'even', min, width },
    };
  },
  formula: 'S(t) = (max - t) / (max - min)',
  r: 'stats::dunif',
  source: 'Johnson, Kotz & Balakrishnan (1995)',
};
