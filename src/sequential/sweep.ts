import { chanceAbove, chanceBelow, continueWalk, initialWalk, type Walk } from './brownian-walk.ts';
import { boundaryAbove, boundaryBelow } from './solve-boundary.ts';

/** The rule for one kind of boundary at a look: reach a cumulative error, or use a given z. */
export type AtLook = { spend: number } | { z: number };

export interface SweepRules {
  /** increasing */
  fractions: readonly number[];
  sides: 1 | 2;
  /** one for each look; errors are cumulative and one-sided */
  efficacy: readonly AtLook[];
  /** one for each look but the last */
  futility: readonly AtLook[];
  /** whether futility stops reduce the type I error */
  binding: boolean;
  /** expected Z at fraction 1 for beta spending and the type II error; undefined: no type II error */
  drift?: number;
  /** false if all efficacy boundaries are given and the type I error is not needed */
  countsAlpha?: boolean;
  /** whether the last of these looks may stop for futility, since further looks will follow */
  endsInFutility?: boolean;
}

export interface Sweep {
  /** z of each efficacy boundary; Infinity if none */
  efficacy: number[];
  /** z of each futility boundary; -Infinity if none */
  futility: number[];
  /** cumulative type I error, one-sided; NaN if not computed */
  alphaSpent: number[];
  /** cumulative type II error at the drift; the last is that of the whole trial. NaN without a drift */
  betaSpent: number[];
}

/**
 * Computes the boundaries look by look, with one walk under the null and one at the drift. A walk that is not needed
 * is not computed.
 */
export function sweep({ fractions, sides, efficacy, futility, binding, drift, ...rest }: SweepRules): Sweep {
  const result: Sweep = { efficacy: [], futility: [], alphaSpent: [], betaSpent: [] };
  let nullWalk: Walk | undefined = rest.countsAlpha === false ? undefined : initialWalk;
  let driftWalk: Walk | undefined = drift === undefined ? undefined : initialWalk;
  let alpha = 0;
  let beta = 0;
  fractions.forEach((fraction, k) => {
    const isLast = k === fractions.length - 1;
    const isEnd = isLast && !rest.endsInFutility;
    const up = efficacy[k]!;
    const z = 'z' in up ? up.z : boundaryAbove(nullWalk!, fraction, 0, up.spend - alpha);
    alpha = reached(up, alpha, nullWalk ? chanceAbove(nullWalk, fraction, 0, z) : NaN);
    const down = futility[k];
    let low = -Infinity;
    if (down && !isEnd)
      low = 'z' in down ? down.z : boundaryBelow(driftWalk!, fraction, drift!, down.spend - beta);
    // a futility boundary above the efficacy boundary would leave no room: the trial always stops there
    low = Math.min(low, z);
    const missed = driftWalk ? chanceBelow(driftWalk, fraction, drift!, isEnd ? z : low) : NaN;
    beta = isEnd ? beta + missed : reached(down, beta, missed);
    result.efficacy.push(z);
    result.futility.push(low);
    result.alphaSpent.push(alpha);
    result.betaSpent.push(beta);
    if (isLast) return;
    const following = fractions[k + 1]!;
    const mirror = sides === 2 ? -z : -Infinity;
    if (nullWalk)
      nullWalk = continueWalk(nullWalk, fraction, 0, sides === 1 && binding ? low : mirror, z, following);
    if (driftWalk)
      driftWalk = continueWalk(driftWalk, fraction, drift!, sides === 1 ? low : mirror, z, following);
  });
  return result;
}

/**
 * The cumulative error after a look. The intended error is taken as exactly spent: a rounding residue must not go to
 * a look that should spend nothing.
 */
function reached(look: AtLook | undefined, before: number, chance: number): number {
  const after = before + chance;
  if (!look || 'z' in look) return after;
  return Math.abs(after - look.spend) < 1e-12 * look.spend ? look.spend : after;
}
