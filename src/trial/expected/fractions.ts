import { findRoot } from '../../math/roots.ts';
import type { TrialTest } from '../design.ts';
import type { Outline } from './cells.ts';
import { eventsBy, lookTimes, timeOf } from './cells.ts';
import { assessedBy } from './exact-proportion.ts';
import { statisticAt } from './statistic.ts';

/**
 * The information of a test. Its share at a look is the information fraction of the boundaries. It is computed under
 * the null hypothesis, from the events that the design expects.
 *
 * - events: for tests that weight all events equally
 * - weighted events: each event counts by the square of its weight; with weights of 1 this is the number of events
 * - inverse variance: of an estimated difference between survival curves
 * - patients: of a share by a time, those who have been in the trial for so long
 */
export type Information = 'events' | 'weighted events' | 'inverse variance' | 'patients';

/** The kind of information of a test. */
export function informationOf({ kind }: TrialTest): Information {
  if (kind === 'fleming-harrington' || kind === 'modestly-weighted') return 'weighted events';
  if (kind === 'proportion') return 'patients';
  return kind === 'rmst' || kind === 'milestone' ? 'inverse variance' : 'events';
}

/**
 * Information expected at each look, as a share of that at the last.
 *
 * @returns null if there is no closed form, or a look may never take place
 * @throws RangeError if a look comes before the test is possible
 */
export function expectedFractions(design: Outline): number[] | null {
  const times = lookTimes(design);
  if (!times || times.includes(Infinity)) return null;
  const information: number[] = [];
  for (const t of times) {
    const expected = informationBy(design, t);
    if (expected === null) return null;
    information.push(expected);
  }
  const last = information[information.length - 1]!;
  return information.map((value) => value / last);
}

/** Whether the information of a test is proportional to events. */
export function isOfEvents({ test }: Outline): boolean {
  return informationOf(test) === 'events';
}

/**
 * The number of events expected when the information reaches a share of that at the last look.
 *
 * @param last events of the last look, or its calendar time; with both, whichever comes first
 * @returns null if there is no closed form, or the last look may never take place
 * @throws RangeError if the test is not possible at the last look, or if the information when it is first possible
 *   exceeds the share
 */
export function eventsAtInformation(
  design: Outline,
  fraction: number,
  last: { events?: number; time?: number },
): number | null {
  const byEvents = last.events === undefined ? Infinity : timeOf(design, last.events);
  if (byEvents === null) return null;
  const end = Math.min(byEvents, last.time ?? Infinity);
  const all = end === Infinity ? null : informationBy(design, end);
  if (all === null) return null;
  if (fraction === 1) return eventsBy(design, end);
  const share = (t: number) => informationOrZero(design, t) / all;
  const t = findRoot((at) => share(at) - fraction, 1e-6 * end, end, 1e-9 * end);
  // a restricted mean is known only from tau on: information then starts at that of all patients who entered earlier
  const first = share(t + 1e-6 * end);
  if (first > fraction + 1e-3)
    throw new RangeError(
      `information is ${fraction}, must be at least ${first.toPrecision(3)}, the information when the test is first possible, at ${Number(t.toPrecision(4))}`,
    );
  return eventsBy(design, t);
}

/** @throws RangeError if the test is not possible at that time */
function informationBy(design: Outline, t: number): number | null {
  if (design.test.kind === 'proportion') return assessedBy(design, t);
  return statisticAt(design, t)?.information ?? (isOfEvents(design) ? eventsBy(design, t) : null);
}

/** Information at a time; 0 if the test is not possible yet. */
function informationOrZero(design: Outline, t: number): number {
  try {
    return informationBy(design, t)!;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}
