import type { DrawTable } from './collect-draws.ts';
import { valueOfKnowing } from './perfect-information.ts';
import { shrunk } from './summary.ts';

/** A share of the draws. */
export interface ShareOfDraws {
  /** the patients' part of the draws taken out */
  value: number;
  /** Monte Carlo standard error, binomial over the draws */
  mcse: number;
  /** with the patients' part left in */
  uncorrected: number;
}

/** Who does best by one outcome of which more is better. */
export interface BestByOutcome {
  /** by strategy: share of the draws in which it is best; ties go to the first of them */
  best: Record<string, ShareOfDraws>;
  /** by strategy but the reference: share of the draws in which it is better than the reference */
  beatsReference: Record<string, ShareOfDraws>;
  /** what knowing all parameters would add on average to the outcome of the strategy that is best on average */
  evpi: { value: number; mcse: number; uncorrected: number };
}

/** Null where the figure is not reached in some draw: nobody can say who is best in it. */
export function bestBy(table: DrawTable, outcome: number): BestByOutcome | null {
  const columns = table.strategies.map((_, s) => table.column(s, outcome));
  if (columns.some((column) => column.some(Number.isNaN)) || table.draws < 2) return null;
  const [reference] = columns as [Float64Array];
  // differences from the reference, of the same patients: the errors of each alone drop out
  const raw = columns.map((column) => column.map((value, d) => value - reference[d]!));
  const corrected = raw.map((column, s) =>
    s === 0 ? column : shrunk(column, table.pairedVariance(s, outcome)),
  );
  const winners = (of: readonly Float64Array[]) =>
    Array.from({ length: table.draws }, (_, d) => bestOf(of, d));
  const [won, wonRaw] = [winners(corrected), winners(raw)];
  const share = (isSo: (d: number) => boolean, isSoRaw: (d: number) => boolean): ShareOfDraws => {
    const count = (test: (d: number) => boolean) =>
      Array.from({ length: table.draws }, (_, d) => Number(test(d))).reduce((sum, one) => sum + one, 0) /
      table.draws;
    const value = count(isSo);
    return { value, mcse: Math.sqrt((value * (1 - value)) / table.draws), uncorrected: count(isSoRaw) };
  };
  const byStrategy = (of: (s: number) => ShareOfDraws, from = 0) =>
    Object.fromEntries(table.strategies.flatMap((name, s) => (s < from ? [] : [[name, of(s)] as const])));
  return {
    best: byStrategy((s) =>
      share(
        (d) => won[d] === s,
        (d) => wonRaw[d] === s,
      ),
    ),
    beatsReference: byStrategy(
      (s) =>
        share(
          (d) => corrected[s]![d]! > 0,
          (d) => raw[s]![d]! > 0,
        ),
      1,
    ),
    evpi: { ...valueOfKnowing(corrected), uncorrected: valueOfKnowing(raw).value },
  };
}

function bestOf(columns: readonly Float64Array[], draw: number): number {
  return columns.reduce((best, column, s) => (column[draw]! > columns[best]![draw]! ? s : best), 0);
}
