import { type Column, growingColumns } from '../growing-columns.ts';
import type { MultiArmCourse } from './conduct.ts';
import type { MultiArmDesign } from './design.ts';

const keys = ['time', 'patients', 'events', 'z', 'estimate', 'state', 'endedAt'] as const;

/** The results of all replicates, in their order; each column is laid out as in a course. */
export type MultiArmRecord = {
  replicates: number;
  /** the look at which each replicate ended */
  stopped: Column;
  add(course: MultiArmCourse): void;
} & { [key in (typeof keys)[number]]: Column };

export function multiArmRecord({ looks, names }: MultiArmDesign): MultiArmRecord {
  const [all, own] = [names.length + 1, names.length];
  const { columns, reach, write } = growingColumns({
    ...{ stopped: 1, time: looks.length, patients: looks.length * all, events: looks.length * all },
    ...{ z: looks.length * own, estimate: looks.length * own, state: own, endedAt: own },
  });
  const record: MultiArmRecord = {
    replicates: 0,
    ...columns,
    add(course) {
      const r = record.replicates++;
      reach(r);
      record.stopped.values[r] = course.stopped;
      write(r, course, keys);
    },
  };
  return record;
}
