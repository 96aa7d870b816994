import type { Graph, Sampler } from '../../kernel/graph.ts';
import type { Distribution } from '../distributions/distribution.ts';
import { withTimeRatio } from '../distributions/transform.ts';
import type { Model } from '../model.ts';
import { factorOf, type NumericModifier } from './arms.ts';
import type { Packer } from './pack.ts';

/** Gathers what is remembered of each patient: a place of its own for everything that is asked for. */
export class Columns {
  readonly numbers: Graph['numbers'] = [];
  readonly timers: Sampler[][] = [];
  readonly #memories = new Map<string, number>();
  readonly #timers = new Map<string, number>();
  readonly #lastEntries = new Map<string, string[]>();
  readonly #model: Model;
  readonly #packer: Packer;

  constructor(model: Model, packer: Packer) {
    this.#model = model;
    this.#packer = packer;
  }

  get memories(): number {
    return this.#memories.size;
  }

  /** Time at which an endpoint ended. */
  endpoint(name: string): number {
    return this.#memory(`endpoint ${name}`).at;
  }

  /** Time of the last entry into any of these states. */
  lastEntry(states: string[]): number {
    const key = states.join(' ');
    this.#lastEntries.set(key, states);
    return this.#memory(`since ${key}`).at;
  }

  /** Memory columns to be written at an entry into a state. */
  entriesToRemember(state: string): number[] {
    return [...this.#lastEntries]
      .filter(([, states]) => states.includes(state))
      .map(([key]) => this.#memory(`since ${key}`).at);
  }

  /** A numeric characteristic as it is. */
  number(name: string): number {
    return this.#number(`number ${name}`, name, (d) => d);
  }

  /** A numeric characteristic as an age in units of the scenario's time. */
  age(name: string): number {
    const { ageScale } = this.#numeric(name);
    return this.#number(`age ${name}`, name, (d) => withTimeRatio(d, ageScale));
  }

  /** The factor that a numeric characteristic stands for, or its reciprocal. */
  factor(modifier: NumericModifier, way: 'plain' | 'inverse'): number {
    const name = modifier.characteristic;
    const factor = factorOf(modifier);
    const key = modifier.kind === 'value' ? 'value' : `${modifier.ratio} per unit from ${modifier.reference}`;
    return this.#number(`${way} ${name} ${key}`, name, (d) => ({
      // what is said of the shape holds for the number alone, not for its factor
      cumulativeHazard: d.cumulativeHazard,
      limit: d.limit,
      kink: d.kink,
      jumps: d.jumps,
      iterative: d.iterative,
      inverseCumulativeHazard: (y) => {
        const value = factor(d.inverseCumulativeHazard(y));
        return way === 'plain' ? value : 1 / value;
      },
    }));
  }

  timer(name: string): number {
    const known = this.#timers.get(name);
    if (known !== undefined) return known;
    const at = this.timers.push(this.#chain(name)) - 1;
    this.#timers.set(name, at);
    return at;
  }

  #chain(name: string): Sampler[] {
    const timer = this.#model.timers.find((one) => one.name === name)!;
    const own = this.#packer.sampler(`timer ${name}`, timer.law.distribution(), name);
    return timer.after === undefined ? [own] : [...this.#chain(timer.after), own];
  }

  #numeric(name: string) {
    const found = this.#model.characteristics.find((one) => one.name === name);
    if (found?.kind !== 'numeric') throw new Error(`${name} is not a numeric characteristic`);
    return found;
  }

  #number(key: string, name: string, change: (d: Distribution) => Distribution): number {
    const { at, isNew } = this.#memory(key);
    if (isNew) {
      const d = change(this.#numeric(name).law.distribution());
      this.numbers.push({ sampler: this.#packer.sampler(key, d, name), memory: at });
    }
    return at;
  }

  #memory(key: string): { at: number; isNew: boolean } {
    const known = this.#memories.get(key);
    if (known !== undefined) return { at: known, isNew: false };
    const at = this.#memories.size;
    this.#memories.set(key, at);
    return { at, isNew: true };
  }
}
