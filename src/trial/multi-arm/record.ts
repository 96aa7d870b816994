import type { MultiArmCourse } from './conduct.ts';
import type { MultiArmDesign } from './design.ts';

const keys = ['time', 'patients', 'events', 'z', 'estimate', 'state', 'endedAt'] as const;

/** The results of all replicates, in their order; columns grow by doubling. */
export type MultiArmRecord = {
  replicates: number;
  /** the look at which each replicate ended */
  stopped: ArmsColumn;
  add(course: MultiArmCourse): void;
} & { [key in (typeof keys)[number]]: ArmsColumn };

/** Some numbers of each replicate, laid out as in its course. */
export interface ArmsColumn {
  width: number;
  values: Float64Array;
}

export function multiArmRecord({ looks, names }: MultiArmDesign): MultiArmRecord {
  let capacity = 1024;
  const column = (width: number): ArmsColumn => ({ width, values: new Float64Array(capacity * width) });
  const [all, own] = [names.length + 1, names.length];
  const record: MultiArmRecord = {
    replicates: 0,
    stopped: column(1),
    time: column(looks.length),
    patients: column(looks.length * all),
    events: column(looks.length * all),
    z: column(looks.length * own),
    estimate: column(looks.length * own),
    state: column(own),
    endedAt: column(own),
    add(course) {
      if (record.replicates === capacity) grow();
      const r = record.replicates++;
      record.stopped.values[r] = course.stopped;
      for (const key of keys) {
        const { width, values } = record[key];
        const from = course[key];
        for (let k = 0; k < width; k++) values[r * width + k] = from[k]!;
      }
    },
  };
  function grow(): void {
    capacity *= 2;
    for (const one of [record.stopped, ...keys.map((key) => record[key])]) {
      const grown = new Float64Array(capacity * one.width);
      grown.set(one.values);
      one.values = grown;
    }
  }
  return record;
}
