import type { Plan } from '../../plan.ts';
import type { Model } from '../model.ts';
import type { Problem } from '../problem.ts';
import { Columns } from './columns.ts';
import { mergeTracks } from './merge-tracks.ts';
import { Packer } from './pack.ts';
import { Recorder } from './recorder.ts';
import { walk } from './walk.ts';

/**
 * Turn one strategy of a scenario into columns.
 *
 * @param model without errors
 * @returns the plan, and what only shows once ratios are applied: chances that no longer sum
 * @throws RangeError when the scenario keeps more combinations apart than can be laid out
 */
export function compile(model: Model): { plan: Plan; problems: Problem[] } {
  const problems = new Map<string, Problem>();
  const complain = (path: Problem['path'], message: string) =>
    problems.set(`${path.join('.')} ${message}`, { path, message, severity: 'error' });
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
  return { plan: mergeTracks(plan), problems: [...problems.values()] };
}
