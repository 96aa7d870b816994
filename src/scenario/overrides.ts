import { unknownName } from '../language/names.ts';
import type { Problem } from '../language/problem.ts';
import type { Plan } from '../plan.ts';
import type { AskedTimes } from './compile/asked.ts';
import { type PatientTimes, patientTimes } from './compile/patient-times.ts';
import { StrategyPlans } from './compile/strategy-plans.ts';
import type { Model } from './model.ts';
import { resolve } from './resolve/index.ts';
import { checkLimits } from './resolve/limits.ts';
import { checkStructure } from './resolve/structure.ts';
import type { RawStrategy, Scenario } from './schema/index.ts';
import type { RawParameter } from './schema/quantity.ts';

/** Another value for a named parameter. */
export interface Override {
  /** in this strategy alone; where it is not given, in every strategy that has no value of its own */
  strategy?: string;
  parameter: string;
  value: number;
}

/** An override that cannot be. */
export class OverrideError extends Error {
  override name = 'OverrideError';
}

/**
 * A scenario with other values, as if its file had them.
 *
 * @throws OverrideError for a strategy or parameter that is not there, with a near name
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
  if (strategy === undefined) return { ...scenario, parameters: { ...parameters, [parameter]: given } };
  const changed: RawStrategy = { ...own, parameters: { ...own!.parameters, [parameter]: given } };
  return { ...scenario, strategies: { ...strategies, [strategy]: changed } };
}

/** Strategies among these that keep a value of their own, whatever is set for all. */
export function keepersOf(
  scenario: Scenario,
  { strategy, parameter }: Omit<Override, 'value'>,
  among: readonly string[],
): string[] {
  if (strategy !== undefined) return [];
  return among.filter((name) => Object.hasOwn(scenario.strategies[name]?.parameters ?? {}, parameter));
}

/** A scenario with one strategy more: another's copy, with other values. */
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
 * Look up every name and number of a strategy, in a scenario that was sound before something was overridden.
 *
 * @throws OverrideError where a number is now outside its range
 */
export function resolvable(scenario: Scenario, strategy: string): Model {
  const { model, problems } = resolve(scenario, strategy);
  refuse([...problems, ...checkStructure(model), ...checkLimits(model)]);
  return model;
}

/**
 * The plan of a strategy, likewise.
 *
 * @param plans those of the strategy with other numbers, and what is asked of them; everything unless given
 * @throws OverrideError where a number is now outside its range, or the model cannot be compiled any more
 */
export function planOf(scenario: Scenario, strategy: string, plans = new StrategyPlans()): Plan {
  const { plan, problems } = plans.compile(resolvable(scenario, strategy));
  refuse(problems);
  return plan!;
}

/**
 * Patients' own times under a strategy, likewise.
 *
 * @param asked which times
 * @throws OverrideError as `planOf`
 */
export function patientTimesOf(scenario: Scenario, strategy: string, asked: AskedTimes): PatientTimes {
  const { times, problems } = patientTimes(resolvable(scenario, strategy), asked);
  refuse(problems);
  return times!;
}

function refuse(problems: readonly Problem[]): void {
  const problem = problems.find(({ severity }) => severity === 'error');
  if (problem) throw new OverrideError(`${problem.message} (at ${problem.path.join('.')})`);
}
