import { readFileSync } from 'node:fs';
import { estimate } from '../../src/estimates/index.ts';
import { fingerprint } from '../../src/fingerprint.ts';
import { type EngineName, fastestEngine } from '../../src/kernel/primitives/index.ts';
import type { Plan } from '../../src/plan.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { questionsOf } from '../../src/run/run.ts';
import { simulate } from '../../src/run/simulate.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { sumTracks, type Tally } from '../../src/tally.ts';
import { poolExecutor } from '../../workers/pool/pool.ts';
import type { GrowthName, Point } from './points.ts';
import { chainOf, withStrategies } from './scenarios.ts';

/** The costs of a point, in seconds. */
export interface Costs {
  /** from the text to the plans of all strategies */
  compile: number;
  /** until all threads run; 0 if the work is done in this process */
  start: number;
  simulate: number;
  /** all figures that `sojourn run` prints, of all strategies */
  estimate: number;
}

export interface Measured extends Costs {
  engine: EngineName;
  threads: number;
  /** entries into states, over all patients and strategies */
  moves: number;
  fingerprint: string;
}

const SEED = '1';

/**
 * Does the work of a point, as `sojourn run` would, and times its parts.
 *
 * @param benchmark path of scenarios/benchmark.yaml
 * @throws Error if anything is wrong with the scenario, including its evidence
 */
export async function measurePoint(point: Point, benchmark: string): Promise<Measured> {
  const text = textOf(point, benchmark);
  const costs: Costs = { compile: 0, start: 0, simulate: 0, estimate: 0 };
  const timed = async <T>(part: keyof Costs, act: () => T | Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await act();
    costs[part] += (performance.now() - started) / 1000;
    return result;
  };

  const { scenario, plans, errors, evidence } = await timed('compile', () => checkScenario(text));
  const [problem] = [...errors, ...evidence];
  if (!scenario || problem)
    throw new Error(`generated scenario:${problem?.line}:${problem?.column} ${problem?.message}`);

  const engine = fastestEngine();
  const executor = executorFor(point.growth);
  const all = Object.values(plans);
  const tallies: Tally[] = [];
  const questions = questionsOf(scenario);
  const times = Array.from({ length: scenario.time.horizon + 1 }, (_, month) => month);
  try {
    if (executor.threads > 1)
      await timed('start', () => simulate(all[0]!, { seed: SEED, n: 1, executor, engine }));
    for (const plan of all) {
      const tally = await timed('simulate', () =>
        simulate(plan, { seed: SEED, n: point.patients, executor, engine }),
      );
      await timed('estimate', () => estimate(plan, tally, questions, times));
      // a run keeps all tallies, so they are part of its memory
      tallies.push(tally);
    }
  } finally {
    await executor.close();
  }
  return {
    ...costs,
    engine,
    threads: executor.threads,
    moves: all.reduce((sum, plan, i) => sum + movesOf(plan, tallies[i]!), 0),
    fingerprint: fingerprint(tallies),
  };
}

function textOf({ growth, size }: Point, benchmark: string): string {
  const texts: Record<GrowthName, () => string> = {
    patients: () => readFileSync(benchmark, 'utf8'),
    strategies: () => withStrategies(readFileSync(benchmark, 'utf8'), size),
    states: () => chainOf(size),
  };
  return texts[growth]();
}

/** The strategies' cohorts are smaller than a chunk, so threads cannot share them. */
function executorFor(growth: GrowthName) {
  return growth === 'strategies' ? inlineExecutor() : poolExecutor();
}

function movesOf({ graph, readout }: Plan, tally: Tally): number {
  return readout.states
    .flatMap(({ entries }) => [
      // the last row has the times after the horizon, which do not happen
      ...sumTracks(tally, entries).subarray(0, graph.grid.rows),
    ])
    .reduce((sum, count) => sum + count, 0);
}
