import { exp, expm1, ln, log1p } from '../../math/elementary.ts';
import { type Law, SMOOTH } from './distribution.ts';

/**
 * Triangular law on [min, max]: the density rises in a straight line to `mode` and falls in a straight line after it.
 * R: EnvStats::dtri(min, max, mode), in another order. Source: Johnson, Kotz & Balakrishnan (1995), ch. 26.
 */
export const triangular: Law = {
  name: 'triangular',
  parameters: { min: 'time', mode: 'time', max: 'time' },
  invalid: ({ min, mode, max }) => {
    if (!(min! < max!)) return { parameter: 'max', message: `is ${max}, must be above min (${min})` };
    if (min! <= mode! && mode! <= max!) return undefined;
    return { parameter: 'mode', message: `is ${mode}, must lie from min (${min}) to max (${max})` };
  },
  make: (p) => {
    const { min, mode, max } = p as { min: number; mode: number; max: number };
    const rising = (max - min) * (mode - min);
    const atMode = (mode - min) / (max - min);
    const hazardAtMode = -log1p(-atMode);
    return {
      cumulativeHazard: (t) => {
        if (!(t > min)) return 0;
        if (t >= max) return Infinity;
        if (t < mode) return -log1p(-((t - min) * (t - min)) / rising);
        // S = S(mode) (1 - share)²
        const share = (t - mode) / (max - mode);
        return hazardAtMode - 2 * (share < 0.5 ? log1p(-share) : ln((max - t) / (max - mode)));
      },
      inverseCumulativeHazard: (y) => {
        if (y < hazardAtMode || mode === max) return min + Math.sqrt(-expm1(-y) * rising);
        const half = 0.5 * (y - hazardAtMode);
        return half < 1 ? mode - (max - mode) * expm1(-half) : max - (max - mode) * exp(-half);
      },
      limit: Infinity,
      form: min < mode && mode < max ? { kind: 'kink', at: atMode } : SMOOTH,
    };
  },
  formula:
    'F(t) = (t - min)² / ((max - min)(mode - min)) up to mode, S(t) = (max - t)² / ((max - min)(max - mode)) after',
  r: 'EnvStats::dtri',
  source: 'Johnson, Kotz & Balakrishnan (1995)',
};
