import { exp, pow } from '../math/elementary.ts';
import { gaussHermite, gaussLegendre, type Rule } from '../math/gauss.ts';
import { normalQuantileOfUpper, normalSurvival } from '../math/normal.ts';
import { findRoot } from '../math/roots.ts';
import type { Spending } from './spending/spending.ts';

/** Looks at several comparisons with one control. */
export interface MultiArmLooks {
  /** information fractions of the looks, increasing to 1 */
  fractions: readonly number[];
  /**
   * for each comparison, the patients (or events under the null hypothesis) of the treatment over those of it and control
   * together; 1/2 for arms of one size
   */
  shares: readonly number[];
  /** a comparison that reaches it is rejected; Infinity: none can be */
  upper: readonly number[];
  /** a comparison below it is dropped, which is counted on; -Infinity or left out: none is */
  lower?: readonly number[];
  /** expected z of each comparison at fraction 1; default 0 for all, the global null hypothesis */
  drifts?: readonly number[];
}

/** More looks than this have too many paths of the control arm. */
export const MOST_LOOKS = 5;
/** Points for an increment of control, by the number of looks, and points for the course of a treatment. */
const OUTER = [0, 64, 48, 28, 16, 10];
const INNER = [0, 0, 40, 40, 28, 20];
/** Standard deviations beyond which nothing is counted. */
const FURTHEST = 7.5;
const SQRT_2PI = 2.5066282746310002;

const rules = new Map<string, Rule>();
function ruleOf(make: (n: number) => Rule, n: number): Rule {
  const key = `${make.name} ${n}`;
  let rule = rules.get(key);
  if (!rule) rules.set(key, (rule = make(n)));
  return rule;
}

/**
 * The chance that at least one of several comparisons with one control has been rejected by each look.
 *
 * Statistics are of independent increments; given the course of the control arm, treatments are independent of each other. The
 * mean over that course is a product rule over its increments. Up to three looks the error is below 1e-9, with four below 1e-7 and
 * with five below 1e-5 (test/sequential/multi-arm.test.ts).
 *
 * @throws RangeError for more than 5 looks, or lists that do not fit
 *
 * @example
 * ```ts
 * import { multiArmCrossing } from 'sojourn';
 *
 * console.log(multiArmCrossing({ fractions: [0.5, 1], shares: [0.5, 0.5, 0.5], upper: [2.8, 2.4] }));
 * // [ 0.007116..., 0.026031... ]
 * ```
 *
 * Source: Magirr, Jaki & Whitehead (2012), Biometrika 99, 494-501, section 2.
 */
export function multiArmCrossing(looks: MultiArmLooks): number[] {
  const { fractions, shares, upper, lower, drifts } = looks;
  checkLooks(looks);
  const count = fractions.length;
  const outer = ruleOf(gaussHermite, OUTER[count]!);
  const inner = INNER[count]! === 0 ? undefined : ruleOf(gaussLegendre, INNER[count]!);
  const groups = groupsOf(shares, drifts ?? shares.map(() => 0));
  /** chance of a rejection by each look */
  const reached = new Array<number>(count).fill(0);
  const states = groups.map(() => fractions.map(() => stateOf(inner?.nodes.length ?? 0)));
  const crossed = groups.map(() => new Float64Array(count));

  function step(j: number, weight: number, control: number): void {
    const t = fractions[j]!;
    const ago = j === 0 ? 0 : fractions[j - 1]!;
    const deviation = Math.sqrt(t - ago);
    for (let o = 0; o < outer.nodes.length; o++) {
      const chance = weight * outer.weights[o]!;
      // so small a weight cannot change a digit that counts
      if (chance < 1e-18) continue;
      const path = control + deviation * outer.nodes[o]!;
      let standing = 1;
      for (let g = 0; g < groups.length; g++) {
        const { common, own, drift, members } = groups[g]!;
        const limit = (z: number) => (z * Math.sqrt(t) - common * path - drift * t) / own;
        const before = j === 0 ? undefined : states[g]![j - 1]!;
        const high = limit(upper[j]!);
        const now = (j === 0 ? 0 : crossed[g]![j - 1]!) + above(before, high, deviation);
        crossed[g]![j] = now;
        standing *= members === 1 ? 1 - now : pow(Math.max(0, 1 - now), members);
        if (j < count - 1)
          move(before, lower ? limit(lower[j]!) : -Infinity, high, deviation, t, inner!, states[g]![j]!);
      }
      reached[j]! += chance * (1 - standing);
      if (j < count - 1) step(j + 1, chance, path);
    }
  }
  step(0, 1, 0);
  return reached;
}

