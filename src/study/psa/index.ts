/**
 * Probabilistic sensitivity analysis: what the evidence leaves uncertain of every figure. Parameters are drawn from the
 * distributions that their evidence gives, the strategies are simulated with each draw, and the two errors of a figure, of the
 * parameters and of the patients, are told apart.
 */

import { MOST_DRAWS } from '../../uncertainty/draw.ts';
import type { DrawnCounts, DrawnNumber, FixedNumber, Uncertainty } from '../../uncertainty/items.ts';
import { curveTimes } from '../variants/curve-times.ts';
import type { Outcome } from '../variants/outcomes.ts';
import { BATCHES } from '../variants/simulate.ts';
import { type BestByOutcome, bestBy } from './best.ts';
import { DrawCollector, type DrawTable } from './collect-draws.ts';
import { type Driver, driversOf } from './drivers.ts';
import type { DrawExecutor } from './executor.ts';
import type { DrawJob } from './job.ts';
import { uncertaintyFor } from './needed.ts';
import { drawSimulator } from './simulate-draws.ts';
import { type DrawSummary, summaryOf } from './summary.ts';

export type { VariantQuestions } from '../variants/asked.ts';
export type { Outcome } from '../variants/outcomes.ts';
export { BATCHES } from '../variants/simulate.ts';
export type { BestByOutcome, ShareOfDraws } from './best.ts';
export type { DrawTable } from './collect-draws.ts';
export type { Driver } from './drivers.ts';
export { type DrawExecutor, inlineDraws } from './executor.ts';
export type { DrawJob, DrawRange, DrawResults } from './job.ts';
export type { DrawSummary } from './summary.ts';

