import type { Distribution } from './distribution.ts';
import { withHazardRatio } from './transform.ts';

/**
 * A hazard ratio that changes with time: from starts[i] until the next start, the hazard is ratios[i] times that of the
 * distribution.
 *
 * @param starts rising; the first is 0
 * @param ratios above 0 and finite, as many as starts
 */
export function withHazardRatios(
  d: Distribution,
  starts: readonly number[],
  ratios: readonly number[],
): Distribution {
  if (ratios.length === 1) return withHazardRatio(d, ratios[0]!);
  // at each start: the cumulative hazard of the distribution, and the cumulative hazard with ratios
  const all = starts.map((start) => d.cumulativeHazard(start));
  // survival is 0 before later steps begin
  const own = all.filter((hazard) => hazard < Infinity);
  const changed = [0];
  for (let i = 1; i < own.length; i++)
    changed.push(changed[i - 1]! + ratios[i - 1]! * (own[i]! - own[i - 1]!));
  const last = own.length - 1;
  const stepAt = (value: number, ends: readonly number[]) => {
    let i = last;
    while (i > 0 && !(ends[i]! < value)) i--;
    return i;
  };
  const limit = changed[last]! + ratios[last]! * (d.limit - own[last]!);
  return {
    cumulativeHazard: (t) => {
      const i = stepAt(t, starts);
      return changed[i]! + ratios[i]! * (d.cumulativeHazard(t) - own[i]!);
    },
    inverseCumulativeHazard: (y) => {
      if (y > limit) return Infinity;
      const i = stepAt(y, changed);
      return d.inverseCumulativeHazard(Math.min(own[i]! + (y - changed[i]!) / ratios[i]!, Number.MAX_VALUE));
    },
    limit,
    form: { kind: 'jumps', times: jumpsOf(d, starts) },
  };
}

/** Times at which the hazard jumps: those of the distribution's own form, and the starts of steps. */
function jumpsOf({ form }: Distribution, starts: readonly number[]): Float64Array {
  const own = form.kind === 'jumps' || form.kind === 'pieces' ? form.times : [];
  const times = new Set([...own, ...starts].filter((time) => time > 0));
  return Float64Array.from(times).sort();
}
