import type { Effect } from '../../kernel/graph.ts';
import type { EndpointReadout, ProportionReadout, Readout, StateReadout, WayReadout } from '../../plan.ts';
import { type Characteristic, FOLLOW_UP, type Mark, type Model, type State, YES } from '../model.ts';
import type { Columns } from './columns.ts';

/** Hands out tracks and counters and keeps what each is for. */
export class Recorder {
  #tracks = 0;
  #counters = 0;
  readonly #cells = new Map<string, { at: number; counter: number; member: boolean[] }>();
  readonly #endpoints: EndpointReadout[];
  readonly #states = new Map<string, StateReadout>();
  readonly #ways = new Map<string, WayReadout>();
  readonly #entryTracks = new Map<string, number>();
  readonly #ownTracks = new Map<string, number>();
  readonly #levels = new Map<string, number[]>();
  readonly #proportions: ProportionReadout[] = [];
  readonly #defined: ProportionReadout[];
  readonly #model: Model;
  readonly #columns: Columns;
  readonly #hasFollowUp: boolean;

  constructor(model: Model, columns: Columns) {
    this.#model = model;
    this.#columns = columns;
    this.#hasFollowUp = model.timers.some(({ name }) => name === FOLLOW_UP);
    this.#endpoints = model.endpoints.map(({ name, title, events }) => ({
      name,
      title,
      causes: events.map(({ cause }) => cause),
      cells: [],
    }));
    for (const { name, title, transitions, branches } of model.states) {
      if (branches.length > 0) continue;
      const absorbing = transitions.length === 0;
      this.#states.set(name, { name, title, absorbing, atZero: [], entries: [], exits: [] });
    }
    this.#defined = model.proportions.map(({ name, title }) => {
      const [hit, miss] = [this.#counter(), this.#counter()];
      return { name, title, hits: [hit], among: [hit, miss] };
    });
  }

  get tracks(): number {
    return this.#tracks;
  }

  get counters(): number {
    return this.#counters;
  }

  /** Counters of the levels of a characteristic or mark. */
  levels({ name, title, levels }: Mark | Extract<Characteristic, { kind: 'levels' }>): number[] {
    return this.#once(name, levels, (level, counter, all) =>
      levels[0] === YES && levels.length === 2
        ? level === YES && { name, title, hits: [counter], among: all }
        : { name: `${name}=${level}`, title: `${title}: ${level}`, hits: [counter], among: all },
    );
  }

  /** Counters of the branches of a decision. */
  branches({ name, title, branches }: State): number[] {
    const targets = branches.map(({ to }) => to);
    const counters = this.#once(`decision ${name}`, targets, (target, counter, all) => {
      // two ways to one state are one proportion
      const hits = all.filter((_, i) => targets[i] === target);
      return (
        hits[0] === counter && {
          name: `${name}=${target}`,
          title: `${title}: ${this.#model.states.find((state) => state.name === target)?.title ?? target}`,
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
    describe: (level: string, counter: number, all: number[]) => ProportionReadout | false,
  ): number[] {
    const known = this.#levels.get(key);
    if (known) return known;
    const counters = levels.map(() => this.#counter());
    this.#levels.set(key, counters);
    levels.forEach((level, i) => {
      const proportion = describe(level, counters[i]!, counters);
      if (proportion) this.#proportions.push(proportion);
    });
    return counters;
  }

  /** Patients enter a state in which time is spent: counted by their arm's track, or one of the state's own. */
  entry(state: string, track: number | undefined, atZero: boolean): Effect[] {
    const readout = this.#states.get(state)!;
    if (atZero) {
      const counter = readout.atZero[0] ?? this.#counter();
      readout.atZero = [counter];
      return [{ kind: 'count', counter }];
    }
    if (track !== undefined) {
      readout.entries.push(track);
      return [];
    }
    const own = this.#entryTracks.get(state) ?? this.#track();
    if (!this.#entryTracks.has(state)) readout.entries.push(own);
    this.#entryTracks.set(state, own);
    return [{ kind: 'tally', time: { kind: 'now' }, track: own }];
  }

  /** Patients leave a state for another. */
  exit(state: string, to: string): number {
    const track = this.#track();
    this.#states.get(state)!.exits.push(track);
    this.#way(state, to).tracks.push(track);
    return track;
  }

  #way(from: string, to: string): WayReadout {
    const key = JSON.stringify([from, to]);
    const way = this.#ways.get(key) ?? { from, to, tracks: [], counters: [] };
    this.#ways.set(key, way);
    return way;
  }

  /** The combination of subgroups, and the counter of its patients. */
  cell(member: boolean[]): { at: number; counter: number } {
    const key = member.join();
    const known = this.#cells.get(key);
    if (known) return known;
    const cell = { at: this.#cells.size, counter: this.#counter(), member };
    this.#cells.set(key, cell);
    this.#endpoints.forEach((endpoint, e) => {
      const observed = this.#hasFollowUp ? this.#observedTracks(e, cell.at) : undefined;
      endpoint.cells.push({ events: endpoint.causes.map(() => []), censored: [], observed });
    });
    return cell;
  }

  #observedTracks(e: number, cell: number): { events: number[]; censored: number[] } {
    return {
      events: [this.#own(`observed event ${e} ${cell}`)],
      censored: [this.#own(`observed censored ${e} ${cell}`)],
    };
  }

  /**
   * An endpoint is over for patients whose cell is known.
   *
   * @param cause undefined: censored
   * @param when this very moment, counted by `track` if that is given; or remembered
   */
  end(
    e: number,
    cell: number,
    cause: number | undefined,
    when: { now: true; track: number | undefined } | { memory: number },
  ): Effect[] {
    const readout = this.#endpoints[e]!.cells[cell]!;
    const tracks = cause === undefined ? readout.censored : readout.events[cause]!;
    const time =
      'now' in when ? ({ kind: 'now' } as const) : { kind: 'memory' as const, memory: when.memory };
    const effects: Effect[] = [];
    if ('now' in when && when.track !== undefined) tracks.push(when.track);
    else {
      const track = this.#own(`end ${e} ${cell} ${cause}`);
      if (!tracks.includes(track)) tracks.push(track);
      effects.push({ kind: 'tally', time, track });
    }
    if (readout.observed) {
      const censored = readout.observed.censored[0]!;
      const event = cause === undefined ? censored : readout.observed.events[0]!;
      effects.push({ kind: 'observe', time, timer: this.#columns.timer(FOLLOW_UP), event, censored });
    }
    return effects;
  }

  /** An endpoint that is never over: seen only until the follow-up ends. */
  never(e: number, cell: number): Effect[] {
    const { observed } = this.#endpoints[e]!.cells[cell]!;
    if (!observed) return [];
    const censored = observed.censored[0]!;
    return [
      {
        kind: 'observe',
        time: { kind: 'never' },
        timer: this.#columns.timer(FOLLOW_UP),
        event: censored,
        censored,
      },
    ];
  }

  proportion(k: number, hit: boolean): Effect[] {
    const { among } = this.#defined[k]!;
    return [{ kind: 'count', counter: among[hit ? 0 : 1]! }];
  }

  readout(): Readout {
    const cells = [...this.#cells.values()].map(({ member, counter }) => ({ member, counter }));
    const all = cells.map(({ counter }) => counter);
    const subgroups = this.#model.subgroups.map(({ name, title }) => ({ name, title }));
    return {
      cells,
      subgroups,
      endpoints: this.#endpoints,
      states: [...this.#states.values()],
      ways: [...this.#ways.values()],
      proportions: [
        ...subgroups.map(({ name, title }, k) => ({
          name,
          title,
          hits: cells.filter(({ member }) => member[k]).map(({ counter }) => counter),
          among: all,
        })),
        ...this.#defined,
        ...this.#proportions,
      ],
    };
  }

  #own(key: string): number {
    const track = this.#ownTracks.get(key) ?? this.#track();
    this.#ownTracks.set(key, track);
    return track;
  }

  #track(): number {
    return this.#tracks++;
  }

  #counter(): number {
    return this.#counters++;
  }
}
