import type { Problem } from '../../language/problem.ts';
import type { Plan } from '../../plan.ts';
import type { Model } from '../model.ts';
import { type Asked, askedOf } from './asked.ts';
import { fill } from './fill.ts';
import { KeptTables } from './kept-tables.ts';
import { lay, type Structure } from './lay.ts';
import { PlacedError } from './placed-error.ts';
import { mustFit } from './too-large.ts';

/**
 * The plans of one strategy for one set of numbers after the other. The structure is laid for the first; others are filled
 * into it, as long as they change nothing in it, and then the plan is the very one that compiling anew would give.
 */
export class StrategyPlans {
  /** why the structure was laid anew, each time but the first: the question that the numbers answered otherwise */
  readonly relaid: string[] = [];
  readonly #asked: Asked;
  readonly #tables = new KeptTables();
  #structure: Structure | undefined;

  /** @param asked everything unless given */
  constructor(asked: Asked = {}) {
    this.#asked = asked;
  }

  /**
   * @param model without errors; of the same scenario and strategy as those before, with other numbers
   * @returns the plan, and what only shows once ratios are applied: chances that no longer sum; no plan, and why, when it
   *   would be too large
   * @throws RangeError for an endpoint or subgroup that the model does not have
   */
  compile(model: Model): { plan: Plan | undefined; problems: Problem[] } {
    const problems = new Map<string, Problem>();
    const complain = (path: Problem['path'], message: string) =>
      problems.set(`${path.join('.')} ${message}`, { path, message, severity: 'error' });
    let plan: Plan | undefined;
    try {
      const wanted = askedOf(model, this.#asked);
      const structure = this.#structureFor(wanted);
      this.#tables.next();
      const graph = fill(structure, wanted, complain, this.#tables);
      mustFit(graph);
      plan = {
        strategy: model.strategy,
        graph,
        readout: structure.readout,
        ...(hasFixedTimes(wanted) && { hasFixedTimes: true }),
      };
    } catch (error) {
      if (!(error instanceof PlacedError)) throw error;
      complain(error.path, error.message);
    }
    return { plan, problems: [...problems.values()] };
  }

  #structureFor(model: Model): Structure {
    const changed = this.#structure?.questions.changedIn(model);
    if (changed !== undefined) this.relaid.push(changed);
    if (!this.#structure || changed !== undefined) this.#structure = lay(model, this.#asked);
    return this.#structure;
  }
}

function hasFixedTimes({ states, timers }: Model): boolean {
  const isFixed = (name: string) => name === 'fixed';
  return (
    timers.some(({ law }) => isFixed(law.name)) ||
    states.some(({ transitions }) =>
      transitions.some(({ time }) => time.kind === 'law' && isFixed(time.law.name)),
    )
  );
}
