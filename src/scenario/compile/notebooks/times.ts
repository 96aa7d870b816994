import type { Memory, Track } from '../../../kernel/graph.ts';
import { unknownName } from '../../../language/names.ts';
import type { TimesReadout } from '../../../plan.ts';
import type { Model } from '../../model.ts';
import type { AskedTimes } from '../asked.ts';
import type { Known } from '../know/known.ts';
import { membersOf, type Note } from '../notes.ts';
import type { ArmsBefore, Keeps, LaidEffect, Notebook } from './notebook.ts';

/** A memory column, and where it stands among the outcomes. */
interface Column {
  memory: Memory;
  outcome: number;
}

type Member = Column & { subgroup: string; index: number };

/**
 * The notebook of individual times: remembers when an endpoint's event occurs, when states are entered, and when it is known
 * that the patient is a member of a subgroup, or counts for a proportion. It counts nothing; patients leave when all that is
 * asked of them is known.
 */
export class TimesNotebook implements Notebook<TimesReadout> {
  readonly outcomes: Memory[] = [];
  readonly counters = 0;
  /** as many as a node has arms: the engine distinguishes them by their tracks */
  tracks = 0;
  readonly #events: (TimesReadout['endpoints'][number] &
    Column & { endpoint: number; censoring: Column | undefined })[];
  readonly #entries: (TimesReadout['entries'][number] & { memory: Memory })[];
  readonly #member: Member | undefined;
  readonly #members: Member[];
  readonly #proportions: { proportion: string; index: number; hit: Column; miss: Column }[];

  /** @throws RangeError for an endpoint, state, subgroup or proportion that the model does not have */
  constructor(model: Model, keeps: Keeps, asked: AskedTimes) {
    const { endpoints, entries = [], member, members = [], proportions = [] } = asked;
    const column = (what: string) => {
      const memory = keeps.column(`time of ${what}`);
      return { memory, outcome: this.outcomes.push(memory) - 1 };
    };
    this.#events = endpoints.map((name) => ({
      name,
      endpoint: indexOf('endpoint', name, model.endpoints),
      censors: false,
      ...column(`endpoint ${name}`),
      censoring: asked.censored ? column(`censoring of ${name}`) : undefined,
    }));
    this.#entries = entries.map((state) => {
      const { branches } = model.states[indexOf('state', state, model.states)]!;
      if (branches.length > 0)
        throw new RangeError(`${state} is a decision, in which no time is spent; name a state`);
      return { state, entered: 'never', ...column(`entry into ${state}`) };
    });
    const memberOf = (subgroup: string): Member => ({
      subgroup,
      index: indexOf('subgroup', subgroup, model.subgroups),
      ...column(`member of ${subgroup}`),
    });
    this.#member = member === undefined ? undefined : memberOf(member);
    this.#members = members.map(memberOf);
    this.#proportions = proportions.map((proportion) => ({
      proportion,
      index: indexOf('proportion', proportion, model.proportions),
      hit: column(`in ${proportion}`),
      miss: column(`not in ${proportion}`),
    }));
  }

  onPath(notes: readonly Note[]): LaidEffect[] {
    return notes.flatMap((note) => this.#effectsOf(note));
  }

  onArm(notes: readonly Note[], before: ArmsBefore): { track: Track; effects: LaidEffect[] } {
    const track = before.get('') ?? 0;
    before.set('', track + 1);
    this.tracks = Math.max(this.tracks, track + 1);
    return { track, effects: this.onPath(notes) };
  }

  isOver({ endpoints, cell, proportions }: Known): boolean {
    return (
      cell !== undefined &&
      endpoints.every(({ is }) => is === 'noted') &&
      proportions.every((open) => open === undefined)
    );
  }

  readout(): TimesReadout {
    return {
      endpoints: this.#events.map(({ name, outcome, censors, censoring }) => ({
        ...{ name, outcome, censors },
        ...(censoring && { censored: censoring.outcome }),
      })),
      entries: this.#entries.map(({ state, outcome, entered }) => ({ state, outcome, entered })),
      member: this.#member && { subgroup: this.#member.subgroup, outcome: this.#member.outcome },
      members: this.#members.map(({ subgroup, outcome }) => ({ subgroup, outcome })),
      proportions: this.#proportions.map(({ proportion, hit, miss }) => ({
        ...{ proportion, hit: hit.outcome, miss: miss.outcome },
      })),
    };
  }

  #effectsOf(note: Note): LaidEffect[] {
    if (note.kind === 'ended') {
      const asked = this.#events.filter(({ endpoint }) => endpoint === note.endpoint);
      if (note.cause !== undefined) return asked.map(({ memory }) => ({ kind: 'remember', memory }));
      for (const event of asked) event.censors = true;
      return asked.flatMap(({ censoring }) =>
        censoring ? [{ kind: 'remember', memory: censoring.memory }] : [],
      );
    }
    if (note.kind === 'entered') {
      const asked = this.#entries.filter(({ state }) => state === note.state);
      for (const entry of asked) if (entry.entered === 'never') entry.entered = 'once';
      return asked.map(({ memory }) => ({ kind: 'remember', memory }));
    }
    if (note.kind === 'visited')
      for (const entry of this.#entries) if (entry.state === note.state) entry.entered = 'again and again';
    if (note.kind === 'settled') {
      const isIn = membersOf(note.cell);
      const own = this.#member ? [this.#member, ...this.#members] : this.#members;
      return own.flatMap(({ index, memory }) => (isIn[index] ? [{ kind: 'remember', memory }] : []));
    }
    if (note.kind === 'proportion')
      return this.#proportions.flatMap(({ index, hit, miss }) =>
        index === note.proportion ? [{ kind: 'remember', memory: (note.hit ? hit : miss).memory }] : [],
      );
    return [];
  }
}

function indexOf(kind: string, name: string, all: readonly { name: string }[]): number {
  const index = all.findIndex((item) => item.name === name);
  if (index < 0)
    throw new RangeError(
      unknownName(
        kind,
        name,
        all.map((item) => item.name),
        'the model',
      ),
    );
  return index;
}
