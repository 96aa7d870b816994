import { unknownName } from '../language/names.ts';
import type { Problem } from '../language/problem.ts';
import type { Plan } from '../plan.ts';
import type { AskedTimes } from './compile/asked.ts';
import { type KeptTimes, type PatientTimes, patientTimes } from './compile/patient-times.ts';
import { StrategyPlans } from './compile/strategy-plans.ts';
import type { Model } from './model.ts';
import { resolve } from './resolve/index.ts';
import { checkLimits } from './resolve/limits.ts';
import { checkStructure } from './resolve/structure.ts';
import type { RawStrategy, Scenario } from './schema/index.ts';
import type { RawParameter } from './schema/quantity.ts';
import { setApart } from './set-apart.ts';

/** A new value for a named parameter. */
export interface Override {
  /** changes this strategy alone; if not given, every strategy without a value of its own */
  strategy?: string;
  parameter: string;
  value: number;
}

/**
 * An override with an unknown name or an impossible value.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, OverrideError, withOverrides } from 'sojourn';
 *
 * const { scenario } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * try {
 *   withOverrides(scenario!, [{ parameter: 'fals-ill', value: 0.02 }]);
 * } catch (error) {
 *   if (error instanceof OverrideError) console.log(error.message);
 * }
 * // parameter "fals-ill" is not in the scenario; did you mean "falls-ill"?
 * ```
 */
export class OverrideError extends Error {
  override name = 'OverrideError';
}

/**
 * A scenario with parameters replaced, as if its file had these values.
 *
 * @throws OverrideError for an unknown strategy or parameter; the message suggests a similar name
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineExecutor, planOf, run, withOverrides } from 'sojourn';
 *
 * const { scenario } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const changed = withOverrides(scenario!, [{ parameter: 'falls-ill', value: 0.02 }]);
 * const options = { n: 10_000, seed: '1', executor: inlineExecutor() };
 * const result = await run({ scenario: changed, plans: [planOf(changed, 'usual-care')], ...options });
 * console.log(result.strategies['usual-care']!.endpoints.survival!.survival[0]);
 * // { at: 5, value: 0.9213, mcse: 0.002692... }
 * ```
 */
export function withOverrides(scenario: Scenario, overrides: readonly Override[]): Scenario {
  return overrides.reduce(withOverride, scenario);
}

function withOverride(scenario: Scenario, { strategy, parameter, value }: Override): Scenario {
  const { strategies, parameters } = scenario;
  const own =
    strategy === undefined || !Object.hasOwn(strategies, strategy) ? undefined : strategies[strategy];
  if (strategy !== undefined && !own)
    throw new OverrideError(unknownName('strategy', strategy, Object.keys(strategies)));
  const known = new Set([...Object.keys(parameters), ...Object.keys(own?.parameters ?? {})]);
  if (!known.has(parameter)) throw new OverrideError(unknownName('parameter', parameter, known));
  const given: RawParameter = { value, assumption: 'Set for this run' };
  const rest = setApart(scenario, strategy === undefined ? parameter : `${strategy}.${parameter}`);
  if (strategy === undefined) return { ...rest, parameters: { ...parameters, [parameter]: given } };
  const changed: RawStrategy = { ...own, parameters: { ...own!.parameters, [parameter]: given } };
  return { ...rest, strategies: { ...strategies, [strategy]: changed } };
}

/**
 * Those of these strategies that define the parameter themselves: an override for all strategies does not change them.
 */
export function strategiesWithOwnValue(
  scenario: Scenario,
  { strategy, parameter }: Omit<Override, 'value'>,
  among: readonly string[],
): string[] {
  if (strategy !== undefined) return [];
  return among.filter((name) => Object.hasOwn(scenario.strategies[name]?.parameters ?? {}, parameter));
}

