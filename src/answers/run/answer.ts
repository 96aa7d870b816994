import type { RunResult } from '../../run/run.ts';
import type { Provenance, RunAnswer } from './schema.ts';

/**
 * The answer of a run, with its provenance.
 *
 * @param set values other than those of the file
 */
export function runAnswer(
  { strategies, fingerprint }: RunResult,
  rest: Omit<Provenance, 'program' | 'n' | 'fingerprint'>,
  set: RunAnswer['set'] = [],
): RunAnswer {
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
    ...(set.length > 0 && { set }),
    strategies,
  };
}
