import type { Outline } from './cells.ts';
import { eventsBy, lookTimes } from './cells.ts';
import { statisticAt } from './statistic.ts';

/**
 * Information expected at each look, as a share of that at the last: of events where the test is one of events, of the
 * inverse variance where it is not.
 *
 * @returns null where there is no closed form, or a look may never come
 * @throws RangeError where nothing is to be seen at a look
 */
export function expectedFractions(design: Outline): number[] | null {
  const times = lookTimes(design);
  if (!times || times.includes(Infinity)) return null;
  const information: number[] = [];
  for (const t of times) {
    const known = statisticAt(design, t)?.information ?? (isOfEvents(design) ? eventsBy(design, t) : null);
    if (known === null) return null;
    information.push(known);
  }
  const last = information[information.length - 1]!;
  return information.map((one) => one / last);
}

/** Whether the information of a test is in proportion to events. */
export function isOfEvents({ test }: Outline): boolean {
  return ['log-rank', 'cox', 'max-combo', 'one-sample-log-rank'].includes(test.kind);
}