/**
 * A scenario with one more strategy: a copy of another, with some parameters replaced.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, planOf, withWhatIf } from 'sojourn';
 *
 * const { scenario } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const overrides = [{ parameter: 'falls-ill', value: 0.02 }];
 * const wider = withWhatIf(scenario!, { name: 'what-if', of: 'usual-care', overrides });
 * console.log(planOf(wider, 'what-if').strategy);
 * // what-if
 * ```
 */
export function withWhatIf(
  scenario: Scenario,
  { name, of, overrides }: { name: string; of: string; overrides: readonly Override[] },
): Scenario {
  const original = scenario.strategies[of]!;
  const changes = overrides.map(({ parameter, value }) => `${parameter} = ${value}`).join(', ');
  const copy: RawStrategy = { ...original, title: `${original.title ?? of}, ${changes}` };
  const extended = { ...scenario, strategies: { ...scenario.strategies, [name]: copy } };
  return withOverrides(
    extended,
    overrides.map((one) => ({ ...one, strategy: name })),
  );
}

/**
 * Resolves a strategy of a scenario that had no errors before parameters were overridden.
 *
 * @throws OverrideError if a number is now outside its range
 */
export function resolvable(scenario: Scenario, strategy: string): Model {
  return sound(resolve(scenario, strategy));
}

function sound({ model, problems }: { model: Model; problems: readonly Problem[] }): Model {
  refuse([...problems, ...checkStructure(model), ...checkLimits(model)]);
  return model;
}

/**
 * Compiles a strategy of a scenario with overridden parameters.
 *
 * @param plans earlier plans of the same strategy, whose structure is reused; they also say what is counted
 * @throws OverrideError if a number is now outside its range, or the model can no longer be compiled
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, planOf, withOverrides } from 'sojourn';
 *
 * const { scenario } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const changed = withOverrides(scenario!, [{ parameter: 'falls-ill', value: 0.02 }]);
 * console.log(planOf(changed, 'usual-care').strategy);
 * // usual-care
 * ```
 */
export function planOf(scenario: Scenario, strategy: string, plans = new StrategyPlans()): Plan {
  return compiled(resolvable(scenario, strategy), plans);
}

/**
 * The same in less time, for one set of numbers after the other: after the first, only numbers are read that the plan takes,
 * so that nothing is said of others.
 *
 * @throws OverrideError as `planOf`
 */
export function planAgain(scenario: Scenario, strategy: string, plans: StrategyPlans): Plan {
  const again = plans.resolve(scenario);
  if (!again) return planOf(scenario, strategy, plans);
  refuse(again.problems);
  return compiled(again.model, plans);
}

function compiled(model: Model, plans: StrategyPlans): Plan {
  const { plan, problems } = plans.compile(model);
  refuse(problems);
  return plan!;
}

/**
 * Compiles a strategy of a scenario with overridden parameters for individual times.
 *
 * @param asked which times are returned
 * @param kept of the same strategy and times with other numbers
 * @throws OverrideError as `planOf`
 */
export function patientTimesOf(
  scenario: Scenario,
  strategy: string,
  asked: AskedTimes,
  kept?: KeptTimes,
): PatientTimes {
  const { times, problems } = patientTimes(resolvable(scenario, strategy), asked, kept);
  refuse(problems);
  return times!;
}

/**
 * The same in less time, for one set of numbers after the other: after the first, only numbers are read that the times depend
 * on, so that nothing is said of others.
 *
 * @returns the model too, whose timers have the numbers of the scenario
 * @throws OverrideError as `planOf`
 */
export function patientTimesAgain(
  scenario: Scenario,
  strategy: string,
  asked: AskedTimes,
  kept: KeptTimes,
): { model: Model; times: PatientTimes } {
  const again = kept.resolve(scenario);
  if (again) refuse(again.problems);
  const model = again?.model ?? resolvable(scenario, strategy);
  const { times, problems } = patientTimes(model, asked, kept);
  refuse(problems);
  return { model, times: times! };
}

function refuse(problems: readonly Problem[]): void {
  const problem = problems.find(({ severity }) => severity === 'error');
  if (problem) throw new OverrideError(`${problem.message} (at ${problem.path.join('.')})`);
}
