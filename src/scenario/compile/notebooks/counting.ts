import type { Counter, Memory, TimePlace, Track } from '../../../kernel/graph.ts';
import type { EndpointReadout, ProportionReadout, Readout, StateReadout, WayReadout } from '../../../plan.ts';
import { type Characteristic, FOLLOW_UP, type Mark, type Model, type State, YES } from '../../model.ts';
import type { Asked } from '../asked.ts';
import { type Cell, membersOf, type Note } from '../notes.ts';
import type { Chances } from '../numbers/chances.ts';
import { Allotment } from './allotment.ts';
import type { ArmsBefore, Keeps, LaidEffect, Notebook } from './notebook.ts';

/** Names of the figures that are counted by row of the grid. */
const figures = {
  end: (endpoint: number, cell: Cell, cause: number | undefined) => `end ${endpoint} ${cell} ${cause ?? '-'}`,
  observed: (endpoint: number, cell: Cell, isEvent: boolean) => `observed ${endpoint} ${cell} ${isEvent}`,
  entries: (state: string) => `into ${state}`,
  way: (from: string, to: string) => `way ${from} > ${to}`,
};

/**
 * The notebook of a run. It counts endpoints by cell, entries into and exits from states, transitions, levels, branches
 * and proportions. Of single patients it keeps only the times of endpoints that ended before their cell is known.
 *
 * If all patients of an arm end an endpoint or enter a state by it, the arm's own track is read for that figure and
 * nothing is counted twice. Tracks that are read for the same figures are merged, except for arms of one node, which
 * the engine distinguishes by their tracks.
 */
export class CountingNotebook implements Notebook<Readout> {
  readonly outcomes: readonly number[] = [];
  readonly #model: Model;
  readonly #keeps: Keeps;
  readonly #chances: readonly Chances[];
  readonly #allotment = new Allotment();
  readonly #cells = new Map<Cell, number>();
  readonly #atZero = new Map<string, number>();
  readonly #levels = new Map<string, number[]>();
  readonly #ways = new Map<string, WayReadout>();
  readonly #drawn: ProportionReadout[] = [];
  readonly #defined: ProportionReadout[];
  readonly #hasFollowUp: boolean;

  readonly #isAsked: { shares: boolean; states: boolean };

