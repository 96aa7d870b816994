import type { Problem } from '../../language/problem.ts';
import type { Claim, EvidenceSource, Path } from './claims.ts';

/** The input of a rule: the file, and its numbers. */
export interface Sheet {
  file: EvidenceSource;
  claims: Claim[];
}

/** One way in which published figures can be wrong. */
export interface Rule {
  name: string;
  /** a sentence that is true of a sound file */
  about: string;
  check(sheet: Sheet): Problem[];
}

export const error = (path: Path, message: string): Problem => ({ path, message, severity: 'error' });
export const warning = (path: Path, message: string): Problem => ({ path, message, severity: 'warning' });
