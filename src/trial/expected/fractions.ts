import { findRoot } from '../../math/roots.ts';
import type { TrialTest } from '../design.ts';
import type { Outline } from './cells.ts';
import { eventsBy, lookTimes, timeOf } from './cells.ts';
import { statisticAt } from './statistic.ts';

/**
 * What the information of a test is, whose share at a look is the information fraction of its boundaries. It is that
 * without an effect, of the events that the design expects.
 *
 * - events: of tests that weigh all events alike
 * - weighted events: each event counted by the square of its weight, so that weights of 1 make it the events
 * - inverse variance: of an estimated difference between curves
 */
export type Information = 'events' | 'weighted events' | 'inverse variance';

/** What the information of a test is. */
export function informationOf({ kind }: TrialTest): Information {
  if (kind === 'fleming-harrington' || kind === 'modestly-weighted') return 'weighted events';
  return kind === 'rmst' || kind === 'milestone' ? 'inverse variance' : 'events';
}

/**
 * Information expected at each look, as a share of that at the last.
 *
 * @returns null where there is no closed form, or a look may never come
 * @throws RangeError where nothing is to be seen at a look
 */
export function expectedFractions(design: Outline): number[] | null {
  const times = lookTimes(design);
  if (!times || times.includes(Infinity)) return null;
  const information: number[] = [];
  for (const t of times) {
    const known = informationBy(design, t);
    if (known === null) return null;
    information.push(known);
  }
  const last = information[information.length - 1]!;
  return information.map((one) => one / last);
}

/** Whether the information of a test is in proportion to events. */
export function isOfEvents({ test }: Outline): boolean {
  return informationOf(test) === 'events';
}

/**
 * Events that are expected when a test has a share of the information of its last look.
 *
 * @param last events of the last look, or its calendar time; of both, whichever comes first
 * @returns null where there is no closed form, or the last look may never come
 * @throws RangeError where nothing is to be seen at the last look, or the first that is seen is more than the share
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
  const share = (t: number) => seenBy(design, t) / all;
  const t = findRoot((at) => share(at) - fraction, 1e-6 * end, end, 1e-9 * end);
  // a restricted mean is known from tau on, and then by all who entered before
  const first = share(t + 1e-6 * end);
  if (first > fraction + 1e-3)
    throw new RangeError(
      `information is ${fraction}, must be at least ${first.toPrecision(3)}: so much is there when the test can first be done, at ${Number(t.toPrecision(4))}`,
    );
  return eventsBy(design, t);
}

/** @throws RangeError where nothing is to be seen at that time */
function informationBy(design: Outline, t: number): number | null {
  return statisticAt(design, t)?.information ?? (isOfEvents(design) ? eventsBy(design, t) : null);
}

/** Information by a time at which there may be none yet. */
function seenBy(design: Outline, t: number): number {
  try {
    return informationBy(design, t)!;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}
