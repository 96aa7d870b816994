import type { Reading } from '../../patients/index.ts';
import type { Analysis } from '../../study/analyse/index.ts';

/** What `analyse --json` prints: see `sojourn schema analysis`. */
export interface AnalysisFile extends Analysis {
  provenance: {
    program: 'sojourn';
    version: string;
    /** rows: patients who were analysed */
    data: { file: string; sha256: string; rows: number };
    columns: Reading['columns'];
    /** how the file was understood */
    reading: Omit<Reading, 'columns'>;
    /** patients whose times were tied with a time that only rounding tells apart; null where that was not wanted */
    nearTies: number | null;
  };
}
