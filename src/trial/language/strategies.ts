import { unknownName } from '../../language/names.ts';
import { censors } from '../../outcomes.ts';
import type { Plan } from '../../plan.ts';
import { OverrideError, planOf, withOverrides } from '../../scenario/overrides.ts';
import { resolve } from '../../scenario/resolve/index.ts';
import { checkLimits } from '../../scenario/resolve/limits.ts';
import { checkStructure } from '../../scenario/resolve/structure.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { RawCondition } from '../../scenario/schema/model.ts';
import { trialPlan } from '../arms/plan.ts';
import type { StrategyArm } from '../design.ts';
import { type ArmName, armsGiven, detailsOf } from './arms.ts';
import { dropoutOf } from './laws.ts';
import type { Complaints, Path } from './problems.ts';
import { reachable } from './randomised-at.ts';
import type { RawTrial } from './schema.ts';

/** Arms that are strategies of a scenario. */
export function strategyArmsOf(raw: RawTrial, given: Scenario, to: Complaints): StrategyArm[] | undefined {
  const before = to.problems.length;
  const scenario = withStrategies(given, raw.strategies ?? {}, to);
  if (to.problems.length > before) return undefined;
  if (scenario.time.unit !== raw.unit)
    to.complain(['unit'], `unit is ${raw.unit}, must be ${scenario.time.unit} as in the scenario`);
  const endpoints = Object.keys(scenario.endpoints);
  if (raw.endpoint === undefined)
    to.complain([], `endpoint is missing, must be one of the scenario: ${endpoints.join(', ')}`);
  else if (!endpoints.includes(raw.endpoint))
    to.complain(['endpoint'], unknownName('endpoint', raw.endpoint, endpoints));
  const { 'on-reaching': reaching, among } =
    raw.randomised === undefined || raw.randomised === 'entry' ? {} : raw.randomised;
  const subgroups = Object.keys(scenario.subgroups);
  if (among !== undefined && !subgroups.includes(among))
    to.complain(['randomised', 'among'], unknownName('subgroup', among, subgroups));
  else if (
    among !== undefined &&
    reaching === undefined &&
    looksAhead(scenario, scenario.subgroups[among]!.if)
  )
    to.complain(
      ['randomised', 'among'],
      `subgroup ${among} is known only after entry, by what happens then; must be one that is known at entry, or stand beside \`on-reaching\` the state at which it is`,
    );
  const arms = armsGiven(raw).map((name) => armOf(raw, name, scenario, to));
  if (to.problems.length > before) return undefined;
  const endpoint = raw.endpoint!;
  const found = (arms as NonNullable<(typeof arms)[number]>[]).map(
    ({ name, strategy, scenario: own, plan, dropout }): StrategyArm => {
      if (censors(plan.readout.endpoints.find((one) => one.name === endpoint)!))
        complainOfCensoring(endpoint, plan, to);
      const states = reaching === undefined ? undefined : reachable(scenario, strategy, plan, reaching, to);
      return {
        kind: 'strategy',
        title: detailsOf(raw, name).title ?? scenario.strategies[strategy]!.title ?? strategy,
        strategy,
        // all that is checked is checked: the arm needs no more than this
        plan: trialPlan(own, strategy, endpoint, among),
        endpoint,
        ...(dropout ? { dropout } : {}),
        ...(states ? { randomisedAt: states } : {}),
        ...(among === undefined ? {} : { subgroup: among }),
      };
    },
  );
  return to.problems.length > before ? undefined : found;
}

/** Whether a condition asks for states passed, or for marks recorded later than at the start. */
function looksAhead(scenario: Scenario, condition: RawCondition): boolean {
  return Object.entries(condition).some(([key, value]) => {
    if (key === 'reached' || key === 'observed') return true;
    if (key === 'all' || key === 'any')
      return (value as RawCondition[]).some((one) => looksAhead(scenario, one));
    if (key === 'not') return looksAhead(scenario, value as RawCondition);
    const mark = Object.hasOwn(scenario.marks, key) ? scenario.marks[key] : undefined;
    return mark !== undefined && ![mark.on].flat().includes(scenario.start);
  });
}

/** The scenario with the design's own strategies. What is wrong with one stands at the same path in the design. */
function withStrategies(
  scenario: Scenario,
  own: NonNullable<RawTrial['strategies']>,
  to: Complaints,
): Scenario {
  const all = { ...scenario, strategies: { ...scenario.strategies, ...own } };
  for (const name of Object.keys(own)) {
    const path: Path = ['strategies', name];
    if (Object.hasOwn(scenario.strategies, name)) {
      to.complain(path, `the scenario has a strategy ${name}, must have another name`);
      continue;
    }
    const { model, problems } = resolve(all, name);
    const found = [
      ...problems,
      ...(problems.length > 0 ? [] : [...checkStructure(model), ...checkLimits(model)]),
    ];
    for (const { path: at, message, severity } of found)
      if (severity === 'error') to.complain(at[0] === 'strategies' && at[1] === name ? at : path, message);
  }
  return all;
}

function armOf(raw: RawTrial, name: ArmName, scenario: Scenario, to: Complaints) {
  const path: Path = ['arms', name];
  const isAlone = typeof raw.arms?.[name] === 'string';
  const { strategy, set = {}, dropout: own, ...rest } = detailsOf(raw, name);
  const law = (['median', 'hazard', 'survival', 'hazard-ratio'] as const).find(
    (way) => rest[way] !== undefined,
  );
  if (law) {
    to.complain(
      [...path, law],
      `${law} is a plain law, must be left out: arms are strategies of the scenario`,
    );
    return undefined;
  }
  const at = isAlone ? path : [...path, 'strategy'];
  const known = Object.keys(scenario.strategies);
  if (strategy === undefined || !known.includes(strategy)) {
    to.complain(
      strategy === undefined ? path : at,
      strategy === undefined
        ? `${name} has no strategy, must name one of the scenario: ${known.slice(0, 16).join(', ')}`
        : unknownName('strategy', strategy, known),
    );
    return undefined;
  }
  let changed = scenario;
  for (const [parameter, value] of Object.entries(set)) {
    const next = ofScenario(
      () => withOverrides(changed, [{ strategy, parameter, value }]),
      [...path, 'set', parameter],
      to,
    );
    if (!next) return undefined;
    changed = next;
  }
  const dropout = own ? dropoutOf(own, [...path, 'dropout'], to) : dropoutOf(raw.dropout, ['dropout'], to);
  const plan = ofScenario(
    () => planOf(changed, strategy),
    Object.keys(set).length > 0 ? [...path, 'set'] : at,
    to,
  );
  return plan && { name, strategy, scenario: changed, plan, dropout };
}

function ofScenario<T>(make: () => T, path: Path, to: Complaints): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof OverrideError)) throw error;
    to.complain(path, error.message);
    return undefined;
  }
}

function complainOfCensoring(endpoint: string, plan: Plan, to: Complaints): void {
  const others = plan.readout.endpoints.filter((one) => !censors(one)).map(({ name }) => name);
  const message = `endpoint ${endpoint} censors by its own definition, so that not every patient's time is known; must be one that does not${others.length > 0 ? `: ${others.join(', ')}` : ''}`;
  if (!to.problems.some((problem) => problem.message === message)) to.complain(['endpoint'], message);
}
