import type { Edge, Effect } from '../../kernel/graph.ts';
import type { Bound, State } from '../model.ts';
import { NO, YES } from '../model.ts';
import { numericModifiers } from './arms.ts';
import { markChances } from './chances.ts';
import { type Atom, boundKey, simplify } from './condition.ts';
import { isWanted, levelRuns } from './levels.ts';
import { noteProportions, settle } from './note.ts';
import { type Known, keepFacts, learn, openAtoms, withFact, withKey } from './patient.ts';
import { type AskingMark, betweenKey, passedKey, seenKey } from './reach.ts';
import { countLevels, drawLevels, splitByOdds, splitWhen } from './splits.ts';
import type { Walk } from './walk.ts';

/** Patients on their way into a state, and what has been noted on the edge that takes them. */
export interface Arrival {
  state: State;
  known: Known;
  effects: Effect[];
  /** the track that has counted exactly these patients at this moment, if one has */
  track: number | undefined;
  /** the moment is time 0 */
  atZero: boolean;
}

/** The state is entered: what that changes whatever else is known, then bounds, marks, endpoints. */
export function arrive(walk: Walk, arrival: Arrival): Edge {
  const { state, track, atZero } = arrival;
  const effects = [...arrival.effects];
  if (state.branches.length === 0) effects.push(...walk.recorder.entry(state.name, track, atZero));
  const visits = walk.visitsOf(state.name);
  if (visits !== undefined) effects.push({ kind: 'visit', visits, states: walk.reach.cycle(state.name) });
  for (const memory of walk.columns.entriesToRemember(state.name)) effects.push({ kind: 'remember', memory });
  let known = learn(arrival.known, (atom) =>
    atom.op === 'reached' && !atom.by && atom.states.includes(state.name) ? true : undefined,
  );
  for (const passed of walk.reach.passedSets) {
    if (!passed.by && passed.states.includes(state.name)) known = withKey(known, passed.key);
  }
  known = noteProportions(walk, known, effects);
  return askBounds(walk, { ...arrival, known, effects });
}

/** Settle each question whether this entry comes before some bound. */
function askBounds(walk: Walk, arrival: Arrival): Edge {
  const { state, known, effects } = arrival;
  const by = askedBound(walk, state.name, known);
  if (!by) return recordMarks(walk, walk.reach.marksAt(state.name), arrival);
  const way = (is: boolean) => () => {
    const told = answerBound(walk, state.name, known, by, is);
    const counted: Effect[] = [];
    const noted = noteProportions(walk, told, counted);
    return walk.shared(`bound ${state.name} ${arrival.atZero}`, noted, counted, () =>
      askBounds(walk, { ...arrival, known: noted, effects: [], track: undefined }),
    );
  };
  const bound =
    by.kind === 'timer'
      ? ({ kind: 'timer', timer: walk.columns.timer(by.timer) } as const)
      : ({ kind: 'value', value: by.time } as const);
  const edge = splitWhen(walk, { left: { kind: 'now' }, bound }, way(true), way(false));
  return { to: edge.to, effects };
}

/** A bound that an open condition, or something ahead, asks of the first entry into this state. */
function askedBound(walk: Walk, state: string, known: Known): Bound | undefined {
  const asked = openAtoms(known).find(
    (atom) => atom.op === 'reached' && atom.by && atom.states.includes(state),
  );
  if (asked?.op === 'reached') return asked.by;
  const marks = walk.reach.marksAt(state);
  return walk.reach.passedSets.find(({ by, states, key }) => {
    if (!by || !states.includes(state) || known.facts.has(key)) return false;
    return walk.reach.live(state).has(key) || marks.some(({ keys }) => keys.includes(key));
  })?.by;
}

function answerBound(walk: Walk, state: string, known: Known, by: Bound, is: boolean): Known {
  const answers = (asked: { states: string[]; by?: Bound }) =>
    asked.by !== undefined && boundKey(asked.by) === boundKey(by) && asked.states.includes(state);
  const told = learn(known, (atom) => (atom.op === 'reached' && answers(atom) ? is : undefined));
  const facts = new Map(told.facts);
  for (const passed of walk.reach.passedSets) {
    if (answers(passed) && !facts.has(passed.key)) facts.set(passed.key, is ? YES : NO);
  }
  return { ...told, facts };
}

function recordMarks(walk: Walk, marks: readonly AskingMark[], arrival: Arrival): Edge {
  return walk.bounded(() => recordNext(walk, marks, arrival));
}

function recordNext(walk: Walk, marks: readonly AskingMark[], arrival: Arrival): Edge {
  const [asking, ...others] = marks;
  if (!asking) return settle(walk, arrival);
  const { mark } = asking;
  const { state, effects, atZero } = arrival;
  const known = keepFacts(
    arrival.known,
    (key) =>
      walk.reach.live(state.name).has(key) ||
      marks.some(({ mark: one, keys }) => key === seenKey(one.name) || keys.includes(key)),
  );
  const seen = withKey(known, seenKey(mark.name));
  const holds = simplify(mark.condition, (atom) => answerFromFacts(atom, known));
  if (known.facts.has(seenKey(mark.name)) || holds.op !== 'always') {
    return recordMarks(walk, others, { ...arrival, known: seen });
  }
  const counters = walk.recorder.levels(mark);
  const chances = markChances(mark, known.facts, walk.complain);
  const numeric = numericModifiers(mark.oddsRatios);
  if (numeric.length === 0 && !isWanted(walk, mark.name, state.name, known)) {
    const counted = [...effects, countLevels(walk, mark.name, chances, counters)];
    return recordMarks(walk, others, { ...arrival, known: seen, effects: counted });
  }
  const then = (level: string, indices: number[]) => () => {
    const counted = [countLevels(walk, mark.name, chances, counters, indices)];
    const noted = noteProportions(walk, withFact(seen, mark.name, level), counted);
    return walk.shared(`after ${mark.name} ${state.name} ${atZero}`, noted, counted, () =>
      recordMarks(walk, others, { ...arrival, known: noted, effects: [], track: undefined }),
    );
  };
  const draw = { stream: mark.name };
  const edge =
    numeric.length > 0
      ? splitByOdds(walk, draw, chances[0]!, numeric, then(mark.levels[0]!, [0]), then(mark.levels[1]!, [1]))
      : drawLevels(
          walk,
          draw,
          levelRuns(walk, mark.name, mark.levels, chances, known).map(({ chance, level, indices }) => ({
            chance,
            way: then(level, indices),
          })),
        );
  return { to: edge.to, effects: [...effects, ...edge.effects] };
}

function answerFromFacts(atom: Atom, { facts }: Known): boolean {
  if (atom.op === 'is') return atom.levels.includes(facts.get(atom.variable) ?? '');
  if (atom.op === 'reached') return facts.get(passedKey(atom)) === YES;
  return facts.has(betweenKey(atom.characteristic, atom.from, atom.below));
}
