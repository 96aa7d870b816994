/**
 * What is kept of each patient in a memory column, and the timers that are asked for: a number for each name, in the
 * order in which they are first asked for.
 */
export class Memories {
  readonly #columns = new Map<string, number>();
  readonly #timers = new Map<string, number>();

  /** Those of another, and whatever is asked for next. */
  copy(): Memories {
    const copy = new Memories();
    for (const [key, at] of this.#columns) copy.#columns.set(key, at);
    for (const [name, at] of this.#timers) copy.#timers.set(name, at);
    return copy;
  }

  get columns(): number {
    return this.#columns.size;
  }

  /** Names of the timers, by number. */
  get timers(): string[] {
    return [...this.#timers.keys()];
  }

  /** Time at which an endpoint ended. */
  endpoint(name: string): number {
    return this.column(`endpoint ${name}`);
  }

  /** Time of the last entry into any of these states. */
  lastEntry(states: readonly string[]): number {
    return this.column(`since ${states.join(' ')}`);
  }

  timer(name: string): number {
    return numberIn(this.#timers, name);
  }

  column(key: string): number {
    return numberIn(this.#columns, key);
  }
}

function numberIn(numbers: Map<string, number>, key: string): number {
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  return number;
}
