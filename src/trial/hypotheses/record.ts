import { type Column, growingColumns } from '../growing-columns.ts';
import type { HypothesesCourse } from './conduct.ts';
import type { HypothesesDesign } from './design.ts';

/** The results of all replicates, in their order. */
export interface HypothesesRecord {
  replicates: number;
  /** the look at which each replicate ended */
  stopped: Column;
  success: Column;
  /** by look; up to the look at which the replicate ended */
  time: Column;
  patients: Column;
  /** by look and cohort */
  events: Column;
  /** by look and hypothesis */
  alpha: Column;
  /** by hypothesis */
  rejectedAt: Column;
  estimate: Column;
  add(course: HypothesesCourse): void;
}

const keys = ['time', 'patients', 'events', 'alpha', 'rejectedAt', 'estimate'] as const;

export function hypothesesRecord({ looks, cohorts, hypotheses }: HypothesesDesign): HypothesesRecord {
  const { columns, reach, write } = growingColumns({
    ...{ stopped: 1, success: 1, time: looks.length, patients: looks.length },
    ...{ events: looks.length * cohorts.length, alpha: looks.length * hypotheses.length },
    ...{ rejectedAt: hypotheses.length, estimate: hypotheses.length },
  });
  const record: HypothesesRecord = {
    replicates: 0,
    ...columns,
    add(course) {
      const r = record.replicates++;
      reach(r);
      record.stopped.values[r] = course.stopped;
      record.success.values[r] = Number(course.isSuccess);
      write(r, course, keys);
    },
  };
  return record;
}
