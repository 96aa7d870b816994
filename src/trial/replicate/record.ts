import type { TrialDesign } from '../design.ts';
import type { AdaptiveCourse } from './adaptive/conduct.ts';
import { type AdaptationRecord, adaptationRecord } from './adaptive/record.ts';
import type { Course } from './conduct.ts';
import type { TrialColumns } from './trial-columns.ts';

/** The results of all replicates, in their order; statistics are computed from them. */
export interface TrialRecord {
  replicates: number;
  /** the look at which each replicate stopped, and the reason */
  stopped: Uint8Array;
  decision: Uint8Array;
  estimate: Float64Array;
  screened: Float64Array;
  /** one value for each look of each replicate, up to the look at which it stopped */
  time: Float64Array;
  events: Float64Array;
  patients: Float64Array;
  z: Float64Array;
  short: Uint8Array;
  skipped: Uint8Array;
  /** what rules did; undefined without rules */
  adapted?: AdaptationRecord;
  add(course: Course, trial: TrialColumns): void;
  /** Makes room for so many replicates more. */
  reserve(count: number): void;
}

export function recordOf({ looks, adaptation }: TrialDesign): TrialRecord {
  const width = looks.length;
  let capacity = 1024;
  const record: TrialRecord = {
    replicates: 0,
    stopped: new Uint8Array(capacity),
    decision: new Uint8Array(capacity),
    estimate: new Float64Array(capacity),
    screened: new Float64Array(capacity),
    time: new Float64Array(capacity * width),
    events: new Float64Array(capacity * width),
    patients: new Float64Array(capacity * width),
    z: new Float64Array(capacity * width),
    short: new Uint8Array(capacity * width),
    skipped: new Uint8Array(capacity * width),
    ...(adaptation && { adapted: adaptationRecord(width) }),
    add(course, trial) {
      if (record.replicates === capacity) grow();
      const r = record.replicates++;
      record.stopped[r] = course.stopped;
      record.decision[r] = course.decision;
      record.estimate[r] = course.estimate[course.stopped]!;
      record.screened[r] = trial.screened;
      for (let k = 0; k <= course.stopped; k++) {
        const at = r * width + k;
        record.time[at] = course.time[k]!;
        record.events[at] = course.events[k]!;
        record.patients[at] = course.patients[k]!;
        record.z[at] = course.z[k]!;
        record.short[at] = course.short[k]!;
        record.skipped[at] = course.skipped[k]!;
      }
      record.adapted?.add(course as AdaptiveCourse);
    },
    reserve(count) {
      while (record.replicates + count > capacity) grow();
    },
  };
  function grow(): void {
    capacity *= 2;
    const larger = <T extends Uint8Array | Float64Array>(column: T, size: number): T => {
      const grown = new (column.constructor as new (size: number) => T)(size);
      grown.set(column);
      return grown;
    };
    for (const key of ['stopped', 'decision'] as const) record[key] = larger(record[key], capacity);
    for (const key of ['estimate', 'screened'] as const) record[key] = larger(record[key], capacity);
    for (const key of ['time', 'events', 'patients', 'z'] as const)
      record[key] = larger(record[key], capacity * width);
    for (const key of ['short', 'skipped'] as const) record[key] = larger(record[key], capacity * width);
  }
  return record;
}