  /**
   * @param chances by index of a draw; the array grows while the structure is laid
   * @param asked nothing else is counted
   */
  constructor(model: Model, keeps: Keeps, chances: readonly Chances[], asked: Asked) {
    const { shares = true, states = true, followUp = true } = asked;
    this.#isAsked = { shares, states };
    this.#model = model;
    this.#keeps = keeps;
    this.#chances = chances;
    this.#hasFollowUp = followUp && model.timers.some(({ name }) => name === FOLLOW_UP);
    this.#defined = model.proportions.map(({ name, title }) => {
      const [hit, miss] = [this.#allotment.counter(), this.#allotment.counter()];
      return { name, title, hits: [hit], among: [hit, miss] };
    });
  }

  /** never: everything that happens up to the horizon is counted */
  isOver(): boolean {
    return false;
  }

  get tracks(): number {
    return this.#allotment.tracks;
  }

  get counters(): number {
    return this.#allotment.counters;
  }

  onArm(notes: readonly Note[], before: ArmsBefore): { track: Track; effects: LaidEffect[] } {
    const now: string[] = [];
    const effects = notes.flatMap((note) => this.#effectsOf(note, now));
    return { track: this.#allotment.armTrack(now, before), effects };
  }

  onPath(notes: readonly Note[]): LaidEffect[] {
    return notes.flatMap((note) => {
      const now: string[] = [];
      const effects = this.#effectsOf(note, now);
      return [...now.map((figure) => this.#tally(figure, { kind: 'now' })), ...effects];
    });
  }

  /** @param now the figures that this moment counts for are added to it */
  #effectsOf(note: Note, now: string[]): LaidEffect[] {
    switch (note.kind) {
      case 'left':
        if (!this.#isAsked.states) return [];
        this.#way(note.state, note.to);
        now.push(figures.way(note.state, note.to));
        return [];
      case 'entered':
        if (!this.#isAsked.states) return [];
        if (note.atZero) return [{ kind: 'count', counter: this.#startsIn(note.state) }];
        now.push(figures.entries(note.state));
        return [];
      case 'drawn':
        return this.#isAsked.shares ? [this.#count(note.draw, note.levels)] : [];
      case 'decided':
        return this.#decided(note);
      case 'ended':
        return this.#ended(note, now);
      case 'settled':
        return [
          { kind: 'count', counter: this.#cell(note.cell) },
          ...note.ended.flatMap(({ endpoint, cause }) => {
            const time = { kind: 'memory', memory: this.#endOf(endpoint) } as const;
            return [
              this.#tally(figures.end(endpoint, note.cell, cause), time),
              ...this.#observe(endpoint, note.cell, cause !== undefined, time),
            ];
          }),
        ];
      case 'unended':
        return this.#observe(note.endpoint, note.cell, false, { kind: 'never' });
      case 'proportion':
        return [{ kind: 'count', counter: this.#defined[note.proportion]!.among[note.hit ? 0 : 1]! }];
      default:
        return [];
    }
  }

  /** Branches count both as proportions and as transitions between states. */
  #decided({ state, branch }: Note & { kind: 'decided' }): LaidEffect[] {
    const { shares, states } = this.#isAsked;
    if (!shares && !states) return [];
    return [{ kind: 'count', counter: this.#branches(state)[branch]! }];
  }

  #ended({ endpoint, cause, cell }: Note & { kind: 'ended' }, now: string[]): LaidEffect[] {
    if (cell === undefined) return [{ kind: 'remember', memory: this.#endOf(endpoint) }];
    now.push(figures.end(endpoint, cell, cause));
    return this.#observe(endpoint, cell, cause !== undefined, { kind: 'now' });
  }

  #tally(figure: string, time: TimePlace): LaidEffect {
    return { kind: 'tally', time, track: this.#allotment.track(figure) };
  }

  /** The endpoint as observed under the scenario's follow-up. */
  #observe(endpoint: number, cell: Cell, isEvent: boolean, time: TimePlace): LaidEffect[] {
    if (!this.#hasFollowUp) return [];
    const censored = this.#allotment.track(figures.observed(endpoint, cell, false));
    const event = isEvent ? this.#allotment.track(figures.observed(endpoint, cell, true)) : censored;
    return [{ kind: 'observe', time, timer: this.#keeps.timer(FOLLOW_UP), event, censored }];
  }

  #endOf(endpoint: number): Memory {
    return this.#keeps.endpoint(this.#model.endpoints[endpoint]!.name);
  }

  #cell(cell: Cell): Counter {
    const known = this.#cells.get(cell);
    if (known !== undefined) return known;
    const counter = this.#allotment.counter();
    this.#cells.set(cell, counter);
    return counter;
  }

  #startsIn(state: string): Counter {
    const counter = this.#atZero.get(state) ?? this.#allotment.counter();
    this.#atZero.set(state, counter);
    return counter;
  }

  /** Counts patients by level. */
  #count(draw: number, levels: number[]): LaidEffect {
    const { source } = this.#chances[draw]!;
    const variable =
      source.kind === 'mark' ? this.#model.marks[source.index]! : this.#model.characteristics[source.index]!;
    const counters = this.#levelsOf(variable as Mark);
    if (levels.length === 1) return { kind: 'count', counter: counters[levels[0]!]! };
    return { kind: 'mark', chances: draw, levels, counters: levels.map((level) => counters[level]!) };
  }

  /** Counters of the levels of a characteristic or mark. */
  #levelsOf({ name, title, levels }: Mark | Extract<Characteristic, { kind: 'levels' }>): Counter[] {
    return this.#once(name, levels, (level, counter, all) =>
      levels[0] === YES && levels.length === 2
        ? level === YES && { name, title, hits: [counter], among: all }
        : { name: `${name}=${level}`, title: `${title}: ${level}`, hits: [counter], among: all },
    );
  }

  /** Counters of the branches of a decision. */
  #branches(state: string): Counter[] {
    const { name, title, branches } = this.#stateOf(state);
    const targets = branches.map(({ to }) => to);
    const counters = this.#once(`decision ${name}`, targets, (target, counter, all) => {
      // two branches to one state make one proportion
      const hits = all.filter((_, i) => targets[i] === target);
      return (
        hits[0] === counter && {
          name: `${name}=${target}`,
          title: `${title}: ${this.#stateOf(target)?.title ?? target}`,
          hits,
          among: all,
        }
      );
    });
    targets.forEach((target, i) => {
      const way = this.#way(name, target);
      if (!way.counters.includes(counters[i]!)) way.counters.push(counters[i]!);
    });
    return counters;
  }

  #once(
    key: string,
    levels: string[],
    describe: (level: string, counter: Counter, all: Counter[]) => ProportionReadout | false,
  ): Counter[] {
    const known = this.#levels.get(key);
    if (known) return known;
    const counters = levels.map(() => this.#allotment.counter());
    this.#levels.set(key, counters);
    levels.forEach((level, i) => {
      const proportion = describe(level, counters[i]!, counters);
      if (proportion) this.#drawn.push(proportion);
    });
    return counters;
  }

  #way(from: string, to: string): WayReadout {
    const key = JSON.stringify([from, to]);
    const way = this.#ways.get(key) ?? { from, to, tracks: [], counters: [] };
    this.#ways.set(key, way);
    return way;
  }

  #stateOf(name: string): State {
    return this.#model.states.find((state) => state.name === name)!;
  }

  readout(): Readout {
    const { subgroups: named, states, endpoints } = this.#model;
    const cells = [...this.#cells].map(([cell, counter]) => ({ member: membersOf(cell), counter }));
    const all = cells.map(({ counter }) => counter);
    const subgroups = named.map(({ name, title }) => ({ name, title }));
    const tracksOf = (figure: string) => this.#allotment.tracksOf(figure);
    return {
      cells,
      subgroups,
      endpoints: endpoints.map(
        ({ name, title, events }, endpoint): EndpointReadout => ({
          name,
          title,
          causes: events.map(({ cause }) => cause),
          cells: [...this.#cells.keys()].map((cell) => ({
            events: events.map((_, cause) => tracksOf(figures.end(endpoint, cell, cause))),
            censored: tracksOf(figures.end(endpoint, cell, undefined)),
            observed: this.#hasFollowUp
              ? {
                  events: tracksOf(figures.observed(endpoint, cell, true)),
                  censored: tracksOf(figures.observed(endpoint, cell, false)),
                }
              : undefined,
          })),
        }),
      ),
      states: states
        .filter(({ branches }) => this.#isAsked.states && branches.length === 0)
        .map(
          ({ name, title, transitions }): StateReadout => ({
            name,
            title,
            absorbing: transitions.length === 0,
            atZero: this.#atZero.has(name) ? [this.#atZero.get(name)!] : [],
            entries: tracksOf(figures.entries(name)),
            exits: [...this.#ways.values()]
              .filter(({ from }) => from === name)
              .flatMap(({ from, to }) => tracksOf(figures.way(from, to))),
          }),
        ),
      ways: (this.#isAsked.states ? [...this.#ways.values()] : []).map((way) => ({
        ...way,
        tracks: tracksOf(figures.way(way.from, way.to)),
      })),
      proportions: [
        ...subgroups.map(({ name, title }, k) => ({
          name,
          title,
          hits: cells.filter(({ member }) => member[k]).map(({ counter }) => counter),
          among: all,
        })),
        ...this.#defined,
        ...(this.#isAsked.shares ? this.#drawn : []),
      ],
    };
  }
}
