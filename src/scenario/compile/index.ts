import type { Plan } from '../../plan.ts';
import type { Model } from '../model.ts';
import type { Problem } from '../problem.ts';
import { type Asked, askedOf } from './asked.ts';
import { fill } from './fill.ts';
import { lay } from './lay.ts';
import { PlacedError } from './placed-error.ts';
import { mustFit } from './too-large.ts';

/**
 * Turn one strategy of a scenario into columns: its structure is laid, then its numbers are filled in.
 *
 * @param model without errors
 * @param asked everything unless given
 * @returns the plan, and what only shows once ratios are applied: chances that no longer sum; no plan, and why, when it
 *   would be too large
 * @throws RangeError for an endpoint or subgroup that the model does not have
 */
export function compile(model: Model, asked: Asked = {}): { plan: Plan | undefined; problems: Problem[] } {
  const problems = new Map<string, Problem>();
  const complain = (path: Problem['path'], message: string) =>
    problems.set(`${path.join('.')} ${message}`, { path, message, severity: 'error' });
  let plan: Plan | undefined;
  try {
    const wanted = askedOf(model, asked);
    const structure = lay(wanted, asked);
    const graph = fill(structure, wanted, complain);
    mustFit(graph);
    plan = { strategy: model.strategy, graph, readout: structure.readout };
  } catch (error) {
    if (!(error instanceof PlacedError)) throw error;
    complain(error.path, error.message);
  }
  return { plan, problems: [...problems.values()] };
}
