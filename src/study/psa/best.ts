import type { DrawTable } from './collect-draws.ts';
import { valueOfKnowing } from './perfect-information.ts';
import { meanOf, momentsOf, shrunk } from './summary.ts';

/** A share of the draws. */
export interface ShareOfDraws {
  /** with the patients' part of the variance removed */
  value: number;
  /** Monte Carlo standard error */
  mcse: number;
  /** with the patients' part of the variance included */
  uncorrected: number;
}

/** The best strategy by one outcome, of which more is better. */
export interface BestByOutcome {
  /** by strategy: share of the draws in which it is best; ties are shared */
  best: Record<string, ShareOfDraws>;
  /** by strategy except the reference: share of the draws in which it is better than the reference */
  beatsReference: Record<string, ShareOfDraws>;
  /** expected value of perfect information: the mean gain in the outcome from knowing all parameters before choosing */
  evpi: { value: number; mcse: number; uncorrected: number };
}

/** Null if the figure is not reached in some draw: the best strategy of that draw is unknown. */
export function bestBy(table: DrawTable, outcome: number): BestByOutcome | null {
  const { strategies } = table;
  return bestOf(
    strategies,
    strategies.map((_, s) => table.column(s, outcome)),
    strategies.map((_, s) => table.pairedVariances(s, outcome)),
  );
}

/** Number of groups of draws that the jackknife leaves out in turn. */
const PARTS = 20;

/**
 * @param columns of each strategy, the reference first: a figure of which more is better, by draw
 * @param variances of each: squared Monte Carlo standard errors of its differences from the reference
 */
export function bestOf(
  strategies: readonly string[],
  columns: readonly Float64Array[],
  variances: readonly Float64Array[],
): BestByOutcome | null {
  const draws = columns[0]!.length;
  if (columns.some((column) => column.some(Number.isNaN)) || draws < 2) return null;
  const [reference] = columns as [Float64Array];
  // paired differences from the reference: errors that all strategies share cancel
  const raw = columns.map((column) => column.map((value, d) => value - reference[d]!));
  const all = numbersOf(raw, variances);
  const uncorrected = numbersOf(raw, null);
  const parts =
    draws < 2 * PARTS
      ? []
      : Array.from({ length: PARTS }, (_, part) => {
          const left = (column: Float64Array) => column.filter((_, d) => d % PARTS !== part);
          return numbersOf(raw.map(left), variances.map(left));
        });
  // grouped jackknife; the binomial error for too few draws
  const errorOf = (read: (numbers: Numbers) => number) =>
    Math.sqrt((momentsOf(parts.map(read)).spread * (PARTS - 1) ** 2) / PARTS);
  const share = (read: (numbers: Numbers) => number): ShareOfDraws => {
    const value = read(all);
    const binomial = Math.sqrt((value * (1 - value)) / draws);
    return {
      value,
      mcse: parts.length === 0 ? binomial : errorOf(read),
      uncorrected: read(uncorrected),
    };
  };
  const byStrategy = (read: (numbers: Numbers, s: number) => number, from = 0) =>
    Object.fromEntries(
      strategies.flatMap((name, s) => (s < from ? [] : [[name, share((found) => read(found, s))] as const])),
    );
  return {
    best: byStrategy(({ best }, s) => best[s]!),
    beatsReference: byStrategy(({ beats }, s) => beats[s]!, 1),
    evpi: {
      value: all.evpi,
      mcse: parts.length === 0 ? all.evpiError : errorOf(({ evpi }) => evpi),
      uncorrected: uncorrected.evpi,
    },
  };
}

interface Numbers {
  /** by strategy */
  best: number[];
  beats: number[];
  evpi: number;
  /** from the spread of losses alone */
  evpiError: number;
}

/** @param variances null: the patients' part is included */
function numbersOf(raw: readonly Float64Array[], variances: readonly Float64Array[] | null): Numbers {
  const draws = raw[0]!.length;
  const columns = variances
    ? raw.map((column, s) => (s === 0 ? column : shrunk(column, meanOf(variances[s]!))))
    : raw;
  const best = columns.map(() => 0);
  const beats = columns.map(() => 0);
  for (let d = 0; d < draws; d++) {
    const most = Math.max(...columns.map((column) => column[d]!));
    const winners = columns.flatMap((column, s) => (column[d] === most ? [s] : []));
    for (const s of winners) best[s]! += 1 / winners.length;
    for (let s = 1; s < columns.length; s++) if (columns[s]![d]! > 0) beats[s]!++;
  }
  const evpi = valueOfKnowing(columns);
  return {
    best: best.map((count) => count / draws),
    beats: beats.map((count) => count / draws),
    evpi: evpi.value,
    evpiError: evpi.mcse,
  };
}
