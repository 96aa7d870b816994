import type { Graph } from '../../kernel/graph.ts';
import type { Problem } from '../../language/problem.ts';
import type { TimesReadout } from '../../plan.ts';
import type { Model } from '../model.ts';
import { type Parts, partsOf, resolveAgain } from '../resolve/again.ts';
import type { Scenario } from '../schema/index.ts';
import { type AskedTimes, askedOf } from './asked.ts';
import { attempt } from './attempt.ts';
import type { DrawnNumber } from './columns.ts';
import { fill } from './fill.ts';
import { KeptTables } from './kept-tables.ts';
import { lay, type Structure } from './lay.ts';
import { TimesNotebook } from './notebooks/times.ts';
import { mustFit } from './too-large.ts';

/** The individual times of patients under a strategy, without counts. */
export interface PatientTimes {
  strategy: string;
  times: TimesReadout;
  /** times are known up to here */
  horizon: number;
  /**
   * The graph that simulates them. Calls with equal `drawn` return the same graph.
   *
   * @param drawn further numbers to draw for each patient
   * @returns a graph whose outcomes end with these numbers, in order
   */
  graph(drawn: readonly DrawnNumber[]): Graph;
}

/**
 * What is kept of one strategy from one set of numbers to the next: the structure, as long as the numbers change nothing in it,
 * and tables. The times are the very ones that compiling anew would give.
 */
export class KeptTimes {
  readonly tables = new KeptTables();
  #structure: Structure<TimesReadout> | undefined;
  #before: { model: Model; parts: Parts } | undefined;

  /**
   * The model of a scenario with other numbers, without what no times depend on; undefined before the first times.
   *
   * @param scenario whose names and conditions are those of the first times'
   */
  resolve(scenario: Scenario): ReturnType<typeof resolveAgain> | undefined {
    return this.#before && resolveAgain(this.#before.model, scenario, this.#before.parts);
  }

  /**
   * @param model with all its parts
   * @param wanted the same without the parts that nobody asks for
   * @returns the structure, and whether it is a new one
   */
  structureFor(
    model: Model,
    wanted: Model,
    asked: AskedTimes,
  ): { structure: Structure<TimesReadout>; isNew: boolean } {
    this.#before ??= { model, parts: partsOf(model, wanted, false) };
    const known = this.#structure;
    if (known && known.questions.changedIn(wanted) === undefined) return { structure: known, isNew: false };
    this.#structure = lay(wanted, (keeps) => new TimesNotebook(wanted, keeps, asked));
    return { structure: this.#structure, isNew: true };
  }
}

/**
 * Compiles a strategy for individual times alone. Patients are split only by what is asked, and leave when all their
 * times are known: a large model has a tenth of its nodes.
 *
 * @param model one without errors
 * @param kept of the same strategy and the same `asked` with other numbers
 * @returns undefined, and the reason, if the graph would be too large
 * @throws RangeError for an endpoint, state or subgroup that the model does not have
 */
export function patientTimes(
  model: Model,
  asked: AskedTimes,
  kept = new KeptTimes(),
): { times: PatientTimes | undefined; problems: Problem[] } {
  const { made, problems } = attempt((complain): PatientTimes => {
    const { endpoints, member, members = [], proportions = [] } = asked;
    const subgroups = member === undefined ? members : [...new Set([...members, member])];
    const wanted = askedOf(model, { endpoints, subgroups, shares: false, proportions });
    const { structure, isNew } = kept.structureFor(model, wanted, asked);
    const { tables } = kept;
    const filled = new Map<string, Graph>();
    const graph = (drawn: readonly DrawnNumber[]): Graph => {
      const key = JSON.stringify(drawn.map(({ stream, key }) => [stream, key]));
      let filledGraph = filled.get(key);
      if (!filledGraph) {
        tables.next();
        filledGraph = fill(structure, wanted, complain, tables, drawn);
        filled.set(key, filledGraph);
      }
      return filledGraph;
    };
    if (isNew) mustFit(graph([]));
    return { strategy: model.strategy, times: structure.readout, horizon: model.horizon, graph };
  });
  return { times: made, problems };
}
