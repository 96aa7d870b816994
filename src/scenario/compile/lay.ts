import type { Memory, Track } from '../../kernel/graph.ts';
import { reachOf } from '../logic/reach.ts';
import type { Model } from '../model.ts';
import { hasFixedTimes } from './fixed-times.ts';
import { firstKnown, knownKeys } from './know/known.ts';
import type { Run } from './know/levels.ts';
import { Memories } from './memories.ts';
import type { ArmsBefore, Keeps, LaidEffect, Notebook } from './notebooks/notebook.ts';
import type { Note } from './notes.ts';
import { type ArmLaw, armKey } from './numbers/arms.ts';
import { type Chances, chancesFor } from './numbers/chances.ts';
import { factsKey } from './numbers/ratios.ts';
import { Questions } from './questions.ts';
import { stepFrom } from './steps/index.ts';
import { type Ground, momentKey, type Step, type Target, type When } from './steps/step.ts';
import { MOST_NODES, tooManyNodes } from './too-large.ts';

/**
 * All that can happen to a patient, as a graph without numbers: one node for each state and each distinct knowledge of
 * the patients in it, and nodes for the splits between them. Chances and laws are referred to by index.
 */
export interface Structure<Readout> {
  nodes: LaidNode[];
  root: LaidEdge;
  chances: Chances[];
  arms: ArmLaw[];
  memories: Memories;
  questions: Questions;
  visits: number;
  tracks: number;
  counters: number;
  /** memory columns that are returned for each patient */
  outcomes: readonly Memory[];
  readout: Readout;
  /** the model uses the law `fixed`: events of many patients may fall on one instant within a row */
  hasFixedTimes: boolean;
}

export interface LaidEdge {
  /** -1: the patient leaves the simulation */
  to: number;
  effects: LaidEffect[];
}

export type LaidNode =
  | {
      kind: 'state';
      name: string;
      visits?: number;
      arms: { arm: number; track: Track; edge: LaidEdge }[];
      horizon?: LaidEdge;
    }
  | ({ kind: 'chance'; chances: number; upTo: number; runs: Run[] } & Fork)
  | ({ kind: 'odds'; chances: number; level: number } & Fork)
  | ({ kind: 'when'; test: When } & Fork);

interface Fork {
  visits?: number;
  yes: LaidEdge;
  no: LaidEdge;
}

const NOWHERE: LaidEdge = { to: -1, effects: [] };

/** A path to a node, and what happens to patients on it. */
interface Path {
  to: number;
  notes: Note[];
}

/**
 * Lays out all that can happen to a patient. Patients who come to the same moment with the same knowledge share it, and
 * all nodes that follow.
 *
 * @param model without the parts that nobody asks for: see `askedOf`
 * @param notebookOf makes the notebook. It gets the array of chances, which grows while the structure is laid
 * @throws PlacedError when the structure has too many nodes
 */
