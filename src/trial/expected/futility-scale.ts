import { averageHazardRatio } from '../../formulas/average-hazard-ratio.ts';
import type { FutilityRule } from '../../sequential/design.ts';
import { type ChanceUnder, futilityAtChance, type LookAhead } from '../../sequential/futility-by-chance.ts';
import { hazardRatioToZ } from '../../sequential/hazard-ratio-scale.ts';
import type { TrialDesign } from '../design.ts';
import { eventsBy, lookTimes, type Outline, strataOf } from './cells.ts';
import { isOfHazardRatio, ratioScaleOf } from './scales.ts';
import { statisticAt } from './statistic.ts';

/** Futility on another scale than z, for each look but the last; undefined: none at that look. */
export type FutilityScale =
  /** where the chance of a later claim is below a value */
  | {
      kind: 'chance';
      values: readonly (number | undefined)[];
      under: 'trend' | 'predictive' | 'design' | { ratio: number };
    }
  /** where the hazard ratio is above a value */
  | { kind: 'hazard ratio'; values: readonly (number | undefined)[] };

/** What the boundaries of futility need to know of a design. */
export interface FutilitySetting {
  /** planned events of the whole trial; undefined: unknown in advance */
  events?: number;
  /** expected Z at fraction 1 under the design's effect; undefined: unknown in advance */
  drift?: number;
  scale: ReturnType<typeof ratioScaleOf>;
}

/** @param ratio the nominal hazard ratio of a design whose arms have no closed form */
export function futilitySetting(design: Outline, ratio?: number): FutilitySetting {
  const scale = ratioScaleOf(design as TrialDesign);
  const last = lookTimes(design)?.at(-1);
  const time = last === undefined || last === Infinity ? undefined : last;
  const events = design.events ?? (time === undefined ? undefined : (eventsBy(design, time) ?? undefined));
  const drift = driftOf(design, time, events, ratio);
  return { scale, ...(events !== undefined && { events }), ...(drift !== undefined && { drift }) };
}

function driftOf(
  design: Outline,
  time: number | undefined,
  events: number | undefined,
  nominal: number | undefined,
): number | undefined {
  if (time === undefined || isOfHazardRatio(design)) {
    const [only, more] = time === undefined ? [] : (strataOf(design) ?? []);
    const ratio = only && !more ? averageHazardRatio(only, time!).cox : nominal;
    if (ratio !== undefined && ratio > 0 && events !== undefined && isOfHazardRatio(design))
      return hazardRatioToZ(ratio, events, ratioScaleOf(design as TrialDesign));
  }
  return time === undefined ? undefined : statisticAt(design, time)?.z;
}

/** The rule of a design's boundaries at its planned fractions. @throws RangeError for what is unknown in advance */
export function futilityRuleOf(
  futility: FutilityScale,
  fractions: readonly number[],
  setting: FutilitySetting,
): FutilityRule {
  if (futility.kind === 'chance')
    return { chance: futility.values.map((value) => value ?? 0), under: underOf(futility, setting) };
  const { events } = setting;
  if (events === undefined)
    throw new RangeError('the events of the looks are unknown in advance, futility must be on another scale');
  return { z: futility.values.map((ratio, k) => zOfRatio(ratio, fractions[k]! * events, setting)) };
}

/** The boundary of look k of a running trial. @param look with the boundaries that are planned for later ones */
export function futilityAtLook(
  futility: FutilityScale,
  k: number,
  look: LookAhead,
  setting: FutilitySetting,
  events: number | undefined,
): number {
  const value = futility.values[k];
  if (value === undefined || look.fractions.length === 0) return -Infinity;
  if (futility.kind === 'chance') return futilityAtChance(look, value, underOf(futility, setting));
  const seen = events ?? (setting.events === undefined ? undefined : look.fraction * setting.events);
  return seen === undefined ? -Infinity : zOfRatio(value, seen, setting);
}

function zOfRatio(ratio: number | undefined, events: number, { scale }: FutilitySetting): number {
  return ratio === undefined ? -Infinity : hazardRatioToZ(ratio, events, scale);
}

function underOf(
  { under }: Extract<FutilityScale, { kind: 'chance' }>,
  { drift, events, scale }: FutilitySetting,
): ChanceUnder {
  if (under === 'trend' || under === 'predictive') return under;
  const own = under === 'design' ? drift : events && hazardRatioToZ(under.ratio, events, scale);
  if (own === undefined)
    throw new RangeError(
      'the effect of the design is unknown in advance, must be given as `under: { hazard-ratio: 0.7 }` beside planned events',
    );
  return own;
}
