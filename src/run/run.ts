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
  /** of the strategies to run, in order; as functions where many together would fill the memory */
  plans: readonly (Plan | (() => Plan))[];
  seed: string;
  /** patients a strategy; with `targetMcse` the fewest */
  n: number;
  executor: Executor;
  /** the loops to use: the fastest that work here unless given; any gives the same counts */
  engine?: EngineName;
  /** where random numbers come from: triple32 unless given */
  generator?: GeneratorName;
  /** landmark times; those of the scenario unless given */
  at?: readonly number[];
  /** names of the endpoints wanted; all unless given */
  endpoints?: readonly string[];
  /** add patients until no survival figure at the landmark times has a larger Monte Carlo standard error */
  targetMcse?: number;
  /** told after each chunk: patients done of those planned so far, all strategies together */
  onProgress?: (done: number, planned: number) => void;
  /** is given what was counted of each strategy as soon as that is done; `tallies` has none of them then */
  onStrategy?: (plan: Plan, tally: Tally) => void;
  signal?: AbortSignal;
}

export interface StrategyResult extends Estimates {
  title: string;
  /** why what it says of patients may not hold, where the scenario tells */
  caveat?: string;
  targets: EvaluatedTarget[];
}

export interface RunResult {
  strategies: Record<string, StrategyResult>;
  /** by strategy, what the figures were read from; empty where `onStrategy` was given them */
  tallies: Record<string, Tally>;
  fingerprint: string;
  /** patients simulated, all strategies together */
  patients: number;
}

/**
 * What a scenario wants to be asked, where the user does not say.
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
 * @throws PrecisionError when the precision asked for takes more patients than there are numbers for
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
  for (const one of plans) {
    const plan = typeof one === 'function' ? one() : one;
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
 * The precision asked for cannot be had.
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

/** More patients do not tell when within a row events come. */
function mustBeAbove(target: number, { at, mcse }: { at: number; mcse: number }, { graph }: Plan): void {
  if (mcse < target) return;
  throw new PrecisionError(
    `survival at ${at}, between two rows of 1/${graph.grid.perUnit}, is known to ${mcse.toPrecision(2)} at best, however many patients there are, and ${target} is asked for; choose more rows-per-unit or a time on a row`,
  );
}

/** Standard errors fall with the root of the patients; two percent more, since the estimate has an error itself. */
function patientsFor(n: number, mcse: number, target: number): number {
  const needed = Math.ceil((n * (mcse / target) ** 2 * 1.02) / CHUNK) * CHUNK;
  if (needed > MOST_PATIENTS) {
    throw new PrecisionError(
      `a Monte Carlo standard error of ${target} would take about ${needed.toExponential(1)} patients, at most ${MOST_PATIENTS.toLocaleString('en')} can be told apart; with them it is about ${(mcse * Math.sqrt(n / MOST_PATIENTS)).toPrecision(2)}`,
    );
  }
  return Math.max(needed, n + CHUNK);
}

/** Some hundred times, whole units where the horizon allows, and the landmarks. */
function occupancyTimes({ time }: Scenario, landmarks: readonly number[]): number[] {
  const step = Math.max(1, Math.round(time.horizon / 120));
  const count = Math.floor(time.horizon / step);
  const steps = Array.from({ length: count + 1 }, (_, i) => i * step);
  return [...new Set([...steps, ...landmarks])].sort((a, b) => a - b);
}
