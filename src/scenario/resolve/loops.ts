import type { Problem } from '../../language/problem.ts';
import type { Model, State, Transition } from '../model.ts';
import { boundsOf, canBeNever, timerBounds } from './law-bounds.ts';

/**
 * A transition or branch that takes no time: for all patients who enter at `surely` or later, for none who enter before
 * `maybe`.
 */
interface InstantWay {
  to: string;
  maybe: number;
  surely: number;
  path: Problem['path'];
  /** a timer that has gone off, or states since which a delay counts; for the message */
  timer?: string;
  since?: readonly string[];
}

/**
 * Reports a loop of transitions that takes no time: a patient in it would never leave. Instant are decisions and delays
 * of 0; from some time on also timers that have gone off, and delays and bounded laws whose clock has run past their
 * end.
 *
 * @returns the first loop found, placed at its first transition; an empty list if there is none
 */
export function loopsWithoutTime(model: Model): Problem[] {
  const ways = new Map(model.states.map((state) => [state.name, instantWays(model, state)]));
  // between two of these times nothing changes
  const times = new Set([0, ...[...ways.values()].flat().map(({ maybe }) => maybe)]);
  for (const time of [...times].sort((a, b) => a - b).slice(0, MOST_TIMES)) {
    if (time > model.horizon) break;
    const loop = loopAt(ways, time);
    if (loop) return [problemOf(model, loop, time)];
  }
  return [];
}

/** Later times are not examined. */
const MOST_TIMES = 200;

/** A loop of transitions that are all instant at a time. */
function loopAt(ways: ReadonlyMap<string, readonly InstantWay[]>, time: number): InstantWay[] | undefined {
  const cleared = new Set<string>();
  const next = (name: string) => openWays(ways.get(name) ?? [], time);
  for (const start of ways.keys()) {
    // `by` leads to each state on the path; `left` are the transitions from it that are still to be tried
    const path: { name: string; by?: InstantWay; left: InstantWay[] }[] = [];
    const onPath = new Map<string, number>();
    const enter = (name: string, by?: InstantWay) => {
      onPath.set(name, path.length);
      path.push({ name, by, left: next(name) });
    };
    if (!cleared.has(start)) enter(start);
    while (path.length > 0) {
      const { name, left } = path[path.length - 1]!;
      const way = left.shift();
      if (!way) {
        path.pop();
        onPath.delete(name);
        cleared.add(name);
      } else if (onPath.has(way.to)) {
        const loop = [...path.slice(onPath.get(way.to)! + 1).map(({ by }) => by!), way];
        if (!startsAnew(loop)) return loop;
      } else if (!cleared.has(way.to)) enter(way.to, way);
    }
  }
  return undefined;
}

/** The transitions that a patient may take at a time: none after the first that is certainly instant. */
function openWays(ways: readonly InstantWay[], time: number): InstantWay[] {
  const open: InstantWay[] = [];
  for (const way of ways) {
    if (way.maybe > time || (way.timer !== undefined && open.some(({ timer }) => timer === way.timer)))
      continue;
    open.push(way);
    if (way.surely <= time && way.timer === undefined && !isBranch(way)) break;
  }
  return open;
}

const isBranch = ({ path }: InstantWay): boolean => path.includes('decide');

/** Whether the loop restarts a clock: a delay since a state of the loop takes time in every round. */
function startsAnew(loop: readonly InstantWay[]): boolean {
  return loop.some(({ since }) => since?.some((name) => loop.some(({ to }) => to === name)));
}

function instantWays(model: Model, { branches, transitions }: State): InstantWay[] {
  if (branches.length > 0)
    return branches
      .filter(({ chance }) => chance !== 0)
      .map(({ to, path }) => ({ to, maybe: 0, surely: 0, path }));
  return transitions.flatMap((transition) => instantWay(model, transition) ?? []);
}

function instantWay(model: Model, { to, time, path }: Transition): InstantWay | undefined {
  if (time.kind === 'timer') {
    const [maybe, surely] = timerBounds(model, time.timer);
    return maybe < Infinity ? { to, maybe, surely, path, timer: time.timer } : undefined;
  }
  // some patients may stay for ever
  if (canBeNever(time)) return undefined;
  const [soonest, latest] = boundsOf(time);
  if (latest === 0) return { to, maybe: 0, surely: 0, path };
  const { clock, timeRatios } = time;
  if (latest === Infinity || timeRatios.length > 0) return undefined;
  if (clock.kind === 'start') return { to, maybe: latest, surely: latest, path };
  if (clock.kind === 'since') return { to, maybe: soonest, surely: Infinity, path, since: clock.states };
  return undefined;
}

/** Most states named in a message. */
const MOST_NAMES = 8;

function problemOf(model: Model, loop: readonly InstantWay[], time: number): Problem {
  const names = [loop[loop.length - 1]!.to, ...loop.map(({ to }) => to)];
  const shown =
    names.length <= MOST_NAMES ? names : [...names.slice(0, MOST_NAMES - 2), '...', names[names.length - 1]!];
  const onlyDecisions = loop.every(isBranch);
  const first = onlyDecisions ? model.states.find(({ name }) => name === names[0])!.path : loop[0]!.path;
  const remedy = onlyDecisions ? 'have transitions' : 'take time';
  const timers = [...new Set(loop.flatMap(({ timer }) => timer ?? []))];
  const since = loop.some((way) => way.since);
  let when = '';
  if (timers.length > 0)
    when = ` once ${timers.join(' and ')} ${timers.length > 1 ? 'have' : 'has'} gone off`;
  else if (since || time > 0) when = ' once their clocks have run past the end';
  if (timers.length === 0 && !since && time > 0) when = ` from ${time} on`;
  return {
    path: first,
    message: `${onlyDecisions ? 'decisions' : 'states'} ${shown.join(' -> ')} lead into each other and take no time${when}; let one of these states ${remedy}`,
    severity: 'error',
  };
}
