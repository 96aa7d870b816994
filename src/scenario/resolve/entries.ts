import { cyclesOf } from '../logic/cycles.ts';
import { nextStates } from '../logic/reach.ts';
import type { Clock, Model, State, Transition } from '../model.ts';
import { type Bounds, boundsOf, latestOf, ratioBounds, timerBounds } from './law-bounds.ts';

/**
 * For each state that can be entered, the earliest and the latest time of entry: sums of the laws' shortest times along
 * the shortest path, and of their longest times along the longest path. The latest is Infinity after a law without an
 * upper bound, and in a cycle. Apart from one patient in 1e12, no entry lies outside the bounds; the bounds may be too
 * wide.
 */
export type Entries = ReadonlyMap<string, Bounds>;

/** Times of entry since the start. */
export function entriesOf(model: Model): Entries {
  const stays: Leave = (transition, entry, entries) => leaves(model, transition, entry, entries);
  return walk(model, [model.start], stays, true);
}

/**
 * Times of entry since the last entry into one of `states`, for each state that can follow.
 *
 * @param since times of entry since the start
 */
export function entriesAfter(model: Model, states: readonly string[], since: Entries): Entries {
  const byName = new Map(model.states.map((state) => [state.name, state]));
  const stays: Leave = (transition, [earliest, latest], _, from) => {
    const { time } = transition;
    if (time.kind === 'law' && isSince(time.clock, states)) {
      const [soonest] = boundsOf(time);
      return [
        Math.max(earliest, soonest * ratioBounds(time.timeRatios)[0]),
        Math.max(latest, latestOf(time, latest)),
      ];
    }
    const entry = since.get(from);
    if (!entry) return [earliest, Infinity];
    // the remaining time on a clock that started elsewhere
    const [least, most] = leaves(model, transition, entry, since);
    const isOwn = time.kind === 'law' && time.clock.kind === 'entry';
    if (isOwn)
      return [earliest + boundsOf(time)[0] * ratioBounds(time.timeRatios)[0], latest + latestOf(time, 0)];
    return [earliest + Math.max(0, least - entry[1]), latest + Math.max(0, most - entry[0])];
  };
  return walk(
    model,
    states.filter((name) => byName.has(name)),
    stays,
    false,
  );
}

const isSince = (clock: Clock, states: readonly string[]): boolean =>
  clock.kind === 'since' &&
  clock.states.length === states.length &&
  clock.states.every((name) => states.includes(name));

/**
 * The times at which patients leave by a transition, if no other transition comes first, given bounds on their entry.
 */
type Leave = (transition: Transition, entry: Bounds, entries: Entries, from: string) => Bounds;

function leaves(model: Model, { time }: Transition, [earliest, latest]: Bounds, entries: Entries): Bounds {
  if (time.kind === 'timer') {
    const [maybe, surely] = timerBounds(model, time.timer);
    return [Math.max(earliest, maybe), Math.max(latest, surely)];
  }
  const [from, to] = clockStart(model, time.clock, [earliest, latest], entries);
  const elapsed = time.clock.kind === 'entry' ? 0 : latest - from;
  const soonest = boundsOf(time)[0] * ratioBounds(time.timeRatios)[0];
  return [Math.max(earliest, from + soonest), Math.max(latest, to + latestOf(time, elapsed))];
}

/** Bounds on the time at which a clock reads 0; before the start for ages. */
export function clockStart(model: Model, clock: Clock, entry: Bounds, entries: Entries): Bounds {
  if (clock.kind === 'entry') return entry;
  if (clock.kind === 'start') return [0, 0];
  if (clock.kind === 'age') {
    const [youngest, oldest] = ageBounds(model, clock.characteristic);
    return [-oldest, -youngest];
  }
  const starts = clock.states.flatMap((name) => entries.get(name) ?? []);
  return starts.length === 0 ? [0, entry[1]] : [Math.min(...starts), Math.min(entry[1], Math.max(...starts))];
}

