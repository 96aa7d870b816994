import { countersByName, type NamedCounts } from '../../fingerprint.ts';
import type { Chunk, Plan } from '../../plan.ts';
import type { LifeTable } from '../../survival/index.ts';
import type { AskedCurve, BatchCounts } from './collect.ts';
import type { CurveFigures, Ratios } from './figures.ts';
import { LivesCounter } from './lives.ts';

/** A strategy and its results so far. */
export interface Arm {
  plan: Plan;
  n: number;
  /** curves and counters of all patients so far; undefined before the first batch */
  pooled?: BatchCounts;
  /** by batch */
  batches: BatchFigures[];
  /** hazard ratios over the reference, by batch and curve */
  ratios: Ratios[][];
  /** for each endpoint with individual times: its column among the outcomes */
  outcomes: number[];
  lives: LivesCounter[];
}

export interface BatchFigures {
  /** by curve; the curve itself is not kept */
  figures: Omit<CurveFigures, 'curve'>[];
  counters: Float64Array;
}

/** @param timed names of endpoints with individual times */
export function makeArm(plan: Plan, timed: readonly string[]): Arm {
  return {
    plan,
    n: 0,
    batches: [],
    ratios: [],
    outcomes: timed.map((name) => plan.times!.endpoints.find((one) => one.name === name)!.outcome),
    lives: timed.map(() => new LivesCounter()),
  };
}

/** Adds the results of a block of batches; their curves are not kept. */
export function keep(
  arm: Arm,
  batches: readonly Chunk[],
  counts: readonly BatchCounts[],
  figures: readonly CurveFigures[][],
): void {
  for (const [b, batch] of counts.entries()) {
    const own = figures[b]!.map(({ survival, rmst, median }) => ({ survival, rmst, median }));
    arm.batches.push({ figures: own, counters: batch.counters });
    arm.n += batches[b]!.count;
    arm.pooled = arm.pooled ? sumOf(arm.pooled, batch) : batch;
  }
}

/** The counts of two batches together. */
export function sumOf(a: BatchCounts, b: BatchCounts): BatchCounts {
  return {
    tables: a.tables.map((table, k) => sumOfTables(table, b.tables[k]!)),
    counters: sumOfColumns(a.counters, b.counters),
  };
}

function sumOfTables(a: LifeTable, b: LifeTable): LifeTable {
  return {
    ...a,
    events: a.events.map((column, cause) => sumOfColumns(column, b.events[cause]!)),
    censored: sumOfColumns(a.censored, b.censored),
    size: a.size + b.size,
  };
}

function sumOfColumns(a: Float64Array, b: Float64Array): Float64Array {
  const sum = a.slice();
  for (let i = 0; i < sum.length; i++) sum[i]! += b[i]!;
  return sum;
}

/** All counts of a strategy, for its fingerprint. */
export function countsOf({ plan, n, pooled }: Arm, asked: readonly AskedCurve[]): NamedCounts {
  const curves = asked.flatMap(({ endpoint, subgroup }, k): NamedCounts => {
    const { causes, events, censored } = pooled!.tables[k]!;
    const of = (...what: string[]) => ['endpoint', endpoint, ...what, 'of', ...(subgroup ? [subgroup] : [])];
    return [
      ...causes.map((cause, c): NamedCounts[number] => [of('event', cause), events[c]!]),
      [of('censored'), censored],
    ];
  });
  return [[['patients'], [n]], ...curves, ...countersByName(plan.readout, pooled!.counters)];
}
