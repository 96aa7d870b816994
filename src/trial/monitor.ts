import { normalSurvival } from '../math/normal.ts';
import { boundaryAsObserved } from '../sequential/as-observed.ts';
import {
  conditionalPower,
  driftGiven,
  predictivePower,
  type Remaining,
} from '../sequential/conditional-power.ts';
import type { Boundaries } from '../sequential/crossing.ts';
import { designSequential, type EfficacyRule } from '../sequential/design.ts';
import { hazardRatioToZ, logRankInformation, zToHazardRatio } from '../sequential/hazard-ratio-scale.ts';
import type { Spending } from '../sequential/spending/spending.ts';
import { stageWiseChance, stageWiseDrift } from '../sequential/stage-wise.ts';
import type { TrialDesign } from './design.ts';
import { futilityAtLook, futilitySetting } from './expected/futility-scale.ts';
import { isOfHazardRatio, ratioScaleOf } from './expected/scales.ts';
import type { BoundaryRules } from './language/boundaries.ts';

/** The data of a trial at one of its looks. */
export interface SeenLook {
  /** events of both arms so far; undefined if only the information is known */
  events?: number;
  /** information over the planned maximum */
  fraction: number;
  /** argument of the spending function; by default the fraction */
  spendingTime?: number;
  /** statistic of the design's test; above 0 favours treatment */
  z: number;
}

export interface Seen {
  /** the looks so far, the present one last */
  looks: readonly SeenLook[];
  /** whether the trial ends at this look, whatever it shows */
  isFinal: boolean;
  /** efficacy boundaries that earlier looks used, if they differ from those of the design at their information */
  used?: readonly number[];
  /** planned maximum of the information in events; undefined if only fractions are known */
  events?: number;
  /** hazard ratio of the design; undefined if unknown */
  effect?: number;
  /** log-normal prior of the hazard ratio: its median, and the standard deviation of its logarithm */
  prior?: { hazardRatio: number; sd: number };
}

/** A boundary or an observed statistic, on each scale. */
export interface Scales {
  z: number;
  /** one-sided */
  p: number;
  /** null if the test has no hazard ratio, or the number of events is unknown */
  hazardRatio: number | null;
}

export type Decision = 'efficacy' | 'futility' | 'opposite' | 'continue' | 'not shown';

export interface MonitoredLook {
  events: number | null;
  fraction: number;
  seen: Scales;
  /** null if the look cannot claim efficacy */
  efficacy: Scales | null;
  /** null if the look cannot stop for futility */
  futility: Scales | null;
  /** type I error spent so far, of both sides together */
  alphaSpent: number;
  decision: Decision;
}

/** Limits of a hazard ratio. */
export interface RatioInterval {
  lower: number;
  upper: number;
}

export interface Monitoring {
  looks: MonitoredLook[];
  /** confidence level of all intervals: 1 - 2 (one-sided alpha) */
  level: number;
  /** repeated confidence interval of the hazard ratio at the present look; null without a hazard ratio or a boundary */
  repeated: RatioInterval | null;
  /** the analysis of a trial that ends here, by the stage-wise ordering; null if the trial continues */
  end: { p: number; hazardRatio: number | null; interval: RatioInterval | null } | null;
  /** the remaining looks, with their boundaries at the planned information */
  left: { fraction: number; events: number | null; efficacy: Scales | null }[];
  /** probability of claiming efficacy at the remaining looks; null if there are none */
  chances: {
    /** conditional power under the effect of the design; null if that is unknown */
    design: number | null;
    /** conditional power under the present estimate */
    trend: number;
    none: number;
    /** predictive power with a flat prior */
    predictive: number;
    /** predictive power with the prior; null without a prior */
    predictiveWithPrior: number | null;
  } | null;
}

