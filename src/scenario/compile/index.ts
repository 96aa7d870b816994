import type { Plan } from '../../plan.ts';
import type { Model } from '../model.ts';
import type { Problem } from '../problem.ts';
import { Columns } from './columns.ts';
import { mergeTracks } from './merge-tracks.ts';
import { Packer } from './pack.ts';
import { PlacedError } from './placed-error.ts';
import { Recorder } from './recorder.ts';
import { mustFit } from './too-large.ts';
import { walk } from './walk.ts';

/**
 * Turn one strategy of a scenario into columns.
 *
 * @param model without errors
 * @returns the plan, and what only shows once ratios are applied: chances that no longer sum; no plan, and why, when it
 *   would be too large
 */
export function compile(model: Model): { plan: Plan | undefined; problems: Problem[] } {
  const problems = new Map<string, Problem>();
  const complain = (path: Problem['path'], message: string) =>
    problems.set(`${path.join('.')} ${message}`, { path, message, severity: 'error' });
  let plan: Plan | undefined;
  try {
    plan = planOf(model, complain);
    mustFit(plan.graph);
  } catch (error) {
    if (!(error instanceof PlacedError)) throw error;
    complain(error.path, error.message);
    plan = undefined;
  }
  return { plan, problems: [...problems.values()] };
}

/** @throws PlacedError for what cannot be laid out */
function planOf(model: Model, complain: (path: Problem['path'], message: string) => void): Plan {
  const packer = new Packer();
  const columns = new Columns(model, packer);
  const recorder = new Recorder(model, columns);
  for (const { transitions } of model.states) {
    for (const { time } of transitions) {
      if (time.kind === 'law' && time.clock.kind === 'since') columns.lastEntry(time.clock.states);
    }
  }
  const { nodes, root, visits } = walk(model, packer, columns, recorder, complain);
  const plan: Plan = {
    strategy: model.strategy,
    graph: {
      nodes,
      root,
      streams: packer.streams,
      tables: packer.tables(),
      timers: columns.timers,
      numbers: columns.numbers,
      memories: columns.memories,
      outcomes: [],
      visits,
      tracks: recorder.tracks,
      counters: recorder.counters,
      grid: {
        rows: model.horizon * model.rowsPerUnit + 1,
        perUnit: model.rowsPerUnit,
        horizon: model.horizon,
      },
    },
    readout: recorder.readout(),
  };
  return mergeTracks(plan);
}
