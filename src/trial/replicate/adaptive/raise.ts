import type { RuleAction } from '../../adaptation.ts';
import { driftUnder, type Effects, pooledRate, type Situation } from './measures.ts';

/** The planned sizes of a trial under way; changed by rules. */
export interface Plan {
  /** planned events of each look; NaN where a look is not at events and has none */
  events: Float64Array;
  patients: number;
}

/** Raises the events of later looks, the last to a number and those between in proportion. */
export function raiseEvents(
  raised: NonNullable<RuleAction['events']>,
  plan: Plan,
  at: Situation,
  effects: Effects,
): void {
  const { events } = plan;
  const last = events.length - 1;
  const now = at.data.events;
  const planned = events[last]!;
  const to = 'to' in raised ? raised.to : forPower(raised, events.slice(), at, effects);
  if (!(to > planned)) return;
  stretch(events, events, at.look, now, to);
}

/** Writes the events of later looks if the last is at `to`. */
function stretch(from: ArrayLike<number>, into: Float64Array, look: number, now: number, to: number): void {
  const last = into.length - 1;
  const factor = (to - now) / (from[last]! - now);
  let before = now;
  for (let j = look + 1; j <= last; j++) {
    into[j] = j === last ? to : Math.max(before + 1, Math.round(now + (from[j]! - now) * factor));
    before = into[j]!;
  }
}

/** The fewest events, from those planned to the most, with the conditional power; the most where it is out of reach. */
function forPower(
  { conditionalPower, under, most }: Extract<NonNullable<RuleAction['events']>, { most: number }>,
  planned: Float64Array,
  at: Situation,
  effects: Effects,
): number {
  const last = planned.length - 1;
  const drift = driftUnder(under, at, effects);
  const tried = planned.slice();
  const isEnough = (to: number) => {
    stretch(planned, tried, at.look, at.data.events, to);
    return at.stages.chance(at.look, tried, drift) >= conditionalPower;
  };
  let [low, high] = [planned[last]!, most];
  if (isEnough(low)) return low;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The patients after a rule.
 *
 * @param first events and patients that were planned before the trial
 */
export function raisedPatients(
  raised: NonNullable<RuleAction['patients']>,
  plan: Plan,
  { data }: Situation,
  first: { events: number; patients: number },
): number {
  if ('to' in raised) return Math.max(plan.patients, raised.to);
  const factor =
    'withEvents' in raised ? plan.events.at(-1)! / first.events : raised.eventRate / pooledRate(data);
  const wanted = factor < Infinity ? Math.ceil(first.patients * factor - 1e-9) : raised.most;
  return Math.max(plan.patients, Math.min(raised.most, wanted));
}
