import type { Scenario } from '../scenario/schema/index.ts';

/** The posterior file behind an answer, for its provenance; nothing where the scenario names none. */
export function posteriorOf({ posteriorRows }: Scenario): {
  posterior?: { file: string; sha256: string; rows: number };
} {
  if (!posteriorRows?.source) return {};
  return { posterior: { ...posteriorRows.source, rows: posteriorRows.rows } };
}
