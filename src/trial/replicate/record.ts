import type { TrialDesign } from '../design.ts';
import type { Course } from './conduct.ts';
import type { TrialColumns } from './trial-columns.ts';

/** What became of every replicate, in their order: what figures are read from. */
export interface TrialRecord {
  replicates: number;
  /** the look at which each stopped, and why */
  stopped: Uint8Array;
  decision: Uint8Array;
  estimate: Float64Array;
  screened: Float64Array;
  /** look after look of a replicate, up to the one at which it stopped */
  time: Float64Array;
  events: Float64Array;
  patients: Float64Array;
  z: Float64Array;
  short: Uint8Array;
  add(course: Course, trial: TrialColumns): void;
}

export function recordOf({ looks }: TrialDesign): TrialRecord {
  const width = looks.length;
  let room = 1024;
  const record: TrialRecord = {
    replicates: 0,
    stopped: new Uint8Array(room),
    decision: new Uint8Array(room),
    estimate: new Float64Array(room),
    screened: new Float64Array(room),
    time: new Float64Array(room * width),
    events: new Float64Array(room * width),
    patients: new Float64Array(room * width),
    z: new Float64Array(room * width),
    short: new Uint8Array(room * width),
    add(course, trial) {
      if (record.replicates === room) grow();
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
      }
    },
  };
  function grow(): void {
    room *= 2;
    const larger = <T extends Uint8Array | Float64Array>(column: T, size: number): T => {
      const grown = new (column.constructor as new (size: number) => T)(size);
      grown.set(column);
      return grown;
    };
    for (const key of ['stopped', 'decision'] as const) record[key] = larger(record[key], room);
    for (const key of ['estimate', 'screened'] as const) record[key] = larger(record[key], room);
    for (const key of ['time', 'events', 'patients', 'z'] as const)
      record[key] = larger(record[key], room * width);
    record.short = larger(record.short, room * width);
  }
  return record;
}
