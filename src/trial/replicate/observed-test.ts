import { boundariesAtAnyAlpha } from '../../sequential/at-any-alpha.ts';
import type { TrialDesign } from '../design.ts';

/** Efficacy by the events that a trial sees. */
export interface ObservedTest {
  /** begins another trial */
  begin(): void;
  /** look k, from 0, has seen so many events */
  see(k: number, events: number): void;
  /** whether z claims efficacy at the look that was seen last */
  isReached(z: number): boolean;
  /** the boundary of that look */
  boundary(): number;
}

/**
 * The efficacy boundaries of a trial by what it has seen; undefined if they are as planned. Of a two-sided trial each side is
 * tested at half of alpha, which claims hardly less than boundaries that know of both sides.
 */
export function observedTest({
  boundaries: { observed },
  alpha,
  sides,
  looks,
}: Pick<TrialDesign, 'boundaries' | 'alpha' | 'sides' | 'looks'>): ObservedTest | undefined {
  if (!observed) return undefined;
  const { at, isReached } = boundariesAtAnyAlpha(observed.spending, observed.planned);
  const own = alpha / sides;
  const information = new Float64Array(looks.length);
  const times = looks.some(({ spendingTime }) => spendingTime !== undefined)
    ? new Float64Array(looks.length)
    : undefined;
  const seen = { count: 0, information, isFinal: false, ...(times && { times }) };
  return {
    begin() {
      seen.count = 0;
    },
    see(k, events) {
      if (times) times[seen.count] = looks[k]!.spendingTime!;
      information[seen.count++] = events;
      seen.isFinal = k === looks.length - 1;
    },
    isReached: (z) => isReached(z, own, seen),
    boundary: () => at(own, seen),
  };
}
