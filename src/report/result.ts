import type { RunResult, StrategyResult } from '../run/run.ts';

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
  engine: 'typescript';
  generator: 'triple32';
  /** of the counts of all strategies: equal for equal seed, n and scenario on any machine */
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
  { strategies, tallies, fingerprint }: RunResult,
  rest: Omit<Provenance, 'program' | 'n' | 'fingerprint' | 'engine' | 'generator'>,
): ResultFile {
  const { version, scenario, seed, threads, seconds, patientsPerSecond } = rest;
  return {
    provenance: {
      program: 'sojourn',
      version,
      scenario,
      seed,
      n: Math.max(...Object.values(tallies).map(({ n }) => n)),
      threads,
      engine: 'typescript',
      generator: 'triple32',
      fingerprint,
      seconds,
      patientsPerSecond,
    },
    strategies,
  };
}
