import type { Arm, Edge, Effect, Graph, Node } from '../../kernel/graph.ts';
import { type Mark, type Model, type State, YES } from '../model.ts';
import type { Problem } from '../problem.ts';
import { armTime, numericModifiers } from './arms.ts';
import { branchChances, markChances } from './chances.ts';
import type { Columns } from './columns.ts';
import { type Atom, atomsOf, boundKey, isSettled, simplify } from './condition.ts';
import { type Packer, thresholdOf } from './pack.ts';
import { firstKnown, type Known, knownKey, learn, openConditions } from './patient.ts';
import { betweenKey, conditionKeys, passedKey, type Reach, reachOf, seenKey } from './reach.ts';
import type { Recorder } from './recorder.ts';

/** More nodes than this and the scenario keeps too much apart. */
const MOST_NODES = 20_000;

/** Patients on their way into a state, and what has been noted on the edge that takes them. */
interface Arrival {
  state: State;
  known: Known;
  effects: Effect[];
  /** the track that has counted exactly these patients at this moment, if one has */
  track: number | undefined;
  /** the moment is time 0 */
  atZero: boolean;
}

/**
 * Walk through all that can happen to a patient and lay it out as a graph: a node for each state and each different
 * knowledge of the patients in it.
 *
 * Subgroups and conditions are evaluated as far as they are known on the way. Once all subgroups of a patient are
 * settled the endpoints are noted; those that ended before wait, their times remembered.
 */