/** Bounds on ages at the start, in the scenario's unit, apart from one patient in 1e12. */
function ageBounds({ characteristics }: Model, name: string): Bounds {
  const found = characteristics.find((one) => one.name === name);
  if (found?.kind !== 'numeric' || found.law.by !== undefined) return [0, Infinity];
  const always = {
    kind: 'law',
    law: found.law,
    clock: { kind: 'entry' },
    cure: 0,
    hazardRatios: [],
    timeRatios: [],
  } as const;
  return [
    boundsOf(found)[0] * found.ageScale,
    latestOf({ ...always, hazardRatios: [], timeRatios: [] }, 0) * found.ageScale,
  ];
}

/**
 * Times of entry into every state that can follow `sources`, which are entered at 0.
 *
 * @param again whether sources can be entered again; a clock that measures time since them would restart then
 */
function walk(model: Model, sources: readonly string[], leave: Leave, again: boolean): Entries {
  const byName = new Map(model.states.map((state) => [state.name, state]));
  const canEnter = (name: string) => byName.has(name) && (again || !sources.includes(name));
  const next = new Map(model.states.map((state) => [state.name, nextStates(state).filter(canEnter)]));
  const cycles = cyclesOf(next);
  const latestAt = (name: string, latest: number) => (cycles.has(name) ? Infinity : latest);
  const entries = new Map<string, Bounds>(sources.map((name) => [name, [0, latestAt(name, 0)]]));
  const order = inOrder(next, sources);
  const enter = (name: string, [earliest, latest]: Bounds): boolean => {
    const known = entries.get(name) ?? [Infinity, 0];
    const wider: Bounds = [Math.min(known[0], earliest), latestAt(name, Math.max(known[1], latest))];
    entries.set(name, wider);
    return wider[0] < known[0];
  };
  // in topological order one round is enough; cycles may bring an earlier entry
  for (let isOpen = true, round = 0; isOpen && round < MOST_ROUNDS; round++) {
    isOpen = false;
    for (const name of order) {
      const entry = entries.get(name);
      if (!entry) continue;
      for (const [to, bounds] of waysOut(byName.get(name)!, entry, entries, leave))
        if (canEnter(to) && enter(to, bounds) && cycles.has(to)) isOpen = true;
    }
  }
  return entries;
}

/** Most rounds over cycles. Each round corrects the states one step further on; few models need more than two. */
const MOST_ROUNDS = 50;

function waysOut(state: State, entry: Bounds, entries: Entries, leave: Leave): [string, Bounds][] {
  const { branches, transitions, name } = state;
  if (branches.length > 0) return branches.flatMap(({ to, chance }) => (chance === 0 ? [] : [[to, entry]]));
  const ways = transitions.map((transition): [string, Bounds] => [
    transition.to,
    leave(transition, entry, entries, name),
  ]);
  // a patient who has left by one transition cannot leave by another
  const gone = Math.min(...ways.map(([, [, latest]]) => latest));
  return ways
    .filter(([, [earliest]]) => earliest <= gone)
    .map(([to, [earliest, latest]]) => [to, [earliest, Math.min(latest, gone)]]);
}

/** States in topological order, except for cycles: the reverse order in which a depth-first search leaves them. */
function inOrder(next: ReadonlyMap<string, readonly string[]>, sources: readonly string[]): string[] {
  const seen = new Set<string>();
  const left: string[] = [];
  for (const source of sources) {
    if (seen.has(source)) continue;
    seen.add(source);
    const path = [{ name: source, at: 0 }];
    while (path.length > 0) {
      const top = path[path.length - 1]!;
      const to = next.get(top.name)?.[top.at++];
      if (to === undefined) left.push(path.pop()!.name);
      else if (!seen.has(to) && next.has(to)) {
        seen.add(to);
        path.push({ name: to, at: 0 });
      }
    }
  }
  return left.reverse();
}