/**
 * Monitors a look of a running trial: boundaries at the observed information, intervals, and conditional and predictive power
 * for the remaining looks.
 *
 * Boundaries from a spending function follow the observed information. Boundaries of a shape, or given ones, stay as planned,
 * look by look. Conditional power ignores non-binding futility boundaries, since the trial may continue beyond them.
 *
 * @throws RangeError if the information does not increase, or if there are more looks than given boundaries
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { monitorTrial, readTrial, resolveTrial } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/three-looks.yaml', 'utf8'));
 * const { design, rules } = resolveTrial(trial!);
 * const looks = [
 *   { events: 99, fraction: 99 / 300, z: 1.1 },
 *   { events: 210, fraction: 210 / 300, z: 1.9 },
 * ];
 * const { repeated, chances } = monitorTrial(design!, rules!, { looks, isFinal: false, events: 300, effect: 0.7 });
 * console.log(repeated, chances!.design);
 * // { lower: 0.549..., upper: 1.077... } 0.827...
 * ```
 *
 * Source: Jennison & Turnbull (2000), chapters 7 to 10; Lan & DeMets (1983); Proschan, Lan & Wittes (2006). Checked in
 * test/known/monitoring.R.
 */
export function monitorTrial(design: TrialDesign, rules: BoundaryRules, seen: Seen): Monitoring {
  const { looks, isFinal } = seen;
  const scales = scalesOf(design, seen);
  const planned = plannedRules(design, rules, seen);
  const { efficacy, futility, spent } = boundariesSoFar(design, planned, seen);
  const monitored = looks.map(({ events, fraction, z }, k): MonitoredLook => {
    const isLast = isFinal && k === looks.length - 1;
    return {
      ...{ events: events ?? null, fraction, alphaSpent: spent[k]! },
      seen: scales(z, events),
      efficacy: boundary(scales, efficacy[k]!, events),
      futility: isLast ? null : boundary(scales, futility[k]!, events),
      decision: decisionAt(z, {
        efficacy: efficacy[k]!,
        futility: futility[k]!,
        isLast,
        sides: design.sides,
      }),
    };
  });
  const last = looks.length - 1;
  const now = looks[last]!;
  const { decision } = monitored[last]!;
  const goesOn = !isFinal && (decision === 'continue' || decision === 'futility');
  const left = goesOn ? boundariesLeft(design, planned, seen, { efficacy, futility }) : [];
  const observed: Boundaries = {
    sides: design.sides,
    fractions: looks.map(({ fraction }) => fraction),
    efficacy,
    futility: design.boundaries.binding ? futility : futility.map(() => -Infinity),
  };
  const shift = (by: number) => scales(now.z + by, now.events).hazardRatio;
  const [lower, upper] = [shift(efficacy[last]!), shift(-efficacy[last]!)];
  return {
    looks: monitored,
    level: 1 - (2 * design.alpha) / design.sides,
    repeated: lower === null || upper === null || efficacy[last] === Infinity ? null : { lower, upper },
    end: decision === 'continue' ? null : analysisAtEnd(design, observed, now, seen),
    left: left.map(({ fraction, efficacy: z }) => {
      const events = seen.events === undefined ? undefined : Math.round(fraction * seen.events);
      return { fraction, events: events ?? null, efficacy: boundary(scales, z, events) };
    }),
    chances: left.length === 0 ? null : chancesOf(design, seen, left),
  };
}

type ScalesOf = (z: number, events?: number) => Scales;

function scalesOf(design: TrialDesign, seen: Seen): ScalesOf {
  const scale = ratioScaleOf(design);
  const hasRatio = isOfHazardRatio(design) && seen.events !== undefined;
  return (z, events) => ({
    ...{ z, p: normalSurvival(z) },
    hazardRatio: hasRatio && events! > 0 ? zToHazardRatio(z, events!, scale) : null,
  });
}

function boundary(scales: ScalesOf, z: number, events?: number): Scales | null {
  return Math.abs(z) === Infinity ? null : scales(z, events);
}

interface Bounds {
  efficacy: number[];
  futility: number[];
}

