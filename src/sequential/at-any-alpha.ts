import { normalQuantileOfUpper } from '../math/normal.ts';
import { chanceAbove, continueWalk, initialWalk } from './brownian-walk.ts';
import type { Spending } from './spending/spending.ts';
import { sweep } from './sweep.ts';

/** The looks of one hypothesis so far. */
export interface SeenLooks {
  /** number of looks so far, the present one included */
  count: number;
  /** information of each, such as events; not decreasing */
  information: ArrayLike<number>;
  /** where the spending function is read at each; by default at its share of the planned information */
  times?: ArrayLike<number>;
  /** whether the present look is the last of the hypothesis: it spends all that is left */
  isFinal: boolean;
}

/** The boundaries of a hypothesis whose alpha and whose information become known only in the trial. */
export interface BoundariesAtAnyAlpha {
  /** the boundary of the present look; Infinity where nothing can be claimed */
  at(alpha: number, looks: SeenLooks): number;
  /** whether z reaches it; most answers need no boundary, only limits of it */
  isReached(z: number, alpha: number, looks: SeenLooks): boolean;
}

/** Slack of the limits within which a boundary must lie: far more than rounding. */
const SLACK = 1e-9;
/** Boundaries that are kept; a long simulation forgets them all and begins anew. */
const MOST_KEPT = 200_000;

/**
 * One-sided boundaries by a spending function, at any alpha and any information. The error spent by a look is the function at
 * the share of the planned information that was seen, at most 1; the correlation of looks follows what was seen. The last look
 * spends all. A look without new information takes the place of the one before: their data are the same.
 *
 * @param planned information at which all alpha is spent
 *
 * Source: Lan & DeMets (1983), Biometrika 70; Maurer & Bretz (2013), Statistics in Biopharmaceutical Research 5, 311-320.
 */
export function boundariesAtAnyAlpha(spending: Spending, planned: number): BoundariesAtAnyAlpha {
  /** boundaries; NaN for looks that were asked for once and not solved */
  const kept = new Map<string, number>();
  const spends = new Map<number, Map<number, number>>();

  /** The error spent by look k, which is not the last. */
  function spentAt(alpha: number, { information, times }: SeenLooks, k: number): number {
    const share = times ? times[k]! : information[k]! / planned;
    if (share >= 1) return alpha;
    let own = spends.get(alpha);
    if (!own) spends.set(alpha, (own = new Map()));
    let spent = own.get(share);
    if (spent === undefined) own.set(share, (spent = spending(alpha, share)));
    return spent;
  }

  function solved(alpha: number, looks: SeenLooks): number {
    const { count, information, isFinal } = looks;
    const fractions: number[] = [];
    const efficacy: { spend: number }[] = [];
    for (let k = 0; k < count; k++) {
      const seen = information[k]!;
      if (!(seen > 0)) continue;
      const fraction = seen / planned;
      if (fractions.at(-1) === fraction) {
        fractions.pop();
        efficacy.pop();
      }
      fractions.push(fraction);
      efficacy.push({ spend: isFinal && k === count - 1 ? alpha : spentAt(alpha, looks, k) });
    }
    if (fractions.length === 0) return Infinity;
    const swept = sweep({ fractions, sides: 1, binding: false, efficacy, futility: [] });
    return swept.efficacy.at(-1)!;
  }

  function at(alpha: number, looks: SeenLooks): number {
    if (!(alpha > 0)) return Infinity;
    const key = keyOf(alpha, looks);
    let boundary = kept.get(key) ?? Number.NaN;
    if (Number.isNaN(boundary)) {
      if (kept.size >= MOST_KEPT) kept.clear();
      boundary = solved(alpha, looks);
      kept.set(key, boundary);
    }
    return boundary;
  }

  /** Whether looks like these were asked for before: their boundary is then worth solving. */
  function isKnown(alpha: number, looks: SeenLooks): boolean {
    const key = keyOf(alpha, looks);
    if (kept.has(key)) return true;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, Number.NaN);
    return false;
  }

  return {
    at,
    isReached(z, alpha, looks) {
      if (!(alpha > 0) || !(z > 0)) return false;
      const { count, information, isFinal } = looks;
      const seen = information[count - 1]!;
      const spent = isFinal ? alpha : spentAt(alpha, looks, count - 1);
      if (z < upperQuantile(spent) - SLACK) return false;
      // the look before, of other data
      let k = before(information, count - 1);
      const past = k < 0 ? 0 : spentAt(alpha, looks, k);
      const adds = spent - past;
      if (!(adds > 0)) return false;
      if (z > upperQuantile(adds) + SLACK) return true;
      if (k < 0 || isKnown(alpha, looks)) return z >= at(alpha, looks);
      // the chance of z or more without a claim at the look before lies between those for two limits of that look's boundary
      const at1 = information[k]!;
      k = before(information, k);
      const earlier = k < 0 ? 0 : spentAt(alpha, looks, k);
      const most = () => chanceWithout(upperQuantile(past - earlier), at1, z, seen);
      const least = () => chanceWithout(upperQuantile(past), at1, z, seen) - earlier;
      // a low z is more likely to be below: that limit first
      const isLow = 2 * z < upperQuantile(spent) + upperQuantile(adds);
      if (isLow && least() > adds) return false;
      if (most() <= adds) return true;
      if (!isLow && least() > adds) return false;
      return z >= at(alpha, looks);
    },
  };
}

function keyOf(alpha: number, { isFinal, count, information, times }: SeenLooks): string {
  let key = `${alpha} ${isFinal}`;
  for (let k = 0; k < count; k++) key += ` ${information[k]}`;
  if (times) for (let k = 0; k < count; k++) key += ` ${times[k]}`;
  return key;
}

/** The last look before look k with other data than it, and some; -1: none. */
function before(information: ArrayLike<number>, k: number): number {
  let j = k - 1;
  while (j >= 0 && information[j] === information[k]) j--;
  return j >= 0 && information[j]! > 0 ? j : -1;
}

/** The chance that Z is below a boundary at one look and z or more at a later one. */
function chanceWithout(boundary: number, information: number, z: number, later: number): number {
  const walk = continueWalk(initialWalk, information, 0, -Infinity, boundary, later);
  return chanceAbove(walk, later, 0, z);
}

const quantiles = new Map<number, number>();

function upperQuantile(p: number): number {
  let quantile = quantiles.get(p);
  if (quantile === undefined) {
    if (quantiles.size >= MOST_KEPT) quantiles.clear();
    quantile = normalQuantileOfUpper(p);
    quantiles.set(p, quantile);
  }
  return quantile;
}
