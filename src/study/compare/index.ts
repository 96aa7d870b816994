/**
 * Strategies compared with common random numbers: the same patients and the same draws under each, so that a difference
 * between two strategies is known far better than either.
 */
import { type Curve, curvesOfTable, rowsToShow } from '../../estimates/curves.ts';
import type { Questions } from '../../estimates/index.ts';
import { censorMidway } from '../../estimates/life-tables.ts';
import { fingerprintOf } from '../../fingerprint.ts';
import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import type { Chunk, Plan } from '../../plan.ts';
import type { Executor } from '../../run/executor.ts';
import { type Arm, countsOf, keep, makeArm } from './arm.ts';
import { batchesOf } from './batches.ts';
import { type Asked, collect } from './collect.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { type CompareQuestions, figuresOf, ratiosOf } from './figures.ts';
import { makeRows, type Rows, writeRows } from './lives.ts';

export { FEWEST } from './batches.ts';
export {
  type Comparison,
  type EndpointComparison,
  isSure,
  type PeriodRatio,
} from './comparison.ts';
export type { CompareQuestions } from './figures.ts';
export type { Lives } from './lives.ts';
export type { Difference } from './paired.ts';
export type { Proportionality } from './proportional.ts';

export interface CompareOptions {
  /** compiled with the endpoints' times asked for, as all plans */
  reference: Plan;
  /** to be compared with the reference, in order */
  plans: readonly Plan[];
  seed: string;
  /** patients of each strategy, the same ones; at least FEWEST */
  n: number;
  executor: Executor;
  engine?: EngineName;
  generator?: GeneratorName;
  questions: CompareQuestions;
  /** names; the first is the one that counts most */
  endpoints: readonly string[];
  /** names of subgroups to compare within, besides everybody */
  subgroups?: readonly string[];
  /** told after each piece: patients done of all, all strategies together */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

export interface CompareResult {
  /** by strategy, in the order of the plans */
  comparisons: Record<string, Comparison>;
  /** of the counts of all strategies, the reference first */
  fingerprint: string;
  /** patients simulated, all strategies together */
  patients: number;
  /** batches that the standard errors come from */
  batches: number;
  /** of the reference and all strategies: what was asked, everybody first */
  curves(): Curve[];
}

/** Numbers that the batches under way may take: their curves are kept until the block is done. */
const MOST_KEPT = 2 ** 24;

/**
 * Compare strategies with a reference.
 *
 * @throws RangeError for too few patients, or names that a plan does not have
 */
export async function compare(options: CompareOptions): Promise<CompareResult> {
  const { n, plans, questions, onProgress } = options;
  const asked = askedOf(options);
  const timed = timedBy([options.reference, ...plans], options.endpoints);
  const reference = makeArm(options.reference, timed);
  const arms = plans.map((plan) => makeArm(plan, timed));
  const batches = batchesOf(n);
  const planned = n * (plans.length + 1);
  let done = 0;
  const collecting = {
    ...options,
    asked,
    onProgress: (patients: number) => {
      done += patients;
      onProgress?.(done, planned);
    },
  };
  for (const block of blocksOf(batches, options.reference, asked)) {
    const rows = timed.map(() => makeRows(patientsIn(block), reference.plan.graph.grid.rows));
    const counts = await collect(reference.plan, block, {
      ...collecting,
      onOutcomes: remember(rows, block, reference),
    });
    const figures = counts.map(({ tables }) => tables.map((table) => figuresOf(table, questions)));
    keep(reference, block, counts, figures);
    for (const one of arms) {
      const own = await collect(one.plan, block, {
        ...collecting,
        onOutcomes: (piece, outcomes) => {
          one.outcomes.forEach((outcome, k) => {
            const times = outcomes[outcome]!;
            one.lives[k]!.add(rows[k]!, piece.first - block[0]!.first, times, piece, one.plan.graph.grid);
          });
        },
      });
      const found = own.map(({ tables }) => tables.map((table) => figuresOf(table, questions)));
      one.ratios.push(
        ...found.map((curves, b) =>
          curves.map(({ curve }, k) => ratiosOf(figures[b]![k]!.curve, curve, questions)),
        ),
      );
      keep(one, block, own, found);
    }
  }
  return {
    comparisons: Object.fromEntries(
      arms.map((one) => [one.plan.strategy, comparisonOf(reference, one, asked, timed, questions)]),
    ),
    fingerprint: fingerprintOf([reference, ...arms].map((arm) => countsOf(arm, asked))),
    patients: done,
    batches: batches.length,
    curves: () => [reference, ...arms].flatMap((one) => curvesOf(one, asked)),
  };
}

function curvesOf({ plan, pooled }: Arm, asked: readonly Asked[]): Curve[] {
  const rows = rowsToShow(plan);
  return asked.flatMap(({ endpoint, subgroup = 'all' }, k) => {
    const table = censorMidway(pooled!.tables[k]!);
    return table.size === 0
      ? []
      : curvesOfTable({ strategy: plan.strategy, endpoint, group: subgroup }, table, rows);
  });
}

function remember(rows: readonly Rows[], block: readonly Chunk[], { outcomes: columns, plan }: Arm) {
  return (piece: Chunk, outcomes: Float64Array[]) => {
    columns.forEach((outcome, k) => {
      writeRows(rows[k]!, piece.first - block[0]!.first, outcomes[outcome]!, piece.count, plan.graph.grid);
    });
  };
}

/**
 * Endpoints of which every patient's time is known under every strategy.
 *
 * @throws RangeError where a plan was not asked for times
 */
function timedBy(plans: readonly Plan[], endpoints: readonly string[]): string[] {
  const isTimed =
    (name: string) =>
    ({ strategy, times }: Plan) => {
      const found = times?.endpoints.find((one) => one.name === name);
      if (!found)
        throw new RangeError(
          `the plan of ${strategy} hands out no times of ${name}; compile it with times: { endpoints: ['${name}'] }`,
        );
      return !found.censors;
    };
  return endpoints.filter((name) => plans.every(isTimed(name)));
}

/** Everybody's endpoints, then each subgroup's. */
function askedOf({ reference, plans, endpoints, subgroups = [] }: CompareOptions): Asked[] {
  for (const { strategy, readout } of [reference, ...plans]) {
    const missing = (names: readonly string[], known: readonly { name: string }[]) =>
      names.find((name) => !known.some((one) => one.name === name));
    const wrong = missing(endpoints, readout.endpoints) ?? missing(subgroups, readout.subgroups);
    if (wrong !== undefined)
      throw new RangeError(`strategy ${strategy} has no endpoint or subgroup ${wrong}`);
  }
  const groups = [undefined, ...subgroups];
  return groups.flatMap((subgroup) => endpoints.map((endpoint) => ({ endpoint, subgroup })));
}

/** Batches in blocks whose curves fit in memory; threads build a strategy's engine once a block. */
function blocksOf(batches: readonly Chunk[], { graph, readout }: Plan, asked: readonly Asked[]): Chunk[][] {
  const causes = Math.max(...readout.endpoints.map((endpoint) => endpoint.causes.length));
  // six columns of a curve beside those of its table
  const kept = asked.length * graph.grid.rows * (causes + 7);
  const size = Math.max(1, Math.floor(MOST_KEPT / kept));
  const most = Math.max(1, Math.floor(2 ** 25 / batches[0]!.count));
  const step = Math.min(size, most);
  return Array.from({ length: Math.ceil(batches.length / step) }, (_, i) =>
    batches.slice(i * step, (i + 1) * step),
  );
}

function patientsIn(block: readonly Chunk[]): number {
  return block.reduce((sum, { count }) => sum + count, 0);
}

/** Landmarks and restriction times of a scenario's own questions, and periods between the landmarks up to the horizon. */
export function compareQuestions({ at, rmst }: Questions, horizon: number): CompareQuestions {
  const ends = [...at, horizon].filter((time) => time > 0);
  return { at, rmst, periods: [...new Set(ends)].sort((a, b) => a - b) };
}