/** The boundaries of the looks so far, at their observed information. */
function boundariesSoFar(
  design: TrialDesign,
  rules: PlannedRules,
  { looks, isFinal, used }: Seen,
): Bounds & { spent: number[] } {
  const bounds: Bounds & { spent: number[] } = { efficacy: [], futility: [], spent: [] };
  looks.forEach((_, k) => {
    const isLast = isFinal && k === looks.length - 1;
    const { z, low, spent } = boundaryAt(design, rules, looks.slice(0, k + 1), isLast, bounds);
    const isEarlier = used !== undefined && k < looks.length - 1;
    bounds.efficacy.push(isEarlier ? used[k]! : z);
    bounds.futility.push(low);
    bounds.spent.push(spent);
  });
  return bounds;
}

/** The boundaries of the remaining looks, at their planned information. */
function boundariesLeft(
  design: TrialDesign,
  rules: PlannedRules,
  { looks }: Seen,
  sofar: Bounds,
): { fraction: number; efficacy: number; futility: number }[] {
  const bounds = { efficacy: [...sofar.efficacy], futility: [...sofar.futility] };
  const all: SeenLook[] = [...looks];
  const now = looks[looks.length - 1]!.fraction;
  const { fractions, times } = design.boundaries;
  const planned = fractions
    .map((fraction, k) => ({ fraction, ...(times && { spendingTime: times[k]! }) }))
    .slice(looks.length)
    .filter(({ fraction }) => fraction > now + 1e-6);
  const left: Omit<SeenLook, 'z'>[] = planned.length > 0 ? planned : [{ fraction: 1 }];
  return left.map((look, k) => {
    const { fraction } = look;
    all.push({ ...look, z: 0 });
    const { z, low } = boundaryAt(design, rules, all, k === left.length - 1, bounds);
    bounds.efficacy.push(z);
    bounds.futility.push(low);
    return { fraction, efficacy: z, futility: low };
  });
}

/** The boundary of the last of several looks, given the boundaries that the earlier looks used. */
function boundaryAt(
  design: TrialDesign,
  { efficacy: rule, futilityZ, futilitySpending }: PlannedRules,
  looks: readonly SeenLook[],
  isFinal: boolean,
  { efficacy, futility }: Bounds,
): { z: number; low: number; spent: number } {
  const { alpha, sides, boundaries } = design;
  const k = looks.length - 1;
  const fractions = looks.map(({ fraction }) => fraction);
  if (!('spending' in rule)) {
    const planned = boundaries.efficacy.length;
    if (k >= planned)
      throw new RangeError(
        `look ${k + 1} is seen, must be at most look ${planned}: its boundary is not given`,
      );
    const z = boundaries.efficacy[isFinal ? planned - 1 : k]!;
    const walk = {
      fractions,
      sides: 1 as const,
      efficacy: [...efficacy, z],
      futility: fractions.map(() => -Infinity),
    };
    return {
      z,
      low: futilitySpending ? boundaries.futility[k]! : futilityZ(k, looks[k]!),
      spent: sides * stageWiseChance(walk, k, z),
    };
  }
  const {
    efficacy: z,
    futility: low,
    alphaSpent,
  } = boundaryAsObserved({
    ...{ fractions, isFinal, alpha, sides, spending: rule.spending, binding: boundaries.binding },
    times: looks.map(({ fraction, spendingTime }, j) => spendingTime ?? boundaries.times?.[j] ?? fraction),
    used: { efficacy, futility },
    ...(futilitySpending && { futility: futilitySpending }),
  });
  return { z, low: futilitySpending ? low : Math.min(futilityZ(k, looks[k]!), z), spent: alphaSpent };
}

/** The rules of a design at its planned information; the drift of beta spending takes a search, and is the same at all looks. */
interface PlannedRules {
  efficacy: EfficacyRule;
  /** on z, at a look as it is, from 0; -Infinity for none, or with beta spending */
  futilityZ: (k: number, look: Omit<SeenLook, 'z'>) => number;
  /** with the drift (expected Z at fraction 1) at which the design has this power */
  futilitySpending?: { spending: Spending; power: number; drift: number };
}

