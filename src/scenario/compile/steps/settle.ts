import { type Atom, isSettled, simplify } from '../../logic/condition.ts';
import { seenKey } from '../../logic/reach.ts';
import type { Condition } from '../../model.ts';
import { type Known, keepFacts, learn } from '../know/known.ts';
import { cellOf, type Note } from '../notes.ts';
import { noteProportions } from './proportions.ts';
import type { Ground, Step } from './step.ts';

/** Completes an entry: ends endpoints, and notes everything that can no longer change. */
export function settle(ground: Ground, state: string, atZero: boolean, before: Known): Step {
  const { reach, stateOf } = ground;
  const notes: Note[] = [];
  const { known: ended, now } = endEndpoints(ground, state, before);
  let known = learn(ended, (atom) => (isPossible(ground, atom, state, ended) ? undefined : false));
  known = noteEndpoints(known, now, notes);
  const noted = noteProportions({ notes, known });
  known = keepFacts(noted.known, (key) => reach.live(state).has(key));
  const { branches, transitions } = stateOf(state);
  if (ground.isOver(known)) return { kind: 'out', notes: noted.notes };
  if (branches.length === 0 && transitions.length === 0)
    return { kind: 'out', notes: [...noted.notes, ...lastNotes(known)] };
  const moment =
    branches.length > 0 ? ({ at: 'decision', state, atZero } as const) : ({ at: 'sojourn', state } as const);
  return { kind: 'on', notes: noted.notes, moment, known };
}

function endEndpoints({ model }: Ground, state: string, known: Known): { known: Known; now: Set<number> } {
  const now = new Set<number>();
  const endpoints = known.endpoints.map((status, e) => {
    if (status.is !== 'open') return status;
    const { events, censor } = model.endpoints[e]!;
    // a mark that has not been recorded by now does not count, even if it is recorded later
    const holds = (condition: Condition) => simplify(condition, () => false).op === 'always';
    const cause = events.findIndex(
      (event, k) => event.states.includes(state) && holds(status.conditions[k]!),
    );
    if (cause < 0 && !censor.includes(state)) return status;
    now.add(e);
    return { is: 'waiting', cause: cause < 0 ? undefined : cause } as const;
  });
  return { known: now.size === 0 ? known : { ...known, endpoints }, now };
}

/** Whether an unknown atom can still become true. */
function isPossible({ model, reach }: Ground, atom: Atom, state: string, { facts }: Known): boolean {
  const isAhead = (name: string) => reach.leads(state, name);
  if (atom.op === 'reached') return atom.states.some(isAhead);
  if (atom.op === 'between') return true;
  const mark = model.marks.find(({ name }) => name === atom.variable);
  return mark !== undefined && !facts.has(seenKey(mark.name)) && mark.on.some(isAhead);
}

/** The cell is known once all subgroups are settled; only then can ended endpoints be counted in it. */
function noteEndpoints(known: Known, endedNow: ReadonlySet<number>, notes: Note[]): Known {
  const cell =
    known.cell ??
    (known.subgroups.every(isSettled) ? cellOf(known.subgroups.map(({ op }) => op === 'always')) : undefined);
  if (known.cell === undefined && cell !== undefined) {
    const ended = known.endpoints.flatMap((status, endpoint) =>
      status.is === 'waiting' && !endedNow.has(endpoint) ? [{ endpoint, cause: status.cause }] : [],
    );
    notes.push({ kind: 'settled', cell, ended });
  }
  if (cell === known.cell && !known.endpoints.some(({ is }) => is === 'waiting')) return known;
  const endpoints = known.endpoints.map((status, endpoint) => {
    if (status.is !== 'waiting') return status;
    if (endedNow.has(endpoint)) notes.push({ kind: 'ended', endpoint, cause: status.cause, cell });
    return cell === undefined ? status : ({ is: 'noted' } as const);
  });
  return { ...known, cell, endpoints };
}

/** The notes of patients to whom nothing more happens. */
export function lastNotes(known: Known): Note[] {
  const notes: Note[] = [];
  const over = noteEndpoints(
    learn(known, () => false),
    new Set(),
    notes,
  );
  const noted = noteProportions({ notes, known: over });
  over.endpoints.forEach(({ is }, endpoint) => {
    if (is === 'open') noted.notes.push({ kind: 'unended', endpoint, cell: over.cell! });
  });
  return noted.notes;
}
