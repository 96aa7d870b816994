import type { Problem } from '../../language/problem.ts';
import type { Plan, Readout, TimesReadout } from '../../plan.ts';
import type { Model } from '../model.ts';
import { type Parts, partsOf, resolveAgain } from '../resolve/again.ts';
import type { Scenario } from '../schema/index.ts';
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
 * The plans of one strategy for a series of parameter sets. The structure is laid for the first set. Later sets are
 * filled into it unless they change the structure; the plan equals the one that compiling anew would give.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, planOf, StrategyPlans, withOverrides } from 'sojourn';
 *
 * const { scenario } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const own = new StrategyPlans({ endpoints: ['survival'] });
 * for (const value of [0.02, 0.03]) {
 *   const changed = withOverrides(scenario!, [{ parameter: 'falls-ill', value }]);
 *   planOf(changed, 'usual-care', own);
 * }
 * console.log(own.relaid.length);
 * // 0
 * ```
 */
export class StrategyPlans {
  /** the reasons why the structure was laid anew after the first time: the question whose answer changed */
  readonly relaid: string[] = [];
  readonly #asked: Asked;
  readonly #tables: KeptTables;
  readonly #ownsTables: boolean;
  #structure: Structure<[Readout, TimesReadout]> | undefined;
  #before: { model: Model; wanted: Model; parts: Parts } | undefined;
  /** so much of tables is known to fit beside the counts of the structure */
  #fitting = -1;
  readonly #isOneAtATime: boolean;
  #room: Float64Array | undefined;

  /**
   * @param asked what to count; everything unless given
   * @param tables a cache shared with the plans of other strategies, for which the caller starts each new parameter
   *   set; its own unless given
   * @param options `isOneAtATime`: no plan is used after the next one was asked for, so that its memory may be used again
   */
  constructor(asked: Asked = {}, tables?: KeptTables, { isOneAtATime = false } = {}) {
    this.#isOneAtATime = isOneAtATime;
    this.#asked = asked;
    this.#tables = tables ?? new KeptTables();
    this.#ownsTables = tables === undefined;
  }

  /**
   * @param model one without errors, of the same scenario and strategy as before, with other numbers
   * @returns the plan, with problems that show only after ratios are applied (chances that do not sum to 1); or no
   *   plan, and the reason, if it would be too large
   * @throws RangeError for an endpoint or subgroup that the model does not have
   */
  compile(model: Model): { plan: Plan | undefined; problems: Problem[] } {
    const { made: plan, problems } = attempt((complain) => {
      const wanted = askedOf(model, this.#asked, this.#before?.wanted);
      this.#before ??= { model, wanted, parts: partsOf(model, wanted, this.#asked.shares ?? true) };
      const structure = this.#structureFor(wanted);
      if (this.#ownsTables) this.#tables.next();
      const graph = fill(structure, wanted, complain, this.#tables, [], this.#room);
      if (this.#isOneAtATime && !(this.#room && graph.tables.length <= this.#room.length))
        this.#room = graph.tables;
      if (graph.tables.length > this.#fitting) mustFit(graph);
      this.#fitting = Math.max(this.#fitting, graph.tables.length);
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

  /**
   * The model of a scenario with other numbers, without what no plan of the strategy takes; undefined before the first plan.
   *
   * @param scenario whose names and conditions are those of the first plan's
   */
  resolve(scenario: Scenario): ReturnType<typeof resolveAgain> | undefined {
    return this.#before && resolveAgain(this.#before.model, scenario, this.#before.parts);
  }

  #structureFor(model: Model): Structure<[Readout, TimesReadout]> {
    const changed = this.#structure?.questions.changedIn(model);
    if (changed !== undefined) this.relaid.push(changed);
    if (!this.#structure || changed !== undefined) {
      this.#structure = layPlan(model, this.#asked);
      this.#fitting = -1;
    }
    return this.#structure;
  }
}

/** The structure for the counts of a run, and for individual times where they are asked for. */
export function layPlan(model: Model, asked: Asked = {}): Structure<[Readout, TimesReadout]> {
  return lay(model, (keeps, chances) =>
    together(
      new CountingNotebook(model, keeps, chances, asked),
      new TimesNotebook(model, keeps, asked.times ?? { endpoints: [] }),
    ),
  );
}
