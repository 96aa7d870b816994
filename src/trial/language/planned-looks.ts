import type { Look } from '../design.ts';
import type { Path } from './problems.ts';
import type { RawAnalysis } from './schema.ts';

/** The analyses of a design as its file gives them. */
export interface PlannedLooks {
  looks: Look[];
  /** planned events of the whole trial, if looks are by events or by information */
  events?: number;
  /** whether a look is defined by its events alone, apart from the end of follow-up */
  byEvents: boolean[];
  /** information fraction of each look in the file; undefined if not given */
  fractions: (number | undefined)[];
  /** path of each look in the file */
  paths: Path[];
}

/** The events of an analysis of a design with one endpoint; those by endpoint belong to a design with hypotheses. */
export function eventsAlone({ events }: RawAnalysis): number | undefined {
  return typeof events === 'number' ? events : undefined;
}
