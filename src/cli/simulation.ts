import { type GeneratorName, generators } from '../kernel/generators.ts';
import { type EngineName, engines, fastestEngine } from '../kernel/primitives/index.ts';
import { readThreads, workingEngine } from './arguments.ts';
import type { OptionTable } from './option-table.ts';

/**
 * Options of all commands that simulate. They are texts, since users may write 1e6 or 250k; `arguments.ts` parses them.
 */
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
    choices: engines.map(({ name }) => name),
    describe: 'Implementation of the inner loops; both give the same counts',
    defaultDescription: 'the fastest that works here',
  },
  generator: {
    choices: generators.map(({ name }) => name),
    default: 'triple32',
    describe: 'Random number generator; philox is for auditing: figures must agree within their MCSE',
  },
  at: {
    type: 'string',
    describe: 'Landmark times, such as 12,24,36',
    defaultDescription: "the scenario's",
  },
} as const satisfies OptionTable;

export interface SimulationArguments {
  seed: string;
  threads?: string;
  engine?: EngineName;
  generator: GeneratorName;
}

export interface Simulation {
  seed: string;
  engine: EngineName;
  generator: GeneratorName;
  /** undefined: as many as pay */
  threads?: number;
}

/** @throws UsageError for an impossible value */
export function readSimulation({ seed, threads, engine, generator }: SimulationArguments): Simulation {
  return {
    seed,
    engine: engine === undefined ? fastestEngine() : workingEngine(engine),
    generator,
    threads: threads === undefined ? undefined : readThreads(threads),
  };
}
