import type { Look } from '../design.ts';
import type { Path } from './problems.ts';

/** The analyses of a design as they stand in its file. */
export interface PlannedLooks {
  looks: Look[];
  /** planned, where looks are by events or their share */
  events?: number;
  /** whether a look is at its events and nothing else but the end of follow-up */
  byEvents: boolean[];
  /** of each look as the file gives them; undefined where it does not */
  fractions: (number | undefined)[];
  /** where each look stands in the file */
  paths: Path[];
}
