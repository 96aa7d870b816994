import { ln } from '../../../math/elementary.ts';
import { normalSurvival } from '../../../math/normal.ts';
import type { AssumedEffect, RuleCondition, RuleMeasure } from '../../adaptation.ts';
import type { LookData } from '../look-data.ts';
import type { Stages } from './stages.ts';

/** What a rule may ask at a look of a trial. */
export interface Situation {
  look: number;
  data: LookData;
  /** log-rank z of all patients so far */
  z: number;
  stages: Stages;
  /** planned events of all looks */
  events: ArrayLike<number>;
  hazardRatio(): number;
}

/** The root of p (1 - p), p the share of patients on treatment: expected z is it x ln(1 / ratio) x sqrt(events). */
export interface Effects {
  rootOfShares: number;
  /** hazard ratio of the design */
  planned: number | undefined;
}

/** Expected z over the root of the events still to come. */
export function driftUnder(
  under: AssumedEffect,
  { data, z }: Situation,
  { rootOfShares, planned }: Effects,
): number {
  if (under === 'trend') return z / Math.sqrt(data.events);
  return -ln(under === 'design' ? planned! : under) * rootOfShares;
}

/** @returns NaN where the look's data do not tell */
function measured(measure: RuleMeasure, at: Situation, effects: Effects): number {
  const { data, z, stages, look, events } = at;
  switch (measure.kind) {
    case 'z':
      return stages.statistic;
    case 'p':
      return normalSurvival(stages.statistic);
    case 'hazard-ratio':
      return at.hazardRatio();
    case 'events':
      return data.events;
    case 'patients':
      return data.size;
    case 'event-rate':
      return data.events / followedIn(data);
    case 'predictive-power':
      return Number.isNaN(z) ? NaN : stages.chance(look, events, undefined);
    case 'conditional-power':
      return Number.isNaN(z) ? NaN : stages.chance(look, events, driftUnder(measure.under, at, effects));
  }
}

function followedIn({ size, times }: LookData): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += times[i]!;
  return sum;
}

/** The pooled event rate of a look. */
export const pooledRate = (data: LookData): number => data.events / followedIn(data);

/**
 * Whether a condition holds.
 *
 * @param told receives the value of each measure that was needed
 */
export function holds(
  condition: RuleCondition,
  at: Situation,
  effects: Effects,
  told: (value: number) => void,
): boolean {
  if (condition.kind === 'all') return condition.of.every((one) => holds(one, at, effects, told));
  if (condition.kind === 'any') return condition.of.some((one) => holds(one, at, effects, told));
  const { above, below, isWithin } = condition;
  const value = measured(condition.measure, at, effects);
  told(value);
  return isWithin ? value >= above && value <= below : value > above && value < below;
}