function plannedRules(design: TrialDesign, rules: BoundaryRules, seen: Seen): PlannedRules {
  const { alpha, sides, boundaries } = design;
  const { fractions, binding, times } = boundaries;
  const setting = futilitySetting(design, seen.effect);
  const [efficacy, futility] = [rules.efficacy(fractions), rules.futility?.(fractions, setting)];
  const { scale } = rules;
  if (scale)
    return {
      efficacy,
      futilityZ: (k, { fraction, events }) => {
        const later = fractions.map((one, j) => ({ one, z: boundaries.efficacy[j]! })).slice(k + 1);
        const left = later.filter(({ one }) => one > fraction * (1 + 1e-6));
        const look = { fraction, fractions: left.map(({ one }) => one), efficacy: left.map(({ z }) => z) };
        return futilityAtLook(scale, k, look, setting, events);
      },
    };
  const none = () => -Infinity;
  if (futility === undefined || 'chance' in futility) return { efficacy, futilityZ: none };
  if ('z' in futility) return { efficacy, futilityZ: (k) => futility.z[k] ?? -Infinity };
  const drift = designSequential({
    ...{ fractions, alpha, sides, binding, efficacy, futility },
    ...(times && { times }),
  }).drift!;
  return { efficacy, futilityZ: none, futilitySpending: { ...futility, drift } };
}

function decisionAt(
  z: number,
  {
    efficacy,
    futility,
    isLast,
    sides,
  }: { efficacy: number; futility: number; isLast: boolean; sides: 1 | 2 },
): Decision {
  if (z >= efficacy) return 'efficacy';
  if (sides === 2 && z <= -efficacy) return 'opposite';
  if (isLast) return 'not shown';
  return z <= futility ? 'futility' : 'continue';
}

function analysisAtEnd(
  design: TrialDesign,
  observed: Boundaries,
  { z }: SeenLook,
  { events, looks }: Seen,
): NonNullable<Monitoring['end']> {
  const look = looks.length - 1;
  const p = stageWiseChance(observed, look, z);
  if (!isOfHazardRatio(design) || events === undefined) return { p, hazardRatio: null, interval: null };
  const ratioAt = (quantile: number) =>
    zToHazardRatio(stageWiseDrift(observed, look, z, quantile), events, ratioScaleOf(design));
  const tail = design.alpha / design.sides;
  return { p, hazardRatio: ratioAt(0.5), interval: { lower: ratioAt(1 - tail), upper: ratioAt(tail) } };
}

function chancesOf(
  design: TrialDesign,
  { looks, events, effect, prior }: Seen,
  left: readonly { fraction: number; efficacy: number; futility: number }[],
): NonNullable<Monitoring['chances']> {
  const { fraction, z } = looks[looks.length - 1]!;
  const now = { fraction, z };
  const remaining: Remaining = {
    now,
    fractions: left.map((look) => look.fraction),
    efficacy: left.map((look) => look.efficacy),
    futility: left.map((look) =>
      design.sides === 2 ? -look.efficacy : design.boundaries.binding ? look.futility : -Infinity,
    ),
  };
  const scale = ratioScaleOf(design);
  const hasRatio = isOfHazardRatio(design) && events !== undefined;
  const before =
    prior && hasRatio
      ? {
          mean: hazardRatioToZ(prior.hazardRatio, events, scale),
          sd: prior.sd * Math.sqrt(logRankInformation(events, scale.share)),
        }
      : undefined;
  return {
    design:
      effect === undefined || !hasRatio
        ? null
        : conditionalPower(remaining, hazardRatioToZ(effect, events, scale)),
    trend: conditionalPower(remaining, z / Math.sqrt(fraction)),
    none: conditionalPower(remaining, 0),
    predictive: predictivePower(remaining, driftGiven(now)),
    predictiveWithPrior: before ? predictivePower(remaining, driftGiven(now, before)) : null,
  };
}
