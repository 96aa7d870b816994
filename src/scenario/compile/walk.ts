import type { Arm, Edge, Effect, Graph, Node } from '../../kernel/graph.ts';
import type { Model, State } from '../model.ts';
import type { Problem } from '../problem.ts';
import { armTime, numericModifiers } from './arms.ts';
import { type Arrival, arrive } from './arrive.ts';
import { branchChances } from './chances.ts';
import { drawCharacteristics } from './characteristics.ts';
import type { Columns } from './columns.ts';
import { conditionNumbers } from './condition.ts';
import { lastEffects } from './note.ts';
import { type Packer, thresholdOf } from './pack.ts';
import { firstKnown, type Known, knownKey } from './patient.ts';
import { PutOff } from './put-off.ts';
import { type Reach, reachOf } from './reach.ts';
import type { Recorder } from './recorder.ts';
import { drawLevels, NOWHERE, splitByOdds, splitWhen } from './splits.ts';
import { MOST_NODES, tooManyNodes } from './too-large.ts';

/** A walk through all that can happen to a patient, under way. */
export interface Walk {
  model: Model;
  packer: Packer;
  columns: Columns;
  recorder: Recorder;
  reach: Reach;
  complain(path: Problem['path'], message: string): void;
  stateOf(name: string): State;
  /** the column of visits of a state that can be entered again */
  visitsOf(state: string): number | undefined;
  add(node: Node): number;
  /** does something once what is under way is done, before what was put off earlier; in the order it was put off */
  later(task: () => void): void;
  /** the way on from a moment; where too many moments in a row have no node between them, put off behind one */
  bounded(way: () => Edge): Edge;
  /** a name for what is known, the same for the same knowledge */
  keyOf(known: Known): string;
  /** the way on from a moment, worked out once for all who come to it knowing the same */
  shared(key: string, known: Known, effects: Effect[], go: () => Edge): Edge;
  /** the way on once an entry is over */
  proceed(arrival: Arrival): Edge;
}

/**
 * Lay out all that can happen to a patient as a graph: a node for each state and each different knowledge of the
 * patients in it, and nodes for the splits between them.
 *
 * Conditions are evaluated as far as they are known on the way. Once all subgroups of a patient are settled the
 * endpoints are noted; those that ended before wait, their times remembered.
 *
 * What follows from a node is put off until the node is there, so that no chain of states is too long for the stack. Put
 * off last is done first: nodes come in the order in which a patient may meet them, each way to its end before the next.
 *
 * @param complain told of chances that do not sum, once ratios are applied
 * @throws PlacedError when too much is kept apart
 */
export function walk(
  model: Model,
  packer: Packer,
  columns: Columns,
  recorder: Recorder,
  complain: Walk['complain'],
): Pick<Graph, 'nodes' | 'root' | 'visits'> {
  const nodes: Node[] = [];
  const ways = new Map<string, Edge>();
  const states = new Map(model.states.map((state) => [state.name, state]));
  const reach = reachOf(model);
  const numberOf = conditionNumbers();
  const again = new Map(
    model.states
      .map(({ name }) => name)
      .filter(reach.isOnCycle)
      .map((name, at) => [name, at]),
  );
  const tasks = new PutOff();
  const self: Walk = {
    model,
    packer,
    columns,
    recorder,
    reach,
    complain,
    stateOf: (name) => states.get(name)!,
    visitsOf: (name) => again.get(name),
    add(node) {
      if (nodes.length >= MOST_NODES) throw tooManyNodes(model);
      return nodes.push(node) - 1;
    },
    later: (task) => tasks.add(task),
    bounded: (way) => tasks.nested(way, (put) => behindNothing(self, put)),
    keyOf: (known) => knownKey(known, numberOf),
    shared(key, known, effects, go) {
      const full = `${key} ${self.keyOf(known)}`;
      const way = ways.get(full) ?? go();
      ways.set(full, way);
      return { to: way.to, effects: [...effects, ...way.effects] };
    },
    proceed: (arrival) => self.bounded(() => proceed(self, places, arrival)),
  };
  const places = new Map<string, number>();
  const root = drawCharacteristics(self, 0, firstKnown(model), []);
  tasks.run();
  return { nodes, root, visits: again.size };
}

/** A node that everybody passes at once. */
function behindNothing(walk: Walk, way: () => Edge): Edge {
  const bound = { kind: 'value', value: Number.POSITIVE_INFINITY } as const;
  return splitWhen(walk, { left: { kind: 'now' }, bound }, way, () => NOWHERE);
}

function proceed(walk: Walk, places: Map<string, number>, arrival: Arrival): Edge {
  const { state, known, effects } = arrival;
  const goesOn = state.branches.length > 0 || state.transitions.length > 0;
  if (!goesOn) return { to: -1, effects: [...effects, ...lastEffects(walk, known)] };
  const key = `${state.name} ${state.branches.length > 0 && arrival.atZero} ${walk.keyOf(known)}`;
  const place = places.get(key);
  if (place !== undefined) return { to: place, effects };
  const way =
    state.branches.length > 0
      ? decide(walk, arrival, (at) => places.set(key, at))
      : sojourn(walk, arrival, (at) => places.set(key, at));
  return { to: way.to, effects: [...effects, ...way.effects] };
}

/** @param register told the node before the walk goes on, so that a cycle comes back to it */
function sojourn(walk: Walk, { state, known }: Arrival, register: (at: number) => void): Edge {
  const ways = state.transitions.flatMap((transition) => {
    const time = armTime(walk.model, transition, known.facts, walk.packer, walk.columns);
    return time ? [{ to: transition.to, time }] : [];
  });
  // nothing ever happens to these patients: as good as absorbed
  if (ways.length === 0) return { to: -1, effects: lastEffects(walk, known) };
  const arms: Arm[] = [];
  const node: Node = { kind: 'state', name: state.name, visits: walk.visitsOf(state.name), arms };
  const at = walk.add(node);
  register(at);
  for (const { to, time } of ways) {
    walk.later(() => {
      const track = walk.recorder.exit(state.name, to);
      const edge = arrive(walk, { state: walk.stateOf(to), known, effects: [], track, atZero: false });
      arms.push({ time, track, edge });
    });
  }
  walk.later(() => {
    const atHorizon = lastEffects(walk, known);
    if (atHorizon.length > 0) node.horizon = { to: -1, effects: atHorizon };
  });
  return { to: at, effects: [] };
}

/** A decision that leaves one way only has no node of its own. */
function decide(walk: Walk, { state, known, atZero }: Arrival, register: (at: number) => void): Edge {
  const chances = branchChances(state, known.facts, walk.complain);
  const counters = walk.recorder.branches(state);
  const then = (index: number): Edge =>
    arrive(walk, {
      state: walk.stateOf(state.branches[index]!.to),
      known,
      effects: [{ kind: 'count', counter: counters[index]! }],
      track: undefined,
      atZero,
    });
  const draw = { stream: state.stream, visits: walk.visitsOf(state.name), register };
  const odds = state.branches.findIndex(({ oddsRatios }) => numericModifiers(oddsRatios).length > 0);
  if (odds >= 0) {
    const modifiers = numericModifiers(state.branches[odds]!.oddsRatios);
    return splitByOdds(
      walk,
      draw,
      chances[odds]!,
      modifiers,
      () => then(odds),
      () => then(1 - odds),
    );
  }
  const ways = chances.map((chance, index) => ({ chance, way: () => then(index) }));
  return drawLevels(
    walk,
    draw,
    ways.filter(({ chance }) => thresholdOf(chance) > 0),
  );
}
