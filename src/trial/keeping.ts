import { type Keep, takeKept } from '../parts/keep.ts';
import { endOf, type Range } from '../parts/ranges.ts';
import type { TrialRecord } from './replicate/record.ts';

/** The columns of a record over a range of replicates, by name. */
type RecordColumns = Record<string, Float64Array | Uint8Array>;

/** Replicates that are kept together, unless they take long. */
const TOGETHER = 1000;
const LONG_MS = 1000;

export interface KeptReplicates {
  keep: Keep;
  label: string;
  question: unknown;
  /** one for each design; replicates are appended in order */
  records: readonly TrialRecord[];
}

/**
 * Simulates replicates that are not kept, and keeps them. The records are the same either way.
 *
 * @param simulate appends a range of replicates to the records, and calls `onBlock` after some of them
 */
export async function withKept(
  { keep, label, question, records }: KeptReplicates,
  wanted: Range,
  simulate: (range: Range, onBlock: () => void) => Promise<void>,
): Promise<void> {
  const work = keep.work<RecordColumns[]>({ label, unit: 'replicates', question });
  const there: { range: Range; columns?: RecordColumns[] }[] = [];
  const missing = takeKept([wanted], work.items, (range, columns) => there.push({ range, columns }));
  const all = [...there, ...missing.map((range) => ({ range, columns: undefined }))];
  for (const { range, columns } of all.sort((a, b) => a.range.first - b.range.first)) {
    if (columns) {
      for (const [d, record] of records.entries()) append(record, columns[d]!, range.count);
      continue;
    }
    // number of the first replicate of this range that is not kept yet, and its place in the records
    let next = range.first;
    const base = records[0]!.replicates - range.first;
    let written = performance.now();
    const save = (to: number) => {
      if (to === next) return;
      work.add(
        { first: next, count: to - next },
        records.map((record) => slice(record, base + next, base + to)),
      );
      next = to;
      written = performance.now();
    };
    await simulate(range, () => {
      const to = records[0]!.replicates - base;
      if (to - next >= TOGETHER || performance.now() - written >= LONG_MS) save(to);
    });
    save(endOf(range));
  }
}

function slice(record: TrialRecord, from: number, to: number): RecordColumns {
  return Object.fromEntries(
    columnsOf(record).map(({ name, column, width }) => [name, column.slice(from * width, to * width)]),
  );
}

function append(record: TrialRecord, columns: RecordColumns, count: number): void {
  record.reserve(count);
  for (const { name, column, width } of columnsOf(record))
    column.set(columns[name]!, record.replicates * width);
  record.replicates += count;
}

/** Each column with its numbers for a replicate: one, or one for each look. */
function columnsOf(
  record: TrialRecord,
): { name: string; column: Float64Array | Uint8Array; width: number }[] {
  const columns = Object.entries(record).filter((entry): entry is [string, Float64Array | Uint8Array] =>
    ArrayBuffer.isView(entry[1]),
  );
  const capacity = record.stopped.length;
  return columns.map(([name, column]) => ({ name, column, width: column.length / capacity }));
}
