import type { Analysis } from '../../study/analyse/index.ts';

/** What `analyse --json` prints: see `sojourn schema analysis`. */
export interface AnalysisFile extends Analysis {
  provenance: {
    program: 'sojourn';
    version: string;
    data: { file: string; sha256: string; rows: number };
    columns: { time: string; status: string; group: string | null; strata: string | null };
  };
}
