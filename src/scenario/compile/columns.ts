import type { Graph, Sampler } from '../../kernel/graph.ts';
import { type Distribution, SMOOTH } from '../distributions/distribution.ts';
import { withTimeRatio } from '../distributions/transform.ts';
import type { Model } from '../model.ts';
import type { Memories } from './memories.ts';
import { factorOf, type NumericModifier } from './numbers/ratios.ts';
import type { Packer } from './pack.ts';
import { drawn } from './placed-error.ts';

/** A number that every patient draws at the start, from a stream of its own, beside all that the model draws. */
export interface DrawnNumber {
  /** a name that no stream of a scenario can have: with a space */
  stream: string;
  /** names the law: the same key promises the same law */
  key: string;
  law: Distribution;
}

/** The numbers and timers that a plan draws for each patient, made as they are asked for. */
export class Columns {
  readonly numbers: Graph['numbers'] = [];
  readonly #made = new Set<number>();
  readonly #timers = new Map<string, { sampler: Sampler; after?: string }>();
  readonly #model: Model;
  readonly #packer: Packer;
  readonly #memories: Memories;

  constructor(model: Model, packer: Packer, memories: Memories) {
    this.#model = model;
    this.#packer = packer;
    this.#memories = memories;
  }

  lastEntry(states: readonly string[]): number {
    return this.#memories.lastEntry(states);
  }

  timer(name: string): number {
    return this.#memories.timer(name);
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
    const { factor, value } = factorOf(modifier);
    const [to, back] =
      way === 'plain'
        ? [factor, value]
        : [(number: number) => 1 / factor(number), (reciprocal: number) => value(1 / reciprocal)];
    const key = modifier.kind === 'value' ? 'value' : `${modifier.ratio} per unit from ${modifier.reference}`;
    const { law } = this.#numeric(name);
    return this.#drawn(`${way} ${name} ${key}`, name, (own) => {
      const d = law.distribution();
      // what else is said of its shape holds for the number alone, not for its factor, which may fall as the number rises
      const form = d.form.kind === 'kink' || d.form.kind === 'iterative' ? d.form : SMOOTH;
      return this.#packer.number(
        own,
        {
          cumulativeHazard: (at) => d.cumulativeHazard(back(at)),
          inverseCumulativeHazard: (y) => to(d.inverseCumulativeHazard(y)),
          form,
        },
        name,
      );
    });
  }

  /** The samplers of all timers that were asked for, by number; called last. */
  timers(): Sampler[][] {
    return this.#memories.timers.map((name) => this.#chain(name));
  }

  /** A number that is not the model's. */
  besides({ stream, key, law }: DrawnNumber): number {
    const memory = this.#memories.column(`drawn ${stream}`);
    this.numbers.push({ sampler: this.#packer.sampler(`drawn ${key}`, law, stream), memory });
    return memory;
  }

  #chain(name: string): Sampler[] {
    const chain: Sampler[] = [];
    for (let next: string | undefined = name; next !== undefined; ) {
      const { sampler, after } = this.#timer(next);
      chain.push(sampler);
      next = after;
    }
    return chain.reverse();
  }

  #timer(name: string): { sampler: Sampler; after?: string } {
    let found = this.#timers.get(name);
    if (!found) {
      const { timers, horizon } = this.#model;
      const { law, path, after } = timers.find((one) => one.name === name)!;
      const sampler = drawn(law.name, path, () =>
        this.#packer.sampler(`timer ${name} ${law.key}`, law.distribution(), name, horizon),
      );
      found = { sampler, after };
      this.#timers.set(name, found);
    }
    return found;
  }

  #numeric(name: string) {
    const found = this.#model.characteristics.find((one) => one.name === name);
    if (found?.kind !== 'numeric') throw new Error(`${name} is not a numeric characteristic`);
    return found;
  }

  #number(key: string, name: string, change: (d: Distribution) => Distribution): number {
    const { law } = this.#numeric(name);
    return this.#drawn(key, name, (own) => this.#packer.sampler(own, change(law.distribution()), name));
  }

  /** @throws PlacedError where the numbers cannot be drawn */
  #drawn(key: string, name: string, sampler: (key: string) => Sampler): number {
    const at = this.#memories.column(key);
    if (!this.#made.has(at)) {
      this.#made.add(at);
      const { law, path } = this.#numeric(name);
      this.numbers.push({ sampler: drawn(law.name, path, () => sampler(`${key} ${law.key}`)), memory: at });
    }
    return at;
  }
}
