import type { Problem } from '../../language/problem.ts';
import type { Clock, LawTime, Model, State } from '../model.ts';
import { clockStart, type Entries, entriesAfter, entriesOf } from './entries.ts';
import { type Bounds, boundsOf, canBeNever, ratioBounds } from './law-bounds.ts';

/** Most sets of states, since which clocks count, that are examined. */
const MOST_SINCE = 100;
/** Relative rounding error of sums of times. */
const ROUNDING = 1e-9;

/**
 * Reports bounded laws whose clock may have run past their end when their state is entered: such a patient leaves at
 * once, which is never intended. An error if this is so for every patient, a warning if it can be so for some.
 */
export function lawsPastTheirEnd(model: Model): Problem[] {
  const bounded = model.states.flatMap((state) =>
    state.transitions.flatMap(({ time, to, path }) => {
      if (time.kind !== 'law' || time.clock.kind === 'entry' || canBeNever(time)) return [];
      const end = endsOf(time);
      return end[1] < Infinity ? [{ state, time, to, path, end }] : [];
    }),
  );
  if (bounded.length === 0) return [];
  const entries = entriesOf(model);
  const after = new Map<string, Entries>();
  return bounded.flatMap(({ state, time, to, path, end }) => {
    const entry = entries.get(state.name);
    if (!entry || entry[0] > model.horizon) return [];
    const shown: Bounds = [entry[0], Math.min(entry[1], model.horizon)];
    const elapsed = elapsedAt(model, state, time.clock, shown, entries, after);
    if (!elapsed) return [];
    const isInstant = boundsOf(time)[0] === boundsOf(time)[1];
    const isOver = (clock: number, limit: number) =>
      isInstant ? clock > limit * (1 + ROUNDING) : clock >= limit * (1 - ROUNDING);
    const all = isOver(elapsed[0], end[1]);
    if (!all && !(elapsed[1] > end[0] * (1 + ROUNDING))) return [];
    return [problemOf(state, time, to, [...path, 'clock'], all, all ? end[1] : end[0], elapsed)];
  });
}

/** The end of a bounded law, under the shortest and the longest time ratio. */
function endsOf(time: LawTime): Bounds {
  const [, end] = boundsOf(time);
  const [shortest, longest] = ratioBounds(time.timeRatios);
  return end === Infinity || longest === Infinity ? [end, Infinity] : [end * shortest, end * longest];
}

/**
 * Bounds on the clock's reading when a state is entered; undefined if too many sets of states would have to be
 * examined.
 */
function elapsedAt(
  model: Model,
  state: State,
  clock: Clock,
  entry: Bounds,
  entries: Entries,
  after: Map<string, Entries>,
): Bounds | undefined {
  const [from, to] = clockStart(model, clock, entry, entries);
  const bounds: Bounds = [Math.max(0, entry[0] - to), entry[1] - from];
  if (clock.kind !== 'since') return bounds;
  if (clock.states.includes(state.name)) return [0, 0];
  const key = JSON.stringify(clock.states);
  if (!after.has(key) && after.size >= MOST_SINCE) return undefined;
  const since = after.get(key) ?? entriesAfter(model, clock.states, entries);
  after.set(key, since);
  const own = since.get(state.name);
  return own && [Math.max(bounds[0], own[0]), Math.min(bounds[1], own[1])];
}

function problemOf(
  { name }: State,
  { law, clock }: LawTime,
  to: string,
  path: Problem['path'],
  all: boolean,
  end: number,
  [least, most]: Bounds,
): Problem {
  const since = sinceWhat(clock);
  const ends = `the ${law.name} law to "${to}" ends at ${plain(end)} ${since}`;
  const message = all
    ? `${ends}, and everybody enters "${name}" at ${plain(least)} or later, so all of them leave at once`
    : `${ends}, and "${name}" can be entered ${most === Infinity ? 'at any time after it' : `as late as ${plain(most)}`}: patients who come after the end leave at once`;
  return {
    path,
    message: `${message}; let the law last longer, or count from entry (clock: entry)`,
    severity: all ? 'error' : 'warning',
  };
}

function sinceWhat(clock: Clock): string {
  if (clock.kind === 'age') return 'of age';
  return clock.kind === 'since' ? `since ${clock.states.join(' or ')}` : 'since the start';
}

const plain = (time: number): string => String(Number(time.toPrecision(6)));
