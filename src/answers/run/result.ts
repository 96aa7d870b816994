import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import type { RunResult, StrategyResult } from '../../run/run.ts';

/** Where a result comes from: enough to get it again. */
export interface Provenance {
  program: 'sojourn';
  version: string;
  scenario: { file: string; sha256: string; title: string };
  seed: string;
  /** patients of each strategy; where a precision was asked for, of the one that took most */
  n: number;
  threads: number;
  /** which primitives did the work */
  engine: EngineName;
  generator: GeneratorName;
  /** of the counts of all strategies: equal for equal seed, n, generator and scenario on any machine */
  fingerprint: string;
  seconds: number;
  patientsPerSecond: number;
}

/** What `run --json` prints and `--out` writes: see `sojourn schema result`. */
export interface ResultFile {
  provenance: Provenance;
  strategies: Record<string, StrategyResult>;
}

export function resultFile(
  { strategies, fingerprint }: RunResult,
  rest: Omit<Provenance, 'program' | 'n' | 'fingerprint'>,
): ResultFile {
  const { version, scenario, seed, threads, engine, generator, seconds, patientsPerSecond } = rest;
  return {
    provenance: {
      program: 'sojourn',
      version,
      scenario,
      seed,
      n: Math.max(...Object.values(strategies).map(({ n }) => n)),
      threads,
      engine,
      generator,
      fingerprint,
      seconds,
      patientsPerSecond,
    },
    strategies,
  };
}
