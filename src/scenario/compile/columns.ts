import type { Graph, Memory, Sampler, Timer } from '../../kernel/graph.ts';
import { type Distribution, SMOOTH } from '../distributions/distribution.ts';
import { withTimeRatio } from '../distributions/transform.ts';
import type { Model } from '../model.ts';
import type { Memories } from './memories.ts';
import { factorOf, type NumericModifier } from './numbers/ratios.ts';
import type { Packer } from './pack.ts';
import { drawn } from './placed-error.ts';

/** A number that is not part of the model: each patient draws it at the start, from a stream of its own. */
export interface DrawnNumber {
  /** a name that contains a space, so that no stream of a scenario can have it */
  stream: string;
  /** identifies the law: equal keys mean equal laws */
  key: string;
  law: Distribution;
}

/** The number columns and timers of a plan, created at first use. */
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

  lastEntry(states: readonly string[]): Memory {
    return this.#memories.lastEntry(states);
  }

  timer(name: string): Timer {
    return this.#memories.timer(name);
  }

  /** The column with the value of a numeric characteristic. */
  number(name: string): Memory {
    return this.#number(`number ${name}`, name, (d) => d);
  }

  /** The column with a numeric characteristic as an age, in the scenario's unit of time. */
  age(name: string): Memory {
    const { ageScale } = this.#numeric(name);
    return this.#number(`age ${name}`, name, (d) => withTimeRatio(d, ageScale));
  }

  /** The column with the factor of a numeric modifier, or with its reciprocal. */
  factor(modifier: NumericModifier, direction: 'plain' | 'inverse'): Memory {
    const name = modifier.characteristic;
    const { factor, value } = factorOf(modifier);
    const [to, back] =
      direction === 'plain'
        ? [factor, value]
        : [(number: number) => 1 / factor(number), (reciprocal: number) => value(1 / reciprocal)];
    const key = modifier.kind === 'value' ? 'value' : `${modifier.ratio} per unit from ${modifier.reference}`;
    const { law } = this.#numeric(name);
    return this.#drawn(`${direction} ${name} ${key}`, name, (own) => {
      const d = law.distribution();
      // Other forms describe the value alone. The factor may fall as the value rises, so such a form does not hold for
      // it.
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

  /** The samplers of each timer, by timer number. Call this last: it returns the timers asked for so far. */
  timers(): Sampler[][] {
    return this.#memories.timers.map((name) => this.#chain(name));
  }

  /** The column of a number that is not part of the model. */
  extra({ stream, key, law }: DrawnNumber): Memory {
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
    let timer = this.#timers.get(name);
    if (!timer) {
      const { timers, horizon } = this.#model;
      const { law, path, after } = timers.find((entry) => entry.name === name)!;
      const sampler = drawn(law.name, path, () =>
        this.#packer.sampler(`timer ${name} ${law.key}`, law.distribution(), name, horizon),
      );
      timer = { sampler, after };
      this.#timers.set(name, timer);
    }
    return timer;
  }

  #numeric(name: string) {
    const characteristic = this.#model.characteristics.find((other) => other.name === name);
    if (characteristic?.kind !== 'numeric') throw new Error(`${name} is not a numeric characteristic`);
    return characteristic;
  }

  #number(key: string, name: string, change: (d: Distribution) => Distribution): Memory {
    const { law } = this.#numeric(name);
    return this.#drawn(key, name, (own) => this.#packer.sampler(own, change(law.distribution()), name));
  }

  /** @throws PlacedError if the law of the characteristic cannot be drawn */
  #drawn(key: string, name: string, sampler: (key: string) => Sampler): Memory {
    const at = this.#memories.column(key);
    if (!this.#made.has(at)) {
      this.#made.add(at);
      const { law, path } = this.#numeric(name);
      this.numbers.push({ sampler: drawn(law.name, path, () => sampler(`${key} ${law.key}`)), memory: at });
    }
    return at;
  }
}