export interface PsaOptions extends DrawJob {
  draws: number;
  executor: DrawExecutor;
  /** told before any draw what is drawn and read; what it throws ends the analysis */
  onReady?: (of: Uncertainty & { outcomes: readonly Outcome[] }) => void;
  /** told after each range: draws done of all */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/** A figure of one strategy, and its difference from the reference. */
export interface PsaFigure {
  outcome: Outcome;
  summary: DrawSummary;
  /** undefined of the reference itself */
  difference?: DrawSummary;
}

export interface PsaResult {
  /** draws that count: without the impossible ones */
  draws: number;
  patients: number;
  /** by strategy, the reference first */
  strategies: Record<string, PsaFigure[]>;
  /** by outcome of which more is better */
  best: Record<string, BestByOutcome | null>;
  /** by outcome: what drives its difference between the first other strategy and the reference, or the figure itself */
  drivers: Record<string, { parameters: Driver[]; sources: Driver[] }>;
  drawn: (DrawnNumber | DrawnCounts)[];
  fixed: FixedNumber[];
  /** draws whose numbers cannot be together, and why the first of them cannot */
  impossible: readonly { draw: number; message: string }[];
  curveTimes: number[];
  table: DrawTable;
}

/** Draws that one range has at most: progress shows, and little is lost where a thread fails. */
const RANGE = 16;
/** The fewest draws of which anything can be said. */
export const FEWEST_DRAWS = 2;
/** A batch of fewer tells no error. */
export const FEWEST_PATIENTS = 100 * BATCHES;
const MOST_PATIENTS = 2 ** 32;

/**
 * @throws RangeError for too few or too many draws or patients
 *
 * @throws OverrideError where the scenario cannot be compiled
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineDraws, psa } from 'sojourn';
 *
 * const text = readFileSync('scenarios/stage-iv-rectal.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const result = await psa({
 *   scenario: scenario!,
 *   strategies: ['study-schedule', 'total-neoadjuvant'],
 *   seed: '1',
 *   draws: 10,
 *   patients: 500,
 *   questions: { endpoints: ['OS'], at: [36], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor: inlineDraws(),
 * });
 * console.log(result.drawn.length, result.fixed.length);
 * // 13 35
 * ```
 */
export async function psa(options: PsaOptions): Promise<PsaResult> {
  const { scenario, strategies, questions, draws, patients, executor, onReady, onProgress, signal } = options;
  mustBeWhole('draws', draws, FEWEST_DRAWS, MOST_DRAWS);
  mustBeWhole('patients of a draw', patients, FEWEST_PATIENTS, MOST_PATIENTS);
  if (draws * patients > MOST_PATIENTS)
    throw new RangeError(
      `${draws} draws of ${patients} patients are more than ${MOST_PATIENTS}, the most that can be told apart; choose fewer draws or patients`,
    );
  const uncertainty = uncertaintyFor(options);
  const job: DrawJob = pick(options);
  const simulator = drawSimulator(job);
  const { outcomes, parameters } = simulator;
  onReady?.({ ...uncertainty, outcomes });
  const times = curveTimes(scenario.time.horizon);
  const collector = new DrawCollector(draws, {
    ...{ strategies, outcomes, parameters },
    ...{ endpoints: questions.endpoints.length, times: times.length },
  });
  let done = 0;
  await executor.run(
    job,
    rangesOf(draws, executor.threads),
    (range, results) => {
      collector.add(range, results);
      done += range.count;
      onProgress?.(done, draws);
    },
    signal,
    simulator,
  );
  const table = collector.table();
  return {
    draws: table.draws,
    patients,
    strategies: Object.fromEntries(strategies.map((name, s) => [name, figuresOf(table, s)])),
    best: Object.fromEntries(
      outcomes.flatMap((one, k) => (one.isBenefit ? [[one.name, bestBy(table, k)] as const] : [])),
    ),
    drivers: driversBy(table, uncertainty.drawn),
    ...uncertainty,
    impossible: table.impossible,
    curveTimes: times,
    table,
  };
}

function pick({ scenario, strategies, questions, seed, patients, engine, generator }: DrawJob): DrawJob {
  return { scenario, strategies, questions, seed, patients, engine, generator };
}

function mustBeWhole(what: string, value: number, least: number, most: number): void {
  if (!(Number.isInteger(value) && value >= least && value <= most))
    throw new RangeError(`${what} is ${value}, must be a whole number from ${least} to ${most}`);
}

function rangesOf(draws: number, threads: number): { first: number; count: number }[] {
  const size = Math.max(1, Math.min(RANGE, Math.ceil(draws / threads / 4)));
  return Array.from({ length: Math.ceil(draws / size) }, (_, i) => ({
    first: i * size,
    count: Math.min(size, draws - i * size),
  }));
}

function figuresOf(table: DrawTable, strategy: number): PsaFigure[] {
  return table.outcomes.map((outcome, k) => {
    const values = table.column(strategy, k);
    const summary = summaryOf(values, table.variance(strategy, k));
    if (strategy === 0) return { outcome, summary };
    const reference = table.column(0, k);
    const differences = values.map((value, d) => value - reference[d]!);
    return { outcome, summary, difference: summaryOf(differences, table.pairedVariance(strategy, k)) };
  });
}

function driversBy(table: DrawTable, drawn: readonly (DrawnNumber | DrawnCounts)[]): PsaResult['drivers'] {
  const numbers = drawn.flatMap((one, i) =>
    one.kind === 'number' ? [{ ...one, column: table.parameter(i) }] : [],
  );
  const bySource = new Map<string, Float64Array[]>();
  for (const { source, basis, column } of numbers) {
    const name = basis === 'calibrated' ? 'calibrated values' : (source ?? 'assumptions');
    bySource.set(name, [...(bySource.get(name) ?? []), column]);
  }
  const parameters = numbers.map(({ name, column }) => ({ name, columns: [column] }));
  const sources = [...bySource].map(([name, columns]) => ({ name, columns }));
  const isCompared = table.strategies.length > 1;
  return Object.fromEntries(
    table.outcomes.flatMap((outcome, k) => {
      const reference = table.column(0, k);
      const values = isCompared ? table.column(1, k).map((value, d) => value - reference[d]!) : reference;
      if (values.length < 2 || values.some(Number.isNaN)) return [];
      const variance = isCompared ? table.pairedVariance(1, k) : table.variance(0, k);
      const of = (groups: typeof sources) => driversOf(groups, values, variance);
      return [[outcome.name, { parameters: of(parameters), sources: of(sources) }] as const];
    }),
  );
}
