import type { Model } from '../model.ts';

/**
 * What the structure of a plan takes from the model's numbers: which branches have a chance, which levels ratios tell
 * apart, which transitions can happen. Every such question goes through here, so that it can be asked of other numbers:
 * where all answers are the same, the structure serves them too.
 */
export class Questions {
  readonly #model: Model;
  readonly #asked = new Map<string, { question: (model: Model) => unknown; answer: unknown; text: string }>();

  constructor(model: Model) {
    this.#model = model;
  }

  /**
   * The answer for the model that the structure is laid for.
   *
   * @param key names the question: under one key the same is asked
   * @param question answers in what JSON can tell; must depend on nothing but the model
   */
  ask<T>(key: string, question: (model: Model) => T): T {
    const known = this.#asked.get(key);
    if (known) return known.answer as T;
    const answer = question(this.#model);
    this.#asked.set(key, { question, answer, text: JSON.stringify(answer) });
    return answer;
  }

  /**
   * A question that another model answers otherwise; undefined where the structure serves it as well.
   *
   * @param model of the same scenario and strategy with other numbers
   */
  changedIn(model: Model): string | undefined {
    for (const [key, { question, text }] of this.#asked) {
      if (JSON.stringify(question(model)) !== text) return key;
    }
    return undefined;
  }
}
