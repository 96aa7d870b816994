import { unknownName } from '../../../language/names.ts';
import type { TimesReadout } from '../../../plan.ts';
import type { Model } from '../../model.ts';
import type { AskedTimes } from '../asked.ts';
import type { Known } from '../know/known.ts';
import { membersOf, type Note } from '../notes.ts';
import type { ArmsBefore, Keeps, LaidEffect, Notebook } from './notebook.ts';

/**
 * The notebook of patients' own times: remembers when an endpoint's event comes, when states are entered, and when it is
 * known that the patient is a member of a subgroup. Nothing is counted, and whoever has no more to tell leaves.
 */
export class TimesNotebook implements Notebook<TimesReadout> {
  readonly outcomes: number[] = [];
  readonly counters = 0;
  /** one for each arm of a node: the engine tells them apart by their tracks */
  tracks = 0;
  readonly #events: (TimesReadout['endpoints'][number] & { endpoint: number; memory: number })[];
  readonly #entries: (TimesReadout['entries'][number] & { memory: number })[];
  readonly #member: (NonNullable<TimesReadout['member']> & { memory: number; index: number }) | undefined;

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

  onWay(notes: readonly Note[]): LaidEffect[] {
    return notes.flatMap((note) => this.#effectsOf(note));
  }

  onArm(notes: readonly Note[], before: ArmsBefore): { track: number; effects: LaidEffect[] } {
    const track = before.get('') ?? 0;
    before.set('', track + 1);
    this.tracks = Math.max(this.tracks, track + 1);
    return { track, effects: this.onWay(notes) };
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
      for (const one of asked) one.censors = true;
    }
    if (note.kind === 'entered') {
      const asked = this.#entries.filter(({ state }) => state === note.state);
      for (const one of asked) if (one.entered === 'never') one.entered = 'once';
      return asked.map(({ memory }) => ({ kind: 'remember', memory }));
    }
    if (note.kind === 'visited')
      for (const one of this.#entries) if (one.state === note.state) one.entered = 'again and again';
    if (note.kind === 'settled' && this.#member && membersOf(note.cell)[this.#member.index])
      return [{ kind: 'remember', memory: this.#member.memory }];
    return [];
  }
}

function indexOf(kind: string, name: string, all: readonly { name: string }[]): number {
  const index = all.findIndex((one) => one.name === name);
  if (index < 0)
    throw new RangeError(
      unknownName(
        kind,
        name,
        all.map((one) => one.name),
        'the model',
      ),
    );
  return index;
}
