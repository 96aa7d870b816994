/** So many calls within each other, each with some ten frames of the stack, are far from its end. */
const DEEP = 200;

/** Tasks put off: those put off last are done first, several put off at once in their order. */
export class PutOff {
  readonly #tasks: (() => void)[] = [];
  /** put off by the task under way, in order */
  readonly #fresh: (() => void)[] = [];
  #depth = 0;

  add(task: () => void): void {
    this.#fresh.push(task);
  }

  /** Until nothing is left to do. */
  run(): void {
    for (;;) {
      while (this.#fresh.length > 0) this.#tasks.push(this.#fresh.pop()!);
      const task = this.#tasks.pop();
      if (!task) return;
      task();
    }
  }

  /** What a call gives, or where too many are within each other, what is given in its stead. */
  nested<T>(call: () => T, instead: (call: () => T) => T): T {
    if (this.#depth >= DEEP) return instead(call);
    this.#depth++;
    const answer = call();
    this.#depth--;
    return answer;
  }
}
