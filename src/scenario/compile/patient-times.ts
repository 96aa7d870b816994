import type { Graph } from '../../kernel/graph.ts';
import type { Problem } from '../../language/problem.ts';
import type { TimesReadout } from '../../plan.ts';
import type { Model } from '../model.ts';
import { type AskedTimes, askedOf } from './asked.ts';
import { attempt } from './attempt.ts';
import type { DrawnNumber } from './columns.ts';
import { fill } from './fill.ts';
import { KeptTables } from './kept-tables.ts';
import { lay } from './lay.ts';
import { TimesNotebook } from './notebooks/times.ts';
import { mustFit } from './too-large.ts';

/** Patients' own times under a strategy, of whom nothing is counted. */
export interface PatientTimes {
  strategy: string;
  times: TimesReadout;
  /** up to when times are known */
  horizon: number;
  /**
   * The graph that makes them; the same one where the same is drawn.
   *
   * @param drawn numbers drawn for each patient besides
   * @returns with these numbers behind all other outcomes, in order
   */
  graph(drawn: readonly DrawnNumber[]): Graph;
}

/**
 * Compile a strategy for its patients' own times alone: what nobody asks for is not told apart, and whoever has no more
 * to tell leaves. A large model has a tenth of its nodes so.
 *
 * @param model without errors
 * @returns undefined, and why, where it would be too large
 * @throws RangeError for an endpoint, state or subgroup that the model does not have
 */
export function patientTimes(
  model: Model,
  asked: AskedTimes,
): { times: PatientTimes | undefined; problems: Problem[] } {
  const { made, problems } = attempt((complain): PatientTimes => {
    const { endpoints, member } = asked;
    const subgroups = member === undefined ? [] : [member];
    const wanted = askedOf(model, { endpoints, subgroups, shares: false });
    const structure = lay(wanted, (keeps) => new TimesNotebook(wanted, keeps, asked));
    const tables = new KeptTables();
    const filled = new Map<string, Graph>();
    const graph = (drawn: readonly DrawnNumber[]): Graph => {
      const key = JSON.stringify(drawn.map((one) => [one.stream, one.key]));
      let found = filled.get(key);
      if (!found) {
        tables.next();
        found = fill(structure, wanted, complain, tables, drawn);
        filled.set(key, found);
      }
      return found;
    };
    mustFit(graph([]));
    return { strategy: model.strategy, times: structure.readout, horizon: model.horizon, graph };
  });
  return { times: made, problems };
}
