/**
 * Comparison of strategies using common random numbers: the same patients and the same draws under each strategy, so
 * that differences between strategies are estimated far more precisely than the strategies themselves.
 */
import { type Curve, curvesOfTable, rowsToShow } from '../../estimates/curves.ts';
import type { Questions } from '../../estimates/index.ts';
import { censorMidway } from '../../estimates/life-tables.ts';
import { fingerprintOf } from '../../fingerprint.ts';
import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import type { Chunk, Plan } from '../../plan.ts';
import type { Executor } from '../../run/executor.ts';
import { eventRows } from '../../survival/index.ts';
import { type Arm, countsOf, keep, makeArm } from './arm.ts';
import { batchesOf } from './batches.ts';
import { type AskedCurve, collect } from './collect.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { type CompareQuestions, figuresOf, ratiosOf } from './figures.ts';
import { makeRows, type Rows, writeRows } from './lives.ts';

export { FEWEST } from './batches.ts';
export {
  BEYOND_CHANCE,
  type Comparison,
  type EndpointComparison,
  isBeyondChance,
  type PeriodRatio,
} from './comparison.ts';
export type { CompareQuestions } from './figures.ts';
export type { Lives } from './lives.ts';
export type { Difference } from './paired.ts';
export type { Proportionality } from './proportional.ts';

export interface CompareOptions {
  /** like all plans, compiled with times of the endpoints: see `AskedTimes` */
  reference: Plan;
  /** the strategies to be compared with the reference, in order */
  plans: readonly Plan[];
  seed: string;
  /** patients for each strategy; at least FEWEST */
  n: number;
  executor: Executor;
  engine?: EngineName;
  generator?: GeneratorName;
  questions: CompareQuestions;
  /** names of the endpoints; the first is the primary one */
  endpoints: readonly string[];
  /** names of subgroups to compare within, besides all patients */
  subgroups?: readonly string[];
  /** called after each piece, with the patients done and planned, over all strategies */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

export interface CompareResult {
  /** by strategy, in the order of the plans */
  comparisons: Record<string, Comparison>;
  /** fingerprint of the counts of all strategies, the reference first */
  fingerprint: string;
  /** patients simulated, over all strategies */
  patients: number;
  /** number of batches for the standard errors */
  batches: number;
  /** curves of the reference and of all strategies, in the order of endpoints and subgroups, all patients first */
  curves(): Curve[];
}

/** Most numbers that the curves of a block of batches may hold in memory. */
const MOST_KEPT = 2 ** 24;

/**
 * Compares strategies with a reference.
 *
 * @throws RangeError for too few patients, or for names that a plan does not have
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, compare, compareQuestions, inlineExecutor, questionsOf } from 'sojourn';
 *
 * const text = readFileSync('scenarios/illness-death.yaml', 'utf8');
 * const endpoints = ['survival'];
 * const { scenario, plans } = checkScenario(text, { asked: () => ({ endpoints, times: { endpoints } }) });
 * const questions = compareQuestions(questionsOf(scenario!), scenario!.time.horizon);
 * const { 'usual-care': reference, prevention } = plans;
 * const result = await compare({
 *   reference: reference!,
 *   plans: [prevention!],
 *   endpoints,
 *   questions,
 *   seed: '1',
 *   n: 10_000,
 *   executor: inlineExecutor(),
 * });
 * console.log(result.comparisons.prevention!.survival[0]);
 * // {
 * //   at: 5,
 * //   reference: { value: 0.8801, mcse: 0.003608... },
 * //   strategy: { value: 0.9091, mcse: 0.003008... },
 * //   difference: 0.029000...,
 * //   mcse: 0.001985...,
 * //   varianceRatio: 5.596686...,
 * //   numberNeededToTreat: { value: 34.482758..., mcse: 2.361415... }
 * // }
 * ```
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
    for (const arm of arms) {
      const own = await collect(arm.plan, block, {
        ...collecting,
        onOutcomes: (piece, outcomes) => {
          arm.outcomes.forEach((outcome, k) => {
            const times = outcomes[outcome]!;
            arm.lives[k]!.add(rows[k]!, piece.first - block[0]!.first, times, piece, arm.plan.graph.grid);
          });
        },
      });
      const ownFigures = own.map(({ tables }) => tables.map((table) => figuresOf(table, questions)));
      arm.ratios.push(
        ...ownFigures.map((curves, b) =>
          curves.map(({ curve }, k) =>
            ratiosOf(eventRows({ reference: figures[b]![k]!.curve, compared: curve }), questions),
          ),
        ),
      );
      keep(arm, block, own, ownFigures);
    }
  }
  return {
    comparisons: Object.fromEntries(
      arms.map((arm) => [arm.plan.strategy, comparisonOf(reference, arm, asked, timed, questions)]),
    ),
    fingerprint: fingerprintOf([reference, ...arms].map((arm) => countsOf(arm, asked))),
    patients: done,
    batches: batches.length,
    curves: () => [reference, ...arms].flatMap((arm) => curvesOf(arm, asked)),
  };
}

function curvesOf({ plan, pooled }: Arm, asked: readonly AskedCurve[]): Curve[] {
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
 * Endpoints for which the event time of every patient is known under every strategy.
 *
 * @throws RangeError for a plan without individual times
 */
function timedBy(plans: readonly Plan[], endpoints: readonly string[]): string[] {
  const isTimed =
    (name: string) =>
    ({ strategy, times }: Plan) => {
      const endpoint = times?.endpoints.find((one) => one.name === name);
      if (!endpoint)
        throw new RangeError(
          `the plan of ${strategy} hands out no times of ${name}; compile it with times: { endpoints: ['${name}'] }`,
        );
      return !endpoint.censors;
    };
  return endpoints.filter((name) => plans.every(isTimed(name)));
}

/** The endpoints for all patients, then for each subgroup. */
function askedOf({ reference, plans, endpoints, subgroups = [] }: CompareOptions): AskedCurve[] {
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

/** Groups batches into blocks whose curves fit in memory. Each block makes threads build a strategy's engine anew. */
function blocksOf(
  batches: readonly Chunk[],
  { graph, readout }: Plan,
  asked: readonly AskedCurve[],
): Chunk[][] {
  const causes = Math.max(...readout.endpoints.map((endpoint) => endpoint.causes.length));
  // a curve takes six columns besides those of its table
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

/**
 * The landmarks and restriction times of a scenario, and the periods between its landmarks up to the horizon.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, compareQuestions, questionsOf } from 'sojourn';
 *
 * const { scenario } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * console.log(compareQuestions(questionsOf(scenario!), scenario!.time.horizon));
 * // { at: [ 5, 10 ], rmst: [ 10 ], periods: [ 5, 10, 20 ] }
 * ```
 */
export function compareQuestions({ at, rmst }: Questions, horizon: number): CompareQuestions {
  const ends = [...at, horizon].filter((time) => time > 0);
  return { at, rmst, periods: [...new Set(ends)].sort((a, b) => a - b) };
}
