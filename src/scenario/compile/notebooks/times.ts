import type { Memory, Track } from '../../../kernel/graph.ts';
import { unknownName } from '../../../language/names.ts';
import type { TimesReadout } from '../../../plan.ts';
import type { Model } from '../../model.ts';
import type { AskedTimes } from '../asked.ts';
import type { Known } from '../know/known.ts';
import { membersOf, type Note } from '../notes.ts';
import type { ArmsBefore, Keeps, LaidEffect, Notebook } from './notebook.ts';

/**
 * The notebook of individual times: remembers when an endpoint's event occurs, when states are entered, and when the
 * patient is known to be a member of a subgroup. It counts nothing; patients leave when all their times are known.
 */
export class TimesNotebook implements Notebook<TimesReadout> {
  readonly outcomes: Memory[] = [];
  readonly counters = 0;
  /** as many as a node has arms: the engine distinguishes them by their tracks */
  tracks = 0;
  readonly #events: (TimesReadout['endpoints'][number] & { endpoint: number; memory: Memory })[];
  readonly #entries: (TimesReadout['entries'][number] & { memory: Memory })[];
  readonly #member: (NonNullable<TimesReadout['member']> & { memory: Memory; index: number }) | undefined;

  /** @throws RangeError for an endpoint, state or subgroup that the model does not have */
  constructor(model: Model, keeps: Keeps, { endpoints, entries = [], member }: AskedTimes) {
    const column = (what: string) => {
      const memory = keeps.column(`time of ${what}`);
      return { memory, outcome: this.outcomes.push(memory) - 1 };
    };
    this.#events = endpoints.map((name) => ({
      name,
      endpoint: indexOf('endpoint', name, model.endpoints),
      censors: false,
      ...column(`endpoint ${name}`),
    }));
    this.#entries = entries.map((state) => {
      const { branches } = model.states[indexOf('state', state, model.states)]!;
      if (branches.length > 0)
        throw new RangeError(`${state} is a decision, in which no time is spent; name a state`);
      return { state, entered: 'never', ...column(`entry into ${state}`) };
    });
    this.#member =
      member === undefined
        ? undefined
        : {
            subgroup: member,
            index: indexOf('subgroup', member, model.subgroups),
            ...column(`member of ${member}`),
          };
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

  isOver({ endpoints, cell }: Known): boolean {
    return cell !== undefined && endpoints.every(({ is }) => is === 'noted');
  }

  readout(): TimesReadout {
    return {
      endpoints: this.#events.map(({ name, outcome, censors }) => ({ name, outcome, censors })),
      entries: this.#entries.map(({ state, outcome, entered }) => ({ state, outcome, entered })),
      member: this.#member && { subgroup: this.#member.subgroup, outcome: this.#member.outcome },
    };
  }

  #effectsOf(note: Note): LaidEffect[] {
    if (note.kind === 'ended') {
      const asked = this.#events.filter(({ endpoint }) => endpoint === note.endpoint);
      if (note.cause !== undefined) return asked.map(({ memory }) => ({ kind: 'remember', memory }));
      for (const event of asked) event.censors = true;
    }
    if (note.kind === 'entered') {
      const asked = this.#entries.filter(({ state }) => state === note.state);
      for (const entry of asked) if (entry.entered === 'never') entry.entered = 'once';
      return asked.map(({ memory }) => ({ kind: 'remember', memory }));
    }
    if (note.kind === 'visited')
      for (const entry of this.#entries) if (entry.state === note.state) entry.entered = 'again and again';
    if (note.kind === 'settled' && this.#member && membersOf(note.cell)[this.#member.index])
      return [{ kind: 'remember', memory: this.#member.memory }];
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