export function walk(
  model: Model,
  packer: Packer,
  columns: Columns,
  recorder: Recorder,
  complain: (path: Problem['path'], message: string) => void,
): Pick<Graph, 'nodes' | 'root' | 'visits'> {
  const nodes: Node[] = [];
  const places = new Map<string, number>();
  const states = new Map(model.states.map((state) => [state.name, state]));
  const reach: Reach = reachOf(model);
  const visitColumns = new Map<string, number>();
  for (const { name } of model.states)
    if (reach.ahead(name).has(name)) visitColumns.set(name, visitColumns.size);

  const root = drawCharacteristics(0, firstKnown(model), []);
  return { nodes, root, visits: visitColumns.size };

  function add(node: Node): number {
    if (nodes.length >= MOST_NODES) {
      throw new RangeError(
        `the scenario has more than ${MOST_NODES} combinations of states and what is known of a patient; use fewer subgroups, proportions or modifiers`,
      );
    }
    return nodes.push(node) - 1;
  }

  /** An instant split of an edge; both ways go on as the callbacks say. */
  function splitNode(node: Node & { kind: 'chance' | 'when' }, yes: () => Edge, no: () => Edge): number {
    const at = add(node);
    node.yes = yes();
    node.no = no();
    return at;
  }

  /** Draw the characteristics that something depends on, one after the other, and enter the first state. */
  function drawCharacteristics(i: number, known: Known, effects: Effect[]): Edge {
    const characteristic = model.characteristics[i];
    if (!characteristic) {
      return arrive({ state: states.get(model.start)!, known, effects, track: undefined, atZero: true });
    }
    if (characteristic.kind === 'numeric') return askRanges(characteristic.name, 0, i, known, effects);
    const { name, levels, chances } = characteristic;
    const counters = recorder.levels(characteristic);
    if (!isWanted(name, model.start, known)) {
      effects.push(markEffect(name, chances, counters));
      return drawCharacteristics(i + 1, known, effects);
    }
    return drawLevels(name, levels, chances, effects, (level, index) =>
      drawCharacteristics(i + 1, withFact(known, name, level), [
        { kind: 'count', counter: counters[index]! },
      ]),
    );
  }

  /** Settle the ranges of a numeric characteristic that conditions ask for. */
  function askRanges(name: string, from: number, i: number, known: Known, effects: Effect[]): Edge {
    const ranges = rangesOf(name);
    const range = ranges[from];
    if (!range) return drawCharacteristics(i + 1, known, effects);
    const memory = columns.number(name);
    const outcome = (is: boolean) => () => {
      const told = learn(known, (atom) => (atom.op === 'between' && same(atom, range) ? is : undefined));
      const key = betweenKey(name, range.from, range.below);
      return askRanges(name, from + 1, i, is ? withKey(told, key) : told, []);
    };
    const when = (value: number, yes: () => Edge, no: () => Edge): Edge => ({
      to: splitNode(
        {
          kind: 'when',
          left: { kind: 'memory', memory },
          bound: { kind: 'value', value },
          yes: NOWHERE,
          no: NOWHERE,
        },
        yes,
        no,
      ),
      effects: [],
    });
    const above = (): Edge =>
      range.below === Number.POSITIVE_INFINITY
        ? outcome(true)()
        : when(range.below, outcome(true), outcome(false));
    const edge = range.from === Number.NEGATIVE_INFINITY ? above() : when(range.from, outcome(false), above);
    return { to: edge.to, effects: [...effects, ...edge.effects] };
  }

  function rangesOf(name: string): Range[] {
    const conditions = [
      ...openConditions(firstKnown(model)),
      ...model.marks.map(({ condition }) => condition),
    ];
    const found = conditions
      .flatMap(atomsOf)
      .filter((atom) => atom.op === 'between' && atom.characteristic === name);
    const ranges = found as Range[];
    return ranges.filter((range, i) => ranges.findIndex((other) => same(other, range)) === i);
  }

  /** Whether a patient's further way, or a condition, depends on a variable. */
  function isWanted(variable: string, state: string, known: Known): boolean {
    if (isLive(variable, state)) return true;
    return openConditions(known).some((condition) =>
      atomsOf(condition).some((atom) => atom.op === 'is' && atom.variable === variable),
    );
  }

  /** Whether the way from a state on, its own marks included, depends on a fact. */
  function isLive(key: string, state: string): boolean {
    return reach.live(state).has(key) || reach.marksAt(state).some((mark) => markKeys(mark).includes(key));
  }

  /** A chain of splits by one draw: a way for each level. */
  function drawLevels(
    stream: string,
    levels: string[],
    chances: number[],
    effects: Effect[],
    then: (level: string, index: number) => Edge,
    visits?: number,
  ): Edge {
    const possible = levels
      .map((level, index) => ({ level, index }))
      .filter(({ index }) => thresholdOf(chances[index]!) > 0);
    const chain = (k: number, below: number): Edge => {
      const { level, index } = possible[k]!;
      const upTo = below + chances[index]!;
      if (k === possible.length - 1 || thresholdOf(upTo) === 4294967296) return then(level, index);
      const node: Node = {
        kind: 'chance',
        stream: packer.stream(stream),
        visits,
        by: { kind: 'threshold', threshold: thresholdOf(upTo) },
        yes: NOWHERE,
        no: NOWHERE,
      };
      return {
        to: splitNode(
          node,
          () => then(level, index),
          () => chain(k + 1, upTo),
        ),
        effects: [],
      };
    };
    const edge = chain(0, 0);
    return { to: edge.to, effects: [...effects, ...edge.effects] };
  }

  function markEffect(stream: string, chances: number[], counters: number[]): Effect {
    let sum = 0;
    const thresholds = chances.map((chance, i) => {
      sum += chance;
      return i === chances.length - 1 ? 4294967296 : thresholdOf(sum);
    });
    return { kind: 'mark', stream: packer.stream(stream), thresholds, counters };
  }

  /** The state is entered: what that changes whatever else is known. */
  function arrive(arrival: Arrival): Edge {
    const { state, track, atZero } = arrival;
    const effects = [...arrival.effects];
    if (state.branches.length === 0) effects.push(...recorder.entry(state.name, track, atZero));
    const visits = visitColumns.get(state.name);
    if (visits !== undefined) effects.push({ kind: 'visit', visits, state: state.name });
    for (const memory of columns.entriesToRemember(state.name)) effects.push({ kind: 'remember', memory });
    let known = learn(arrival.known, (atom) =>
      atom.op === 'reached' && !atom.by && atom.states.includes(state.name) ? true : undefined,
    );
    for (const states of reach.passedSets) {
      if (states.includes(state.name)) known = withKey(known, passedKey(states));
    }
    return askBounds({ ...arrival, known, effects });
  }

  /** Settle each question whether this entry comes before some bound, then record marks. */
  function askBounds(arrival: Arrival): Edge {
    const { state, known, effects } = arrival;
    const asked = openConditions(known)
      .flatMap(atomsOf)
      .find((atom) => atom.op === 'reached' && atom.by !== undefined && atom.states.includes(state.name));
    if (asked?.op !== 'reached' || !asked.by) return recordMarks(reach.marksAt(state.name), 0, arrival);
    const { by } = asked;
    const told = (is: boolean) =>
      learn(known, (atom) => {
        const answered = atom.op === 'reached' && atom.by && boundKey(atom.by) === boundKey(by);
        return answered && atom.states.includes(state.name) ? is : undefined;
      });
    const way = (is: boolean) => () =>
      askBounds({ ...arrival, known: told(is), effects: [], track: undefined });
    const node: Node = {
      kind: 'when',
      left: { kind: 'now' },
      bound:
        by.kind === 'timer'
          ? { kind: 'timer', timer: columns.timer(by.timer) }
          : { kind: 'value', value: by.time },
      yes: NOWHERE,
      no: NOWHERE,
    };
    return { to: splitNode(node, way(true), way(false)), effects };
  }

  function recordMarks(marks: Mark[], i: number, arrival: Arrival): Edge {
    const mark = marks[i];
    if (!mark) return settle(arrival);
    const { known, state } = arrival;
    if (known.facts.has(seenKey(mark.name))) return recordMarks(marks, i + 1, arrival);
    const holds = simplify(mark.condition, (atom) => answerFromFacts(atom, known.facts));
    const seen = withKey(known, seenKey(mark.name));
    if (holds.op !== 'always') return recordMarks(marks, i + 1, { ...arrival, known: seen });
    const counters = recorder.levels(mark);
    const numeric = numericModifiers(mark.oddsRatios);
    const chances = markChances(mark, known.facts);
    if (!isWanted(mark.name, state.name, known) && numeric.length === 0) {
      const effects = [...arrival.effects, markEffect(mark.name, chances, counters)];
      return recordMarks(marks, i + 1, { ...arrival, known: seen, effects });
    }
    const then = (level: string, index: number) =>
      recordMarks(marks, i + 1, {
        ...arrival,
        known: withFact(seen, mark.name, level),
        effects: [{ kind: 'count', counter: counters[index]! }],
        track: undefined,
      });
    if (numeric.length > 0) {
      return oddsSplit(
        mark.name,
        chances[0]!,
        numeric,
        arrival.effects,
        () => then(mark.levels[0]!, 0),
        () => then(mark.levels[1]!, 1),
      );
    }
    return drawLevels(mark.name, mark.levels, chances, arrival.effects, then);
  }

  function oddsSplit(
    stream: string,
    chance: number,
    numeric: ReturnType<typeof numericModifiers>,
    effects: Effect[],
    yes: () => Edge,
    no: () => Edge,
    visits?: number,
  ): Edge {
    const node: Node = {
      kind: 'chance',
      stream: packer.stream(stream),
      visits,
      by: {
        kind: 'odds',
        odds: chance / (1 - chance),
        scales: numeric.map((modifier) => columns.factor(modifier, 'plain')),
      },
      yes: NOWHERE,
      no: NOWHERE,
    };
    return { to: splitNode(node, yes, no), effects };
  }

  /** End endpoints, settle what can no longer change, note what is settled, and go on into the state. */
  function settle(arrival: Arrival): Edge {
    const { state, effects } = arrival;
    const ahead = reach.ahead(state.name);
    let known = arrival.known;
    const endedNow = new Set<number>();
    known = {
      ...known,
      endpoints: known.endpoints.map((status, e) => {
        if (status.is !== 'open') return status;
        const endpoint = model.endpoints[e]!;
        const cause = endpoint.events.findIndex(
          (event, k) => event.states.includes(state.name) && status.conditions[k]!.op === 'always',
        );
        if (cause < 0 && !endpoint.censor.includes(state.name)) return status;
        endedNow.add(e);
        return { is: 'waiting', cause: cause < 0 ? undefined : cause };
      }),
    };
    known = learn(known, (atom) => (isPossible(atom, ahead, known.facts) ? undefined : false));
    known = note(known, effects, arrival.track, endedNow);
    known = { ...known, facts: liveFacts(known, state.name) };
    return proceed(state, known, effects, arrival.atZero);
  }

  /** Whether an open question may yet be answered by yes. */
  function isPossible(atom: Atom, ahead: ReadonlySet<string>, facts: Known['facts']): boolean {
    if (atom.op === 'reached') return atom.states.some((name) => ahead.has(name));
    if (atom.op === 'between') return true;
    const mark = model.marks.find(({ name }) => name === atom.variable);
    return mark !== undefined && !facts.has(seenKey(mark.name)) && mark.on.some((name) => ahead.has(name));
  }

  /** Note what has become known: the cell, endpoints that ended now or waited, proportions. */
  function note(
    known: Known,
    effects: Effect[],
    track: number | undefined,
    endedNow: ReadonlySet<number>,
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
      effects.push(
        ...recorder.end(
          e,
          cell,
          status.cause,
          now ? { now: true, track } : { memory: columns.endpoint(name) },
        ),
      );
      return { is: 'noted' } as const;
    });
    const proportions = known.proportions.map((open, k) => {
      if (!open || !isSettled(open.among)) return open;
      if (open.among.op === 'never') return undefined;
      if (!isSettled(open.condition)) return open;
      effects.push(...recorder.proportion(k, open.condition.op === 'always'));
      return undefined;
    });
    return { ...known, cell, endpoints, proportions };
  }

  function proceed(state: State, known: Known, effects: Effect[], atZero: boolean): Edge {
    if (state.branches.length > 0) return decide(state, known, effects, atZero);
    if (state.transitions.length === 0) return { to: -1, effects: [...effects, ...lastEffects(known)] };
    const key = `${state.name} ${knownKey(known)}`;
    const place = places.get(key);
    if (place !== undefined) return { to: place, effects };
    const arms: Arm[] = [];
    const node: Node = { kind: 'state', name: state.name, visits: visitColumns.get(state.name), arms };
    const at = add(node);
    places.set(key, at);
    for (const transition of state.transitions) {
      const time = armTime(model, transition, known.facts, packer, columns);
      if (!time) continue;
      const track = recorder.exit(state.name);
      // the place in the list comes before the way on, which may lead back here
      const arm: Arm = { time, track, edge: NOWHERE };
      arms.push(arm);
      arm.edge = arrive({ state: states.get(transition.to)!, known, effects: [], track, atZero: false });
    }
    const atHorizon = lastEffects(known);
    if (atHorizon.length > 0) node.horizon = { to: -1, effects: atHorizon };
    return { to: at, effects };
  }

  /** A decision is a node of its own only in that its chances are; each edge into it is split apart. */
  function decide(state: State, known: Known, effects: Effect[], atZero: boolean): Edge {
    const key = `${state.name} ${atZero} ${knownKey(known)}`;
    const place = places.get(key);
    if (place !== undefined) return { to: place, effects };
    const chances = branchChances(state, known.facts, complain);
    const counters = recorder.branches(state);
    const then = (_: string, index: number): Edge =>
      arrive({
        state: states.get(state.branches[index]!.to)!,
        known,
        effects: [{ kind: 'count', counter: counters[index]! }],
        track: undefined,
        atZero,
      });
    const visits = visitColumns.get(state.name);
    const numeric = state.branches.flatMap(({ oddsRatios }, k) =>
      numericModifiers(oddsRatios).map((modifier) => ({ modifier, k })),
    );
    // registered before the walk goes on, so that a cycle comes back to it; a certain way has no node of its own
    const isSplit = numeric.length > 0 || chances.filter((chance) => thresholdOf(chance) > 0).length > 1;
    if (isSplit) places.set(key, nodes.length);
    if (numeric.length === 0) {
      const names = state.branches.map(({ to }) => to);
      const edge = drawLevels(state.stream, names, chances, [], then, visits);
      return { to: edge.to, effects: [...effects, ...edge.effects] };
    }
    const { k } = numeric[0]!;
    const modifiers = numeric.map(({ modifier }) => modifier);
    const [yes, no] = [() => then('', k), () => then('', 1 - k)];
    return oddsSplit(state.stream, chances[k]!, modifiers, effects, yes, no, visits);
  }

  /** What is noted of patients to whom nothing more happens. */
  function lastEffects(known: Known): Effect[] {
    const effects: Effect[] = [];
    const settled = note(
      learn(known, () => false),
      effects,
      undefined,
      new Set(),
    );
    settled.endpoints.forEach((status, e) => {
      if (status.is === 'open') effects.push(...recorder.never(e, settled.cell!));
    });
    return effects;
  }

  function withFact(known: Known, variable: string, level: string): Known {
    const told = learn(known, (atom) =>
      atom.op === 'is' && atom.variable === variable ? atom.levels.includes(level) : undefined,
    );
    return { ...told, facts: new Map(known.facts).set(variable, level) };
  }

  function withKey(known: Known, key: string): Known {
    return known.facts.has(key) ? known : { ...known, facts: new Map(known.facts).set(key, YES) };
  }

  function liveFacts(known: Known, state: string): Known['facts'] {
    return new Map([...known.facts].filter(([key]) => reach.live(state).has(key)));
  }
}

const NOWHERE: Edge = { to: -1, effects: [] };

function markKeys(mark: Mark): string[] {
  return [
    ...conditionKeys(mark.condition),
    ...mark.oddsRatios.flatMap((one) => (one.kind === 'levels' ? [one.variable] : [])),
  ];
}

function answerFromFacts(atom: Atom, facts: Known['facts']): boolean {
  if (atom.op === 'is') return atom.levels.includes(facts.get(atom.variable) ?? '');
  if (atom.op === 'reached') return facts.has(passedKey(atom.states));
  return facts.has(betweenKey(atom.characteristic, atom.from, atom.below));
}

type Range = Extract<Atom, { op: 'between' }>;

function same(a: Range, b: Range): boolean {
  return a.characteristic === b.characteristic && a.from === b.from && a.below === b.below;
}