/** Treatments that are alike are counted once. */
interface Group {
  common: number;
  own: number;
  drift: number;
  members: number;
}

function groupsOf(shares: readonly number[], drifts: readonly number[]): Group[] {
  const groups: Group[] = [];
  shares.forEach((share, i) => {
    const drift = drifts[i]!;
    const [common, own] = [Math.sqrt(share), Math.sqrt(1 - share)];
    const known = groups.find((group) => group.common === common && group.drift === drift);
    if (known) known.members++;
    else groups.push({ common, own, drift, members: 1 });
  });
  return groups;
}

/** A treatment that is still in the trial: its score at points, with their weight times density. */
interface State {
  points: Float64Array;
  mass: Float64Array;
}

const stateOf = (size: number): State => ({ points: new Float64Array(size), mass: new Float64Array(size) });

/** The chance that the score is above a limit at the next look. */
function above(before: State | undefined, limit: number, deviation: number): number {
  if (!before) return normalSurvival(limit / deviation);
  let sum = 0;
  for (let i = 0; i < before.points.length; i++)
    if (before.mass[i]! > 0) sum += before.mass[i]! * normalSurvival((limit - before.points[i]!) / deviation);
  return sum;
}

/** The treatments that stay, between two limits at the next look. */
function move(
  before: State | undefined,
  low: number,
  high: number,
  deviation: number,
  t: number,
  { nodes, weights }: Rule,
  into: State,
): void {
  const reach = FURTHEST * Math.sqrt(t);
  const from = Math.max(low, -reach);
  const to = Math.min(high, reach);
  if (!(to > from)) {
    into.mass.fill(0);
    return;
  }
  const half = (to - from) / 2;
  for (let i = 0; i < nodes.length; i++) {
    const x = from + half * (nodes[i]! + 1);
    into.points[i] = x;
    let density = 0;
    if (!before) density = exp(-0.5 * (x / deviation) * (x / deviation));
    else
      for (let k = 0; k < before.points.length; k++) {
        const d = (x - before.points[k]!) / deviation;
        if (before.mass[k]! > 0 && d < 9 && d > -9) density += before.mass[k]! * exp(-0.5 * d * d);
      }
    into.mass[i] = (half * weights[i]! * density) / (SQRT_2PI * deviation);
  }
}

function checkLooks({ fractions, shares, upper, lower, drifts }: MultiArmLooks): void {
  const count = fractions.length;
  if (count < 1 || count > MOST_LOOKS)
    throw new RangeError(`there are ${count} looks at several arms, must be from 1 to ${MOST_LOOKS}`);
  fractions.forEach((fraction, k) => {
    if (!(fraction > (fractions[k - 1] ?? 0) && fraction <= 1))
      throw new RangeError(`fraction ${k + 1} is ${fraction}, must be above the one before and at most 1`);
  });
  const wrong = shares.find((share) => !(share > 0 && share < 1));
  if (wrong !== undefined) throw new RangeError(`a share is ${wrong}, must be above 0 and below 1`);
  if (shares.length === 0) throw new RangeError('there is no comparison, must be at least one');
  if (upper.length !== count || (lower && lower.length < count - 1))
    throw new RangeError(`there are ${count} looks, must be as many boundaries`);
  if (drifts && drifts.length !== shares.length)
    throw new RangeError(`there are ${drifts.length} drifts for ${shares.length} comparisons`);
}

