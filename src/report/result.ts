import type { RunResult, StrategyResult } from '../run/run.ts';

/** Where a result comes from: enough to get it again. */
export interface Provenance {
  program: 'sojourn';
  version: string;
  scenario: { file: string; sha256: string; title: string };
  seed: string;
  /** patients of each strategy */
  n: Record<string, number>;
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
      n: Object.fromEntries(Object.entries(tallies).map(([name, { n }]) => [name, n])),
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
