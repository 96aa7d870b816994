import { availableParallelism } from 'node:os';
import type { Options } from 'yargs';
import type { GeneratorName } from '../kernel/generators.ts';
import { type EngineName, fastestEngine } from '../kernel/primitives/index.ts';
import { adaptiveExecutor } from '../run/adaptive.ts';
import type { Executor } from '../run/executor.ts';
import { readEngine, readGenerator, readThreads } from './arguments.ts';

/** What every command that simulates takes: text, since a person may write 1e6 or 250k; read by `arguments.ts`. */
export const simulationOptions = {
  n: {
    type: 'string',
    describe: 'Patients of each strategy, such as 1000000, 1e6, 250k',
    defaultDescription: '1e6',
  },
  seed: { type: 'string', default: '1', describe: 'Any text; the same seed gives the same counts' },
  threads: {
    type: 'string',
    describe: 'Worker threads',
    defaultDescription: "the machine's, where worth it",
  },
  engine: {
    type: 'string',
    describe: 'wasm or typescript: the loops that do the work; either gives the same counts',
    defaultDescription: 'the fastest that works here',
  },
  generator: {
    type: 'string',
    default: 'triple32',
    describe: 'triple32, or philox as an audit: figures must agree within their MCSE',
  },
  at: {
    type: 'string',
    describe: 'Landmark times, such as 12,24,36',
    defaultDescription: "the scenario's",
  },
} as const satisfies Record<string, Options>;

export interface SimulationArguments {
  n?: string;
  seed: string;
  threads?: string;
  engine?: string;
  generator: string;
  at?: string;
}

export interface Simulation {
  seed: string;
  engine: EngineName;
  generator: GeneratorName;
  /** the executor that was asked for */
  startExecutor(): Promise<Executor>;
}

/** @throws UsageError for what cannot be meant */
export function readSimulation({ seed, threads, engine, generator }: SimulationArguments): Simulation {
  const wanted = threads === undefined ? undefined : readThreads(threads);
  return {
    seed,
    engine: engine === undefined ? fastestEngine() : readEngine(engine),
    generator: readGenerator(generator),
    startExecutor: () => executorFor(wanted),
  };
}

/** As many threads as the user says; where nobody says, as many as are worth it. */
async function executorFor(threads: number | undefined): Promise<Executor> {
  const startPool = async (threads: number) => {
    const { poolExecutor } = await import('../../workers/pool/pool.ts');
    return poolExecutor({ threads });
  };
  if (threads !== undefined) return startPool(threads);
  const most = availableParallelism();
  return adaptiveExecutor({ threads: most, startPool: () => startPool(most) });
}