/** How the boundaries of several comparisons are found. */
export type MultiArmRule =
  /** z = c t^(delta - 1/2): O'Brien and Fleming at delta 0, Pocock at 0.5 */
  | { delta: number }
  /** the triangular test: efficacy c (1 + t) / sqrt(t), futility c (3 t - 1) / sqrt(t), which meet at the last look */
  | { shape: 'triangular' }
  | { spending: Spending };

export interface MultiArmPlan {
  fractions: readonly number[];
  shares: readonly number[];
  /** familywise error, one-sided */
  alpha: number;
  efficacy: MultiArmRule;
  /** futility on z for each look but the last; with a triangular rule, the rule gives it */
  futility?: readonly number[];
  /** whether a comparison always ends at futility, which lowers the efficacy boundaries; the triangular test does unless said */
  binding?: boolean;
}

/**
 * Boundaries of a multi-arm multi-stage trial: under the global null hypothesis the chance to reject any comparison is alpha. That is
 * the most that it is under any configuration (Magirr, Jaki & Whitehead 2012), whichever arms are dropped on the way.
 *
 * @throws RangeError as `multiArmCrossing`, and if the futility that is counted on leaves too few trials
 *
 * @example
 * ```ts
 * import { multiArmBoundaries } from 'sojourn';
 *
 * const { efficacy } = multiArmBoundaries({ fractions: [0.5, 1], shares: [0.5, 0.5, 0.5], alpha: 0.025, efficacy: { delta: 0 } });
 * console.log(efficacy);
 * // [ 3.332177..., 2.356205... ]
 * ```
 */
export function multiArmBoundaries(plan: MultiArmPlan): { efficacy: number[]; futility: number[] } {
  const { fractions, shares, alpha, efficacy: rule, futility } = plan;
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`alpha is ${alpha}, must be above 0 and below 0.5`);
  const count = fractions.length;
  const isTriangular = 'shape' in rule;
  const binding = plan.binding ?? isTriangular;
  const given = (c: number): number[] =>
    isTriangular
      ? fractions.map((t) => (c * (3 * t - 1)) / Math.sqrt(t))
      : [...fractions.map((_, k) => (k < count - 1 ? (futility?.[k] ?? -Infinity) : -Infinity))];
  const crossing = (upper: readonly number[], c: number) =>
    multiArmCrossing({ fractions, shares, upper, ...(binding && { lower: given(c) }) });
  if ('spending' in rule) {
    const upper: number[] = [];
    for (let k = 0; k < count; k++) {
      const target = rule.spending(alpha, fractions[k]!);
      const spent = k === 0 ? 0 : rule.spending(alpha, fractions[k - 1]!);
      if (!(target - spent > 0)) {
        upper.push(Infinity);
        continue;
      }
      const part = { fractions: fractions.slice(0, k + 1), shares };
      const lower = binding ? { lower: given(0).slice(0, k + 1) } : {};
      const excess = (z: number) =>
        multiArmCrossing({ ...part, ...lower, upper: [...upper, z] })[k]! - target;
      const most = normalQuantileOfUpper((target - spent) / shares.length) + 1e-6;
      if (excess(-4) < 0)
        throw new RangeError(
          'the futility that is counted on stops so many trials that alpha cannot be spent',
        );
      upper.push(findRoot(excess, -4, most, 1e-12));
    }
    return { efficacy: upper, futility: given(0) };
  }
  const shape = (t: number) => (isTriangular ? (1 + t) / Math.sqrt(t) : pow(t, rule.delta - 0.5));
  const upperAt = (c: number) => fractions.map((t) => c * shape(t));
  const excess = (c: number) => crossing(upperAt(c), c)[count - 1]! - alpha;
  const smallest = Math.min(...fractions.map(shape));
  const most = normalQuantileOfUpper(alpha / (count * shares.length)) / smallest + 1e-6;
  const least = excess(0.5 / shape(1)) < 0 ? 1e-3 : 0.5 / shape(1);
  const c = findRoot(excess, least, most, 1e-12);
  return { efficacy: upperAt(c), futility: given(c) };
}
