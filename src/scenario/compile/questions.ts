import type { Model } from '../model.ts';

/**
 * The only way in which a structure depends on the model's numbers: which branches have a chance, which levels have
 * different ratios, which transitions are possible. The questions can be repeated for other numbers: if all answers are
 * equal, the structure is valid for them too.
 */
export class Questions {
  readonly #model: Model;
  readonly #asked = new Map<string, { question: (model: Model) => unknown; answer: unknown }>();

  constructor(model: Model) {
    this.#model = model;
  }

  /**
   * The answer for the model for which the structure is laid.
   *
   * @param key identifies the question: equal keys mean equal questions
   * @param question a function of the model alone, whose answer is plain JSON
   */
  ask<T>(key: string, question: (model: Model) => T): T {
    const known = this.#asked.get(key);
    if (known) return known.answer as T;
    const answer = question(this.#model);
    this.#asked.set(key, { question, answer });
    return answer;
  }

  /**
   * The key of the first question that another model answers differently; undefined if the structure is valid for it.
   *
   * @param model of the same scenario and strategy, with other numbers
   */
  changedIn(model: Model): string | undefined {
    for (const [key, { question, answer }] of this.#asked) {
      if (!areEqual(question(model), answer)) return key;
    }
    return undefined;
  }
}

/** Of plain JSON. */
function areEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (!Array.isArray(a) || !Array.isArray(b)) return JSON.stringify(a) === JSON.stringify(b);
  return a.length === b.length && a.every((one, i) => areEqual(one, b[i]));
}