export function lay<Readout>(
  model: Model,
  notebookOf: (keeps: Keeps, chances: readonly Chances[]) => Notebook<Readout>,
): Structure<Readout> {
  const nodes: LaidNode[] = [];
  const paths = new Map<string, Path>();
  /** tasks that are left, the next one last: an explicit stack, because recursion would overflow for long models */
  const open: (() => void)[] = [];
  const chances = new Numbered<Chances>();
  const arms = new Numbered<ArmLaw>();
  const memories = new Memories();
  const notebook = notebookOf(memories, chances.all);
  const ground = groundOf(model, chances, arms, notebook);
  const { reach } = ground;
  const again = new Map(
    model.states
      .map(({ name }) => name)
      .filter(reach.isOnCycle)
      .map((name, at) => [name, at]),
  );
  const keyOf = knownKeys();
  for (const { transitions } of model.states) {
    for (const { time } of transitions) {
      if (time.kind === 'law' && time.clock.kind === 'since') memories.lastEntry(time.clock.states);
    }
  }

  const visitsOf = (state: string) => again.get(state);

  /** The path from a moment to the next node, or out of the simulation. */
  function pathFrom({ notes, moment, known }: Target): Path {
    const passed: { key: string; from: number }[] = [];
    const all = [...notes];
    let step: Step = { kind: 'on', notes: [], moment, known };
    while (step.kind === 'on') {
      all.push(...step.notes);
      if (passed.length === 0 || step.moment.at === 'sojourn' || step.moment.at === 'decision') {
        const key = `${momentKey(step.moment)} ${keyOf(step.known)}`;
        const found = paths.get(key);
        if (found) {
          all.push(...found.notes);
          return remember(found.to);
        }
        passed.push({ key, from: all.length });
      }
      const at = step.moment;
      step = stepFrom(ground, at, step.known);
      if (step.kind === 'on') continue;
      all.push(...step.notes);
      return remember(step.kind === 'out' ? -1 : addNode(step, 'state' in at ? at.state : undefined));
    }
    return remember(-1);

    function remember(to: number): Path {
      for (const { key, from } of passed) paths.set(key, { to, notes: all.slice(from) });
      return { to, notes: all };
    }
  }

  function addNode(step: Exclude<Step, { kind: 'on' | 'out' }>, state?: string): number {
    if (step.kind === 'sojourn') return addSojourn(step);
    if (step.kind === 'draw') return addDraws(step, state, 0);
    const { yes, no } = step;
    const fork = { yes: NOWHERE, no: NOWHERE };
    const node: LaidNode =
      step.kind === 'when'
        ? { kind: 'when', test: step.test, ...fork }
        : {
            kind: 'odds',
            chances: step.chances,
            level: step.level,
            visits: visitsOfDraw(step.chances, state),
            ...fork,
          };
    const at = add(node);
    open.push(() => {
      node.no = edgeOf(pathFrom(no));
    });
    open.push(() => {
      node.yes = edgeOf(pathFrom(yes));
    });
    return at;
  }

  /** A chain of splits by one draw; the last branch takes the rest. */
  function addDraws(step: Step & { kind: 'draw' }, state: string | undefined, upTo: number): number {
    const node: LaidNode = {
      kind: 'chance',
      chances: step.chances,
      upTo,
      runs: step.runs,
      visits: visitsOfDraw(step.chances, state),
      yes: NOWHERE,
      no: NOWHERE,
    };
    const at = add(node);
    const isLast = upTo === step.ways.length - 2;
    open.push(() => {
      node.no = isLast
        ? edgeOf(pathFrom(step.ways[upTo + 1]!))
        : { to: addDraws(step, state, upTo + 1), effects: [] };
    });
    open.push(() => {
      node.yes = edgeOf(pathFrom(step.ways[upTo]!));
    });
    return at;
  }

  /** Decisions are drawn anew at each visit; marks and characteristics are drawn once. */
  function visitsOfDraw(index: number, state: string | undefined): number | undefined {
    return chances.all[index]!.source.kind === 'decision' ? visitsOf(state!) : undefined;
  }

  function addSojourn(step: Step & { kind: 'sojourn' }): number {
    const node: LaidNode & { kind: 'state' } = {
      kind: 'state',
      name: step.state,
      visits: visitsOf(step.state),
      arms: [],
    };
    const before: ArmsBefore = new Map();
    const at = add(node);
    open.push(() => {
      const effects = effectsOf(step.last);
      if (effects.length > 0) node.horizon = { to: -1, effects };
    });
    for (const target of step.arms.toReversed()) {
      open.push(() => {
        const { to, notes } = pathFrom(target);
        const { track, effects } = notebook.onArm(notes, before);
        node.arms.push({
          arm: target.arm,
          track,
          edge: { to, effects: [...effects, ...effectsOfModel(notes)] },
        });
      });
    }
    return at;
  }

  function add(node: LaidNode): number {
    if (nodes.length >= MOST_NODES) throw tooManyNodes(model);
    return nodes.push(node) - 1;
  }

  function edgeOf({ to, notes }: Path): LaidEdge {
    return { to, effects: effectsOf(notes) };
  }

  function effectsOf(notes: readonly Note[]): LaidEffect[] {
    return [...notebook.onPath(notes), ...effectsOfModel(notes)];
  }

  /** Effects that the model itself needs: counts of visits to states on cycles, and starts of clocks. */
  function effectsOfModel(notes: readonly Note[]): LaidEffect[] {
    return notes.flatMap((note): LaidEffect[] => {
      if (note.kind === 'visited')
        return [{ kind: 'visit', visits: visitsOf(note.state)!, states: reach.cycle(note.state) }];
      if (note.kind === 'clock started')
        return [{ kind: 'remember', memory: memories.lastEntry(note.states) }];
      return [];
    });
  }

  const root = edgeOf(
    pathFrom({ notes: [], moment: { at: 'characteristic', index: 0 }, known: firstKnown(model) }),
  );
  for (let task = open.pop(); task; task = open.pop()) task();
  return {
    nodes,
    root,
    chances: chances.all,
    arms: arms.all,
    memories,
    questions: ground.questions,
    visits: again.size,
    tracks: notebook.tracks,
    counters: notebook.counters,
    outcomes: notebook.outcomes,
    readout: notebook.readout(),
    hasFixedTimes: hasFixedTimes(model),
  };
}

function groundOf(
  model: Model,
  chances: Numbered<Chances>,
  arms: Numbered<ArmLaw>,
  notebook: Notebook<unknown>,
): Ground {
  const states = new Map(model.states.map((state, index) => [state.name, { state, index }]));
  return {
    model,
    reach: reachOf(model),
    questions: new Questions(model),
    stateOf: (name) => states.get(name)!.state,
    indexOf: (name) => states.get(name)!.index,
    chances(source, facts) {
      const recipe = chancesFor(model, source, facts);
      return chances.numberOf(`${source.kind} ${source.index} ${factsKey(recipe.facts)}`, recipe);
    },
    chancesOf: (index) => chances.all[index]!,
    isOver: (known) => notebook.isOver(known),
    arm: (arm) => arms.numberOf(armKey(arm), arm),
  };
}

/** A list of distinct values by index: equal keys share an index. */
class Numbered<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, value: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.all.push(value) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}
