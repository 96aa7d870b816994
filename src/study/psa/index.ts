/**
 * Probabilistic sensitivity analysis: the uncertainty of every figure that follows from the evidence. Parameters are drawn from the
 * distributions of their evidence, and the strategies are simulated with each draw. The two errors of a figure, that of the
 * parameters and that of the patients, are separated.
 */

import { MOST_DRAWS } from '../../uncertainty/draw.ts';
import type { Drawn } from '../../uncertainty/drawn.ts';
import type { Uncertainty } from '../../uncertainty/items.ts';
import type { DrawExecutor } from '../draws/executor.ts';
import type { DrawJob, DrawRange } from '../draws/job.ts';
import { uncertaintyFor } from '../draws/needed.ts';
import { drawRanges } from '../draws/ranges.ts';
import { drawSimulator } from '../draws/simulate.ts';
import { curveTimes } from '../variants/curve-times.ts';
import type { Outcome } from '../variants/outcomes.ts';
import { BATCHES } from '../variants/simulate.ts';
import { type Allotment, allotmentFor, bestPatients, errorOfMean, type TwoVariances } from './allotment.ts';
import { type BestByOutcome, bestBy } from './best.ts';
import { DrawCollector, type DrawTable } from './collect-draws.ts';
import { type Driver, driversOf } from './drivers.ts';
import { type DrawSummary, momentsOf, ratioSummaryOf, summaryOf } from './summary.ts';

export { type DrawExecutor, inlineDraws } from '../draws/executor.ts';
export type { DrawJob, DrawRange, DrawResults } from '../draws/job.ts';
export type { VariantQuestions } from '../variants/asked.ts';
export type { Outcome } from '../variants/outcomes.ts';
export { BATCHES } from '../variants/simulate.ts';
export { type BestByOutcome, bestOf, type ShareOfDraws } from './best.ts';
export type { CurvesOfDraws } from './collect-curves.ts';
export type { DrawTable } from './collect-draws.ts';
export type { Driver, DriverEnd } from './drivers.ts';
export { type DrawSummary, shrunk, summaryOf } from './summary.ts';

