import type { HypothesesCourse } from './conduct.ts';
import type { HypothesesDesign } from './design.ts';

/** The results of all replicates, in their order; columns grow by doubling. */
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

/** A number of each replicate, or several. */
export interface Column {
  width: number;
  values: Float64Array;
}

export function hypothesesRecord({ looks, cohorts, hypotheses }: HypothesesDesign): HypothesesRecord {
  let capacity = 1024;
  const column = (width: number): Column => ({ width, values: new Float64Array(capacity * width) });
  const record: HypothesesRecord = {
    replicates: 0,
    stopped: column(1),
    success: column(1),
    time: column(looks.length),
    patients: column(looks.length),
    events: column(looks.length * cohorts.length),
    alpha: column(looks.length * hypotheses.length),
    rejectedAt: column(hypotheses.length),
    estimate: column(hypotheses.length),
    add(course) {
      if (record.replicates === capacity) grow();
      const r = record.replicates++;
      record.stopped.values[r] = course.stopped;
      record.success.values[r] = Number(course.isSuccess);
      for (const key of ['time', 'patients', 'events', 'alpha', 'rejectedAt', 'estimate'] as const) {
        const { width, values } = record[key];
        const own = course[key];
        // for so few numbers quicker than to set a part of a column
        for (let k = 0; k < width; k++) values[r * width + k] = own[k]!;
      }
    },
  };
  function grow(): void {
    capacity *= 2;
    for (const column of Object.values(record)) {
      if (typeof column !== 'object') continue;
      const { width, values } = column as Column;
      const grown = new Float64Array(capacity * width);
      grown.set(values);
      (column as Column).values = grown;
    }
  }
  return record;
}
