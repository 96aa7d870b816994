import type { Path } from './problems.ts';
import type { RawTrial } from './schema.ts';

/** A name of a design, and where it stands. */
export interface Named {
  name: string;
  path: Path;
}

/** The times that the patients of every arm must have: those of endpoints, and of membership in populations. */
export interface WantedTimes {
  /** empty where the design names none */
  endpoints: readonly Named[];
  /** subgroups of the scenario in which hypotheses are tested */
  populations: readonly Named[];
}

/** What a design with one endpoint wants. */
export function wantedOf({ endpoint }: RawTrial): WantedTimes {
  return {
    endpoints: endpoint === undefined ? [] : [{ name: endpoint, path: ['endpoint'] }],
    populations: [],
  };
}
