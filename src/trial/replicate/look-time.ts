import type { LookTiming } from '../design.ts';
import type { Columns } from './columns.ts';
import { type EventTimes, type EventTimesRoom, eventTimes, eventTimesRoom } from './event-times.ts';
import type { TrialLoops } from './loops/loops.ts';
import type { SortRoom } from './loops/room.ts';
import { NEVER, type TrialColumns } from './trial-columns.ts';

/** Of two conditions of a look, when it takes place; undefined: it has no such condition. */
export function joined(
  rule: LookTiming['rule'],
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return rule === 'first' ? Math.min(one, other) : Math.max(one, other);
}

/**
 * The calendar time of a look.
 *
 * @param byClock when its conditions of time and enrolment hold; byEvents when those of events do, Infinity for never.
 *   undefined: it has none
 * @param before time of the look before it
 * @param over when nothing more happens in the trial: the time of a look whose conditions never hold
 */
export function timeOfLook(
  { rule, end = Infinity, gap = 0 }: LookTiming,
  { byClock, byEvents }: { byClock?: number; byEvents?: number },
  before: number,
  over: () => number,
): number {
  const held = joined(rule, byClock, byEvents)!;
  const at = held === Infinity && end === Infinity ? Math.max(byClock ?? 0, over()) : held;
  // without a look before, there is nothing to keep a gap from
  const kept = gap > 0 && before > 0 ? Math.max(at, before + gap) : at;
  return Math.max(before, Math.min(kept, end));
}

/** When patients are randomised, for looks that wait for it. */
export interface LookClock {
  /** reads another trial */
  read(trial: TrialColumns): void;
  /** when the conditions of a look that are of time and enrolment hold; undefined: it has none */
  of(look: LookTiming): number | undefined;
}

/** Memory for finding when a rank of patients is randomised; undefined if no look asks. */
export type LookClockRoom = EventTimesRoom | undefined;

export function lookClockRoom(looks: readonly LookTiming[], patients: number, from: Columns): LookClockRoom {
  const ranks = looks.filter(({ enrolled }) => enrolled).length;
  return ranks > 0 ? eventTimesRoom(ranks, patients, from) : undefined;
}

export function lookClock(room: LookClockRoom, sort: SortRoom, loops: TrialLoops): LookClock {
  const entries: EventTimes | undefined = room && eventTimes(room, sort, loops);
  return {
    read({ start, size }) {
      entries?.read({ eventTimes: start, events: size });
    },
    of: ({ time, enrolled, rule }) =>
      enrolled ? joined(rule, time, entries!.nth(enrolled.patients) + enrolled.after) : time,
  };
}

/** The time of the last event or of the last randomisation of a trial, whichever is later. */
export function lastOf({
  size,
  start,
  eventAt,
}: Readonly<Pick<TrialColumns, 'size' | 'start' | 'eventAt'>>): number {
  let last = 0;
  for (let i = 0; i < size; i++) {
    // patients who are drawn but not admitted are randomised at NEVER
    if (start[i]! > last && start[i]! < NEVER) last = start[i]!;
    if (eventAt[i]! > last && eventAt[i]! < Infinity) last = eventAt[i]!;
  }
  return last;
}