export interface PsaOptions extends DrawJob {
  draws: number;
  /**
   * a Monte Carlo standard error that the mean of an outcome is to have, of its differences from the reference where there are
   * other strategies: a pilot says how many draws and patients that takes, and `draws` and `patients` are the most
   */
  target?: { outcome?: string; mcse: number };
  executor: DrawExecutor;
  /** called before the first draw with the numbers drawn and the outcomes; an error that it throws ends the analysis */
  onReady?: (of: Uncertainty & { outcomes: readonly Outcome[] }) => void;
  /** called after each range with the numbers of draws done and planned */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/** A figure of one strategy, and its difference from the reference. */
export interface PsaFigure {
  outcome: Outcome;
  /** undefined for a ratio, which compares two strategies */
  summary?: DrawSummary;
  /** undefined for the reference itself; for a ratio, the ratio */
  difference?: DrawSummary;
}

/** The number of patients in a draw that gives the mean of an outcome with the least work. */
export interface PatientsAdvice {
  outcome: string;
  unit: Outcome['unit'];
  /** null: the parameters add no variance to the figure */
  patients: number | null;
  /** from the pilot if there is one, otherwise from the analysis itself */
  draws: number;
  /** the same for every outcome, by name */
  byOutcome: Record<string, number | null>;
}

export interface PsaResult extends Uncertainty {
  /** number of possible draws */
  draws: number;
  patients: number;
  /** for the target's outcome, or the main one: survival of the first endpoint at the last landmark */
  advice: PatientsAdvice;
  /** the precision that was reached */
  target?: { outcome: string; mcse: number; reached: number };
  /** by strategy, the reference first */
  strategies: Record<string, PsaFigure[]>;
  /** by outcome of which more is better */
  best: Record<string, BestByOutcome | null>;
  /** by outcome: the drivers of its difference between the first other strategy and the reference, or of the figure itself */
  drivers: Record<string, { parameters: Driver[]; sources: Driver[] }>;
  /** number of draws with an impossible combination of values, and the reason for the first of them */
  impossible: readonly { draw: number; message: string }[];
  curveTimes: number[];
  table: DrawTable;
}

/** Largest number of draws in a range: progress is visible, and little is lost if a thread fails. */
const RANGE = 16;
/** The smallest number of draws that an analysis takes. */
export const FEWEST_DRAWS = 2;
/** A batch of fewer patients gives no error. */
export const FEWEST_PATIENTS = 100 * BATCHES;
const MOST_PATIENTS = 2 ** 32;
/** Draws and patients of the pilot: they estimate both variances to a fifth. */
const PILOT: Allotment = { draws: 50, patients: 2000 };
/** Share of draws that is added if the target is narrowly missed, and the number of such attempts. */
const MARGIN = 1.02;
const MOST_ROUNDS = 5;

/**
 * @throws RangeError for too few or too many draws or patients, or a target of no outcome
 *
 * @throws OverrideError if the scenario cannot be compiled
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineDraws, psa } from 'sojourn';
 *
 * const text = readFileSync('scenarios/adjuvant.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const result = await psa({
 *   scenario: scenario!,
 *   strategies: ['observation', 'adjuvant'],
 *   seed: '1',
 *   draws: 10,
 *   patients: 500,
 *   questions: { endpoints: ['OS'], at: [36], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor: inlineDraws(),
 * });
 * console.log(result.drawn.length, result.fixed.length);
 * // 5 2
 * ```
 */
export async function psa(options: PsaOptions): Promise<PsaResult> {
  const { scenario, strategies, questions, executor, target } = options;
  checkSize(options);
  const uncertainty = uncertaintyFor(options);
  const simulator = drawSimulator(pick(options));
  const { outcomes, parameters } = simulator;
  options.onReady?.({ ...uncertainty, outcomes });
  const chosen =
    target?.outcome === undefined ? mainOutcome(outcomes) : outcomeNamed(outcomes, target.outcome);
  const times = curveTimes(scenario.time.horizon);
  let [done, planned] = [0, options.draws];
  const collect = async (patients: number, from: number, to: number, into: DrawCollector) => {
    await executor.run(
      { ...pick(options), patients },
      drawRanges({ first: from, count: to - from }, executor.threads, RANGE),
      (range, results) => {
        into.add(range, results);
        done += range.count;
        options.onProgress?.(done, Math.max(done, planned));
      },
      options.signal,
      patients === options.patients ? simulator.run : undefined,
    );
    return into.table();
  };
  const collector = () =>
    new DrawCollector({
      ...{ strategies, outcomes, parameters },
      ...{ endpoints: questions.endpoints.length, times: times.length },
    });
  let { draws, patients } = options;
  let pilot: { table: DrawTable; patients: number } | undefined;
  if (target) {
    const size = {
      draws: Math.min(PILOT.draws, options.draws),
      patients: Math.max(FEWEST_PATIENTS, Math.min(PILOT.patients, options.patients)),
    };
    planned += size.draws;
    const first = await collect(size.patients, 0, size.draws, collector());
    pilot = { table: first, patients: size.patients };
    const found = variancesOf(first, chosen, size.patients);
    ({ draws, patients } = allotmentFor(found, target.mcse, { ...options, fewestPatients: FEWEST_PATIENTS }));
    planned = size.draws + draws;
  }
  const into = collector();
  let table = await collect(patients, 0, draws, into);
  const variances = () => variancesOf(table, chosen, patients);
  const reached = () => errorOfMean(variances(), { draws: table.draws, patients });
  if (target)
    for (let round = 0; round < MOST_ROUNDS && reached() > target.mcse && draws < options.draws; round++) {
      const more = Math.ceil(draws * (reached() / target.mcse) ** 2 * MARGIN);
      const to = Math.min(options.draws, Math.max(draws + 1, more));
      planned += to - draws;
      table = await collect(patients, draws, to, into);
      draws = to;
    }
  return {
    draws: table.draws,
    patients,
    advice: adviceOf(pilot ?? { table, patients }, chosen),
    ...(target && { target: { outcome: outcomes[chosen]!.name, mcse: target.mcse, reached: reached() } }),
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

/**
 * Simulates a range of the draws of an analysis, whose results go to an executor that keeps them.
 *
 * @throws RangeError and OverrideError as `psa`
 */
export async function drawRange(
  options: Omit<PsaOptions, 'target' | 'onReady'>,
  range: DrawRange,
): Promise<void> {
  checkSize(options);
  let done = 0;
  await options.executor.run(
    pick(options),
    drawRanges(range, options.executor.threads, RANGE),
    ({ count }) => {
      done += count;
      options.onProgress?.(done, range.count);
    },
    options.signal,
  );
}

function checkSize(options: Pick<PsaOptions, 'draws' | 'patients'>): void {
  mustBeWhole('draws', options.draws, FEWEST_DRAWS, MOST_DRAWS);
  mustBeWhole('patients of a draw', options.patients, FEWEST_PATIENTS, MOST_PATIENTS);
  if (options.draws * options.patients > MOST_PATIENTS)
    throw new RangeError(
      `${options.draws} draws of ${options.patients} patients are more than ${MOST_PATIENTS}, the most that can be told apart; choose fewer draws or patients`,
    );
}

function adviceOf(
  { table, patients }: { table: DrawTable; patients: number },
  chosen: number,
): PatientsAdvice {
  const { outcomes, draws } = table;
  const best = outcomes.map((_, k) => {
    const found = bestPatients(variancesOf(table, k, patients));
    return Number.isFinite(found) ? found : null;
  });
  const { name, unit } = outcomes[chosen]!;
  const byOutcome = Object.fromEntries(outcomes.map((one, k) => [one.name, best[k]!]));
  return { outcome: name, unit, patients: best[chosen]!, draws, byOutcome };
}

function pick({ scenario, strategies, questions, seed, patients, engine, generator }: DrawJob): DrawJob {
  return { scenario, strategies, questions, seed, patients, engine, generator };
}

function mustBeWhole(what: string, value: number, least: number, most: number): void {
  if (!(Number.isInteger(value) && value >= least && value <= most))
    throw new RangeError(`${what} is ${value}, must be a whole number from ${least} to ${most}`);
}

/** Survival of the first endpoint at the last landmark; the first outcome if there is none. */
function mainOutcome(outcomes: readonly Outcome[]): number {
  const [first] = outcomes;
  const last = outcomes.findLastIndex(
    ({ kind, of, subgroup }) => kind === 'survival' && of === first?.of && subgroup === undefined,
  );
  return Math.max(0, last);
}

function outcomeNamed(outcomes: readonly Outcome[], name: string): number {
  const at = outcomes.findIndex((one) => one.name === name);
  if (at < 0)
    throw new RangeError(
      `outcome ${name} is not there; choose one of: ${outcomes.map((one) => one.name).join(', ')}`,
    );
  return at;
}

/** For the difference from the reference that varies most, or for the only strategy. */
function variancesOf(table: DrawTable, outcome: number, patients: number): TwoVariances {
  const reference = table.column(0, outcome);
  const others = table.strategies.slice(1).map((_, s) => s + 1);
  const all = (others.length === 0 ? [0] : others).map((s): TwoVariances => {
    const isAlone = others.length === 0;
    const values = table.column(s, outcome).map((value, d) => (isAlone ? value : value - reference[d]!));
    const own = isAlone ? table.variance(s, outcome) : table.pairedVariance(s, outcome);
    const { spread } = momentsOf(values.filter((value) => !Number.isNaN(value)));
    return { parameters: Math.max(0, spread - own), patient: own * patients };
  });
  return all.reduce((most, one) => (totalOf(one, patients) > totalOf(most, patients) ? one : most));
}

const totalOf = ({ parameters, patient }: TwoVariances, patients: number) => parameters + patient / patients;

function figuresOf(table: DrawTable, strategy: number): PsaFigure[] {
  return table.outcomes.map((outcome, k) => {
    const values = table.column(strategy, k);
    if (outcome.unit === 'ratio')
      return strategy === 0
        ? { outcome }
        : { outcome, difference: ratioSummaryOf(values, table.pairedVariance(strategy, k)) };
    const summary = summaryOf(values, table.variance(strategy, k));
    if (strategy === 0) return { outcome, summary };
    const reference = table.column(0, k);
    const differences = values.map((value, d) => value - reference[d]!);
    return { outcome, summary, difference: summaryOf(differences, table.pairedVariance(strategy, k)) };
  });
}

function driversBy(table: DrawTable, drawn: readonly Drawn[]): PsaResult['drivers'] {
  const numbers = drawn.flatMap((one, i) =>
    one.kind === 'number' ? [{ ...one, column: table.parameter(i) }] : [],
  );
  const bySource = new Map<string, Float64Array[]>();
  for (const { source, basis, column } of numbers) {
    const name = basis === 'calibrated' ? 'calibrated values' : (source ?? 'assumptions');
    bySource.set(name, [...(bySource.get(name) ?? []), column]);
  }
  const isCompared = table.strategies.length > 1;
  const figures = table.outcomes.flatMap((outcome, k) => {
    const reference = table.column(0, k);
    const values = isCompared ? table.column(1, k).map((value, d) => value - reference[d]!) : reference;
    if (values.length < 2 || values.some(Number.isNaN)) return [];
    const variance = isCompared ? table.pairedVariance(1, k) : table.variance(0, k);
    return [{ outcome, values, variance }];
  });
  const parameters = driversOf(
    numbers.map(({ name, column }) => ({ name, columns: [column] })),
    figures,
  );
  const sources = driversOf(
    [...bySource].map(([name, columns]) => ({ name, columns })),
    figures,
  );
  return Object.fromEntries(
    figures.map(({ outcome }, k) => [outcome.name, { parameters: parameters[k]!, sources: sources[k]! }]),
  );
}
