import type { Problem } from '../../language/problem.ts';
import type { Claim, EvidenceSource, Path } from './claims.ts';

/** What a rule looks at: the file, and its numbers already collected. */
export interface Sheet {
  file: EvidenceSource;
  claims: Claim[];
}

/** One thing that can be wrong with published figures. */
export interface Rule {
  name: string;
  /** what holds in a sound file, in a sentence */
  about: string;
  check(sheet: Sheet): Problem[];
}

export const error = (path: Path, message: string): Problem => ({ path, message, severity: 'error' });
export const warning = (path: Path, message: string): Problem => ({ path, message, severity: 'warning' });
