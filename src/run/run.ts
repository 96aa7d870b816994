import { type Estimates, estimate, largestMcse, leastMcse, type Questions } from '../estimates/index.ts';
import { type EvaluatedTarget, evaluateTargets } from '../estimates/targets.ts';
import { countsByName, Fingerprint } from '../fingerprint.ts';
import type { GeneratorName } from '../kernel/generators.ts';
import type { EngineName } from '../kernel/primitives/index.ts';
import type { Plan } from '../plan.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { emptyTally, type Tally } from '../tally.ts';
import { CHUNK, MOST_PATIENTS } from './chunks.ts';
import type { Executor } from './executor.ts';
import { simulate } from './simulate.ts';

export interface RunOptions {
  scenario: Scenario;
  /** plans of the strategies to run, in order; functions if all together would not fit into memory */
  plans: readonly (Plan | (() => Plan))[];
  seed: string;
  /** patients per strategy; with `targetMcse` the minimum */
  n: number;
  executor: Executor;
  /** default the fastest engine that works here; all give the same counts */
  engine?: EngineName;
  /** random number generator; default triple32 */
  generator?: GeneratorName;
  /** landmark times; default those of the scenario */
  at?: readonly number[];
  /** names of endpoints; default all */
  endpoints?: readonly string[];
  /** add patients until the MCSE of every survival probability at the landmark times is at most this */
  targetMcse?: number;
  /** called after each chunk: patients done, and patients planned so far, all strategies together */
  onProgress?: (done: number, planned: number) => void;
  /** receives the tally of each strategy as soon as it is complete; `tallies` is then empty */
  onStrategy?: (plan: Plan, tally: Tally) => void;
  signal?: AbortSignal;
}

export interface StrategyResult extends Estimates {
  title: string;
  /** why the results may not apply to patients, if the scenario says so */
  caveat?: string;
  targets: EvaluatedTarget[];
}

export interface RunResult {
  strategies: Record<string, StrategyResult>;
  /** by strategy, the counts behind the figures; empty with `onStrategy` */
  tallies: Record<string, Tally>;
  fingerprint: string;
  /** patients simulated, all strategies together */
  patients: number;
}

/**
 * The scenario's own landmarks, quantiles and times of restricted means.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, questionsOf } from 'sojourn';
 *
 * const { scenario } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * console.log(questionsOf(scenario!));
 * // { at: [ 5, 10 ], quantiles: [ 0.25, 0.5, 0.75 ], rmst: [ 10 ] }
 * ```
 */
export function questionsOf(scenario: Scenario, at?: readonly number[]): Questions {
  const { horizon, landmarks, rmst } = scenario.time;
  const quarters = [0.25, 0.5, 0.75, 1].map((share) => share * horizon);
  return { at: at ?? landmarks ?? quarters, quantiles: [0.25, 0.5, 0.75], rmst: rmst ?? [horizon] };
}

/**
 * Run strategies of a scenario and read their figures.
 *
 * @throws PrecisionError if the target precision needs more patients than can be numbered
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineExecutor, run } from 'sojourn';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const executor = inlineExecutor();
 * const result = await run({ scenario: scenario!, plans: Object.values(plans), n: 10_000, seed: '1', executor });
 * console.log(result.strategies['usual-care']!.endpoints.survival!.survival[0]);
 * // { at: 5, value: 0.8801, mcse: 0.003248... }
 * ```
 */
export async function run(options: RunOptions): Promise<RunResult> {
  const { scenario, plans, n, targetMcse, onProgress, onStrategy } = options;
  const questions = questionsOf(scenario, options.at);
  const tallies: Record<string, Tally> = {};
  const strategies: Record<string, StrategyResult> = {};
  const counted = new Fingerprint();
  let done = 0;
  let planned = n * plans.length;
  for (const planOrFunction of plans) {
    const plan = typeof planOrFunction === 'function' ? planOrFunction() : planOrFunction;
    const tally = emptyTally(plan);
    const times = occupancyTimes(scenario, questions.at);
    const estimates = () => estimate(plan, tally, questions, times, options.endpoints);
    const continueWalk = async (to: number) => {
      const before = done;
      const had = tally.n;
      await simulate(
        plan,
        { ...options, n: to, onProgress: (patients) => onProgress?.(before + patients - had, planned) },
        tally,
      );
      done += to - had;
    };
    await continueWalk(n);
    for (let mcse = 0; targetMcse !== undefined && (mcse = largestMcse(estimates())) > targetMcse; ) {
      mustBeAbove(targetMcse, leastMcse(plan, tally, questions.at, options.endpoints), plan);
      const needed = patientsFor(tally.n, mcse, targetMcse);
      planned += needed - tally.n;
      await continueWalk(needed);
    }
    strategies[plan.strategy] = {
      title: scenario.strategies[plan.strategy]?.title ?? plan.strategy,
      caveat: scenario.strategies[plan.strategy]?.caveat,
      ...estimates(),
      targets: evaluateTargets(scenario, plan, tally),
    };
    counted.add(countsByName(tally));
    if (onStrategy) onStrategy(plan, tally);
    else tallies[plan.strategy] = tally;
  }
  return { strategies, tallies, fingerprint: counted.text(), patients: done };
}

/**
 * The target precision cannot be reached.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineExecutor, PrecisionError, run } from 'sojourn';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * try {
 *   const options = { at: [5.001], targetMcse: 1e-9, n: 1000, seed: '1', executor: inlineExecutor() };
 *   await run({ scenario: scenario!, plans: [plans['usual-care']!], ...options });
 * } catch (error) {
 *   console.log(error instanceof PrecisionError);
 * }
 * // true
 * ```
 */
export class PrecisionError extends Error {
  override name = 'PrecisionError';
}

/** @throws PrecisionError if the time grid alone gives a larger error: more patients do not reduce it */
function mustBeAbove(target: number, { at, mcse }: { at: number; mcse: number }, { graph }: Plan): void {
  if (mcse < target) return;
  throw new PrecisionError(
    `the Monte Carlo standard error of survival at ${at} is at least ${mcse.toPrecision(2)} for any number of patients, since ${at} is between two rows of 1/${graph.grid.perUnit}; the target is ${target}: use more rows-per-unit or a time on a row`,
  );
}

/**
 * Standard errors decrease with the root of the number of patients; 2% more, since the estimate itself has an error.
 */
function patientsFor(n: number, mcse: number, target: number): number {
  const needed = Math.ceil((n * (mcse / target) ** 2 * 1.02) / CHUNK) * CHUNK;
  if (needed > MOST_PATIENTS) {
    throw new PrecisionError(
      `a Monte Carlo standard error of ${target} would take about ${needed.toExponential(1)} patients, at most ${MOST_PATIENTS.toLocaleString('en')} can be numbered; with them it is about ${(mcse * Math.sqrt(n / MOST_PATIENTS)).toPrecision(2)}`,
    );
  }
  return Math.max(needed, n + CHUNK);
}

/** About a hundred times, in whole units if the horizon allows, and the landmarks. */
function occupancyTimes({ time }: Scenario, landmarks: readonly number[]): number[] {
  const step = Math.max(1, Math.round(time.horizon / 120));
  const count = Math.floor(time.horizon / step);
  const steps = Array.from({ length: count + 1 }, (_, i) => i * step);
  return [...new Set([...steps, ...landmarks])].sort((a, b) => a - b);
}
