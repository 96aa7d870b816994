import type { AdaptiveCourse } from './conduct.ts';

/** What rules did in all replicates, in their order; columns grow by doubling. */
export interface AdaptationRecord {
  replicates: number;
  /** by look: the rule that was carried out, or -1 */
  rule: Int16Array;
  add(course: AdaptiveCourse): void;
}

export function adaptationRecord(looks: number): AdaptationRecord {
  let capacity = 1024;
  const record: AdaptationRecord = {
    replicates: 0,
    rule: new Int16Array(capacity * looks),
    add({ adapted: { rule } }) {
      if (record.replicates === capacity) {
        capacity *= 2;
        const grown = new Int16Array(capacity * looks);
        grown.set(record.rule);
        record.rule = grown;
      }
      const r = record.replicates++;
      for (let k = 0; k < looks; k++) record.rule[r * looks + k] = rule[k]!;
    },
  };
  return record;
}
