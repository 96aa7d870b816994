import type { Memory, Timer } from '../../kernel/graph.ts';

/** The memory columns of each patient and the timers: each name has an index, in the order of first use. */
export class Memories {
  readonly #columns = new Map<string, Memory>();
  readonly #timers = new Map<string, Timer>();

  /** An independent copy, to which further columns and timers can be added. */
  copy(): Memories {
    const copy = new Memories();
    for (const [key, at] of this.#columns) copy.#columns.set(key, at);
    for (const [name, at] of this.#timers) copy.#timers.set(name, at);
    return copy;
  }

  get columns(): number {
    return this.#columns.size;
  }

  /** Names of the timers, by index. */
  get timers(): string[] {
    return [...this.#timers.keys()];
  }

  /** Column of the time at which an endpoint ended. */
  endpoint(name: string): Memory {
    return this.column(`endpoint ${name}`);
  }

  /** Column of the time of the last entry into any of these states. */
  lastEntry(states: readonly string[]): Memory {
    return this.column(`since ${states.join(' ')}`);
  }

  timer(name: string): Timer {
    return numberIn(this.#timers, name);
  }

  column(key: string): Memory {
    return numberIn(this.#columns, key);
  }
}

function numberIn(numbers: Map<string, number>, key: string): number {
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  return number;
}
