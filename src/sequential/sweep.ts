import { beginning, chanceAbove, chanceBelow, goOn, type Walk } from './brownian-walk.ts';
import { boundaryAbove, boundaryBelow } from './solve-boundary.ts';

/** What is done at a look for one kind of stopping: reach a cumulative error, or use a z that is given. */
export type AtLook = { spend: number } | { z: number };

export interface SweepRules {
  /** rising */
  fractions: readonly number[];
  sides: 1 | 2;
  /** of each look; errors are cumulative and of one side */
  efficacy: readonly AtLook[];
  /** of each look but the last, where the trial ends */
  futility: readonly AtLook[];
  /** futility stops are obeyed when errors of the first kind are counted */
  binding: boolean;
  /** the expected Z at fraction 1 at which futility spends and misses are counted; undefined counts none */
  drift?: number;
  /** false where all efficacy boundaries are given and no errors of the first kind are asked for */
  countsAlpha?: boolean;
  /** the last of the looks may stop for futility too, as others follow it that are not known yet */
  endsInFutility?: boolean;
}

export interface Sweep {
  /** z at which efficacy is claimed, Infinity where never */
  efficacy: number[];
  /** z at which futility is claimed, -Infinity where never */
  futility: number[];
  /** cumulative, at no effect, of one side; NaN when not counted */
  alphaSpent: number[];
  /** cumulative, at the drift; at the end that of the whole trial. NaN without a drift */
  betaSpent: number[];
}

/**
 * Goes from look to look with a walk at no effect and one at the drift, and settles each look's boundaries as it gets
 * there. A walk that nothing is asked of is not walked.
 */
export function sweep({ fractions, sides, efficacy, futility, binding, drift, ...rest }: SweepRules): Sweep {
  const found: Sweep = { efficacy: [], futility: [], alphaSpent: [], betaSpent: [] };
  let unchanged: Walk | undefined = rest.countsAlpha === false ? undefined : beginning;
  let changed: Walk | undefined = drift === undefined ? undefined : beginning;
  let alpha = 0;
  let beta = 0;
  fractions.forEach((fraction, k) => {
    const isLast = k === fractions.length - 1;
    const isEnd = isLast && !rest.endsInFutility;
    const up = efficacy[k]!;
    const z = 'z' in up ? up.z : boundaryAbove(unchanged!, fraction, 0, up.spend - alpha);
    alpha = reached(up, alpha, unchanged ? chanceAbove(unchanged, fraction, 0, z) : NaN);
    const down = futility[k];
    let low = -Infinity;
    if (down && !isEnd)
      low = 'z' in down ? down.z : boundaryBelow(changed!, fraction, drift!, down.spend - beta);
    // a futility boundary above the other one would leave nothing in between: all stops there
    low = Math.min(low, z);
    const missed = changed ? chanceBelow(changed, fraction, drift!, isEnd ? z : low) : NaN;
    beta = isEnd ? beta + missed : reached(down, beta, missed);
    found.efficacy.push(z);
    found.futility.push(low);
    found.alphaSpent.push(alpha);
    found.betaSpent.push(beta);
    if (isLast) return;
    const following = fractions[k + 1]!;
    const mirror = sides === 2 ? -z : -Infinity;
    if (unchanged)
      unchanged = goOn(unchanged, fraction, 0, sides === 1 && binding ? low : mirror, z, following);
    if (changed) changed = goOn(changed, fraction, drift!, sides === 1 ? low : mirror, z, following);
  });
  return found;
}

/**
 * The error after a look. What was meant to be spent is taken as spent: rounding of the chance must not leave a crumb
 * for a look that is to spend nothing.
 */
function reached(look: AtLook | undefined, before: number, chance: number): number {
  const after = before + chance;
  if (!look || 'z' in look) return after;
  return Math.abs(after - look.spend) < 1e-12 * look.spend ? look.spend : after;
}
