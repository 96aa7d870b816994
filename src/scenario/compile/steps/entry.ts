import { boundKey } from '../../logic/condition.ts';
import type { Bound } from '../../model.ts';
import { NO, YES } from '../../model.ts';
import { type Known, learn, openAtoms, withKey } from '../know/known.ts';
import type { Note } from '../notes.ts';
import { noteProportions } from './proportions.ts';
import type { Ground, Step, Target } from './step.ts';

/** Enters a state: everything that changes for all patients alike. */
export function enter({ model, reach, stateOf }: Ground, name: string, atZero: boolean, before: Known): Step {
  const notes: Note[] = [];
  if (stateOf(name).branches.length === 0) notes.push({ kind: 'entered', state: name, atZero });
  if (reach.isOnCycle(name)) notes.push({ kind: 'visited', state: name });
  for (const { states } of clocksOf(model)) {
    if (states.includes(name)) notes.push({ kind: 'clock started', states });
  }
  let known = learn(before, (atom) =>
    atom.op === 'reached' && !atom.by && atom.states.includes(name) ? true : undefined,
  );
  for (const passed of reach.passedSets) {
    if (!passed.by && passed.states.includes(name)) known = withKey(known, passed.key);
  }
  return {
    kind: 'on',
    ...noteProportions<Target>({ notes, moment: { at: 'bound', state: name, atZero }, known }),
  };
}

const clocks = new WeakMap<Ground['model'], { states: string[] }[]>();

/** The clocks that measure the time since the last entry into some states. */
function clocksOf(model: Ground['model']): { states: string[] }[] {
  const known = clocks.get(model);
  if (known) return known;
  const all = model.states.flatMap(({ transitions }) =>
    transitions.flatMap(({ time }) =>
      time.kind === 'law' && time.clock.kind === 'since' ? [time.clock.states] : [],
    ),
  );
  const found = [...new Map(all.map((states) => [states.join(' '), { states }])).values()];
  clocks.set(model, found);
  return found;
}

/** Splits patients by whether this entry is early enough for a bound; repeated until no bound is left. */
export function askBound(ground: Ground, state: string, atZero: boolean, known: Known): Step {
  const by = askedBound(ground, state, known);
  if (!by) return { kind: 'on', notes: [], moment: { at: 'mark', state, atZero, index: 0 }, known };
  const target = (is: boolean): Target =>
    noteProportions({
      notes: [],
      moment: { at: 'bound', state, atZero },
      known: answerBound(ground, state, known, by, is),
    });
  return {
    kind: 'when',
    notes: [],
    test: {
      left: { kind: 'now' },
      bound: by.kind === 'timer' ? by : { kind: 'value', value: by.time },
    },
    yes: target(true),
    no: target(false),
  };
}

/** A bound on the time of this entry, asked for by an open condition or by something ahead. */
function askedBound({ reach }: Ground, state: string, known: Known): Bound | undefined {
  const asked = openAtoms(known).find(
    (atom) => atom.op === 'reached' && atom.by && atom.states.includes(state),
  );
  if (asked?.op === 'reached') return asked.by;
  const marks = reach.marksAt(state);
  return reach.passedSets.find(({ by, states, key }) => {
    if (!by || !states.includes(state) || known.facts.has(key)) return false;
    return reach.live(state).has(key) || marks.some(({ keys }) => keys.includes(key));
  })?.by;
}

function answerBound({ reach }: Ground, state: string, known: Known, by: Bound, is: boolean): Known {
  const answers = (asked: { states: string[]; by?: Bound }) =>
    asked.by !== undefined && boundKey(asked.by) === boundKey(by) && asked.states.includes(state);
  const learned = learn(known, (atom) => (atom.op === 'reached' && answers(atom) ? is : undefined));
  const facts = new Map(learned.facts);
  for (const passed of reach.passedSets) {
    if (answers(passed) && !facts.has(passed.key)) facts.set(passed.key, is ? YES : NO);
  }
  return { ...learned, facts };
}
