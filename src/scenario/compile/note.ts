import type { Edge, Effect } from '../../kernel/graph.ts';
import type { Condition } from '../model.ts';
import type { Arrival } from './arrive.ts';
import { type Atom, isSettled, simplify } from './condition.ts';
import { type Known, keepFacts, learn } from './patient.ts';
import { seenKey } from './reach.ts';
import type { Walk } from './walk.ts';

/** The entry is over: end endpoints, settle what can no longer change, note what is settled, and go on. */
export function settle(walk: Walk, arrival: Arrival): Edge {
  const { state, track } = arrival;
  const effects = [...arrival.effects];
  const ended = endEndpoints(walk, state.name, arrival.known);
  let known = learn(ended.known, (atom) =>
    isPossible(walk, atom, state.name, ended.known) ? undefined : false,
  );
  known = noteEndpoints(walk, known, effects, ended.now, track);
  known = noteProportions(walk, known, effects);
  known = keepFacts(known, (key) => walk.reach.live(state.name).has(key));
  return walk.proceed({ ...arrival, known, effects });
}

function endEndpoints({ model }: Walk, state: string, known: Known): { known: Known; now: Set<number> } {
  const now = new Set<number>();
  const endpoints = known.endpoints.map((status, e) => {
    if (status.is !== 'open') return status;
    const { events, censor } = model.endpoints[e]!;
    // a mark that is open still has not been recorded by now, whatever comes later
    const holds = (condition: Condition) => simplify(condition, () => false).op === 'always';
    const cause = events.findIndex(
      (event, k) => event.states.includes(state) && holds(status.conditions[k]!),
    );
    if (cause < 0 && !censor.includes(state)) return status;
    now.add(e);
    return { is: 'waiting', cause: cause < 0 ? undefined : cause } as const;
  });
  return { known: { ...known, endpoints }, now };
}

/** Whether an open question may yet be answered by yes. */
function isPossible({ model, reach }: Walk, atom: Atom, state: string, { facts }: Known): boolean {
  const isAhead = (name: string) => reach.leads(state, name);
  if (atom.op === 'reached') return atom.states.some(isAhead);
  if (atom.op === 'between') return true;
  const mark = model.marks.find(({ name }) => name === atom.variable);
  return mark !== undefined && !facts.has(seenKey(mark.name)) && mark.on.some(isAhead);
}

/** Note the cell once it is known, and with it the endpoints that ended: now, or before and remembered. */
function noteEndpoints(
  { columns, model, recorder }: Walk,
  known: Known,
  effects: Effect[],
  endedNow: ReadonlySet<number>,
  track: number | undefined,
): Known {
  let { cell } = known;
  if (cell === undefined && known.subgroups.every(isSettled)) {
    const found = recorder.cell(known.subgroups.map(({ op }) => op === 'always'));
    cell = found.at;
    effects.push({ kind: 'count', counter: found.counter });
  }
  const endpoints = known.endpoints.map((status, e) => {
    if (status.is !== 'waiting') return status;
    const now = endedNow.has(e);
    const { name } = model.endpoints[e]!;
    if (cell === undefined) {
      if (now) effects.push({ kind: 'remember', memory: columns.endpoint(name) });
      return status;
    }
    const when = now ? ({ now, track } as const) : { memory: columns.endpoint(name) };
    effects.push(...recorder.end(e, cell, status.cause, when));
    return { is: 'noted' } as const;
  });
  return { ...known, cell, endpoints };
}

/** Count every proportion that is settled, and forget it. */
export function noteProportions({ recorder }: Walk, known: Known, effects: Effect[]): Known {
  const proportions = known.proportions.map((open, k) => {
    if (!open || !isSettled(open.among)) return open;
    if (open.among.op === 'never') return undefined;
    if (!isSettled(open.condition)) return open;
    effects.push(...recorder.proportion(k, open.condition.op === 'always'));
    return undefined;
  });
  return { ...known, proportions };
}

/** What is noted of patients to whom nothing more happens. */
export function lastEffects(walk: Walk, known: Known): Effect[] {
  const effects: Effect[] = [];
  const over = learn(known, () => false);
  const { endpoints, cell } = noteEndpoints(walk, over, effects, new Set(), undefined);
  noteProportions(walk, over, effects);
  endpoints.forEach((status, e) => {
    if (status.is === 'open') effects.push(...walk.recorder.never(e, cell!));
  });
  return effects;
}
