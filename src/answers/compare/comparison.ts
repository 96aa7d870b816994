import type { Override } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { CompareResult, Comparison } from '../../study/compare/index.ts';
import type { Variation } from '../../study/compare/vary.ts';
import type { Provenance } from '../run/result.ts';

/** A strategy beside the reference. */
export interface ComparisonEntry extends Comparison {
  /** of the strategy */
  title: string;
  /** why what it says of patients may not hold */
  caveat?: string;
}

/** What `compare --json` prints and `--out` writes: see `sojourn schema comparison`. */
export interface ComparisonFile {
  provenance: Provenance & { batches: number };
  reference: { name: string; title: string };
  /** values other than the file's */
  set: Override[];
  /** by strategy; without `--vary` */
  comparisons?: Record<string, ComparisonEntry>;
  /** with `--vary` */
  vary?: Variation[];
  points?: ComparisonPoint[];
}

export interface ComparisonPoint {
  /** the values varied here */
  set: Override[];
  fingerprint: string;
  comparisons: Record<string, ComparisonEntry>;
}

/** Strategies with their titles and caveats. */
export function entriesOf(
  { comparisons }: Pick<CompareResult, 'comparisons'>,
  { strategies }: Scenario,
): Record<string, ComparisonEntry> {
  return Object.fromEntries(
    Object.entries(comparisons).map(([name, comparison]) => [
      name,
      { ...comparison, title: strategies[name]?.title ?? name, caveat: strategies[name]?.caveat },
    ]),
  );
}
