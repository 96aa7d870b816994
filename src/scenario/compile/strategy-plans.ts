import type { Problem } from '../../language/problem.ts';
import type { Plan, Readout, TimesReadout } from '../../plan.ts';
import type { Model } from '../model.ts';
import { type Asked, askedOf } from './asked.ts';
import { attempt } from './attempt.ts';
import { fill } from './fill.ts';
import { KeptTables } from './kept-tables.ts';
import { lay, type Structure } from './lay.ts';
import { CountingNotebook } from './notebooks/counting.ts';
import { TimesNotebook } from './notebooks/times.ts';
import { together } from './notebooks/together.ts';
import { mustFit } from './too-large.ts';

/**
 * The plans of one strategy for one set of numbers after the other. The structure is laid for the first; others are filled
 * into it, as long as they change nothing in it, and then the plan is the very one that compiling anew would give.
 */
export class StrategyPlans {
  /** why the structure was laid anew, each time but the first: the question that the numbers answered otherwise */
  readonly relaid: string[] = [];
  readonly #asked: Asked;
  readonly #tables: KeptTables;
  readonly #ownsTables: boolean;
  #structure: Structure<[Readout, TimesReadout]> | undefined;

  /**
   * @param asked everything unless given
   * @param tables shared with the plans of other strategies of the same numbers, whose owner says when other numbers come;
   *   its own unless given
   */
  constructor(asked: Asked = {}, tables?: KeptTables) {
    this.#asked = asked;
    this.#tables = tables ?? new KeptTables();
    this.#ownsTables = tables === undefined;
  }

  /**
   * @param model without errors; of the same scenario and strategy as those before, with other numbers
   * @returns the plan, and what only shows once ratios are applied: chances that no longer sum; no plan, and why, when it
   *   would be too large
   * @throws RangeError for an endpoint or subgroup that the model does not have
   */
  compile(model: Model): { plan: Plan | undefined; problems: Problem[] } {
    const { made: plan, problems } = attempt((complain) => {
      const wanted = askedOf(model, this.#asked);
      const structure = this.#structureFor(wanted);
      if (this.#ownsTables) this.#tables.next();
      const graph = fill(structure, wanted, complain, this.#tables);
      mustFit(graph);
      const [readout, times] = structure.readout;
      const { hasFixedTimes } = structure;
      return {
        ...{ strategy: model.strategy, graph, readout },
        ...(this.#asked.times && { times }),
        ...(hasFixedTimes && { hasFixedTimes }),
      };
    });
    return { plan, problems };
  }

  #structureFor(model: Model): Structure<[Readout, TimesReadout]> {
    const changed = this.#structure?.questions.changedIn(model);
    if (changed !== undefined) this.relaid.push(changed);
    if (!this.#structure || changed !== undefined) this.#structure = layPlan(model, this.#asked);
    return this.#structure;
  }
}

/** The structure of what a run counts, and of patients' own times where they are asked for. */
export function layPlan(model: Model, asked: Asked = {}): Structure<[Readout, TimesReadout]> {
  return lay(model, (keeps, chances) =>
    together(
      new CountingNotebook(model, keeps, chances, asked),
      new TimesNotebook(model, keeps, asked.times ?? { endpoints: [] }),
    ),
  );
}
