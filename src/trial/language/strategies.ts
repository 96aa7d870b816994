import { unknownName } from '../../language/names.ts';
import type { Model } from '../../scenario/model.ts';
import { OverrideError, patientTimesOf, resolvable, withOverrides } from '../../scenario/overrides.ts';
import { resolve } from '../../scenario/resolve/index.ts';
import { checkLimits } from '../../scenario/resolve/limits.ts';
import { checkStructure } from '../../scenario/resolve/structure.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { RawCondition } from '../../scenario/schema/model.ts';
import type { StrategyArm } from '../design.ts';
import { type ArmName, armsGiven, detailsOf } from './arms.ts';
import { dropoutOf, lawWays } from './laws.ts';
import type { Complaints, Path } from './problems.ts';
import { complainOfNobody, reachable } from './randomised-at.ts';
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
  const asked: Asked = { endpoint: raw.endpoint!, reaching, among };
  const found = (arms as NonNullable<(typeof arms)[number]>[]).map((one) => withPatients(one, asked, to));
  return to.problems.length > before ? undefined : (found as StrategyArm[]);
}

/** What is asked of the patients of every arm. */
interface Asked {
  endpoint: string;
  /** states or groups on the first entry into which they are randomised */
  reaching: string | readonly string[] | undefined;
  /** the subgroup that is enrolled */
  among: string | undefined;
}

function withPatients(
  { title, scenario, model, path, dropout }: NonNullable<ReturnType<typeof armOf>>,
  { endpoint, reaching, among }: Asked,
  to: Complaints,
): StrategyArm | undefined {
  const entries = reaching === undefined ? [] : reachable(scenario, model, reaching, to);
  if (!entries) return undefined;
  const asked = { endpoints: [endpoint], entries, member: among };
  const patients = ofScenario(() => patientTimesOf(scenario, model.strategy, asked), path, to);
  if (!patients) return undefined;
  const { times } = patients;
  if (times.endpoints.some(({ censors }) => censors)) complainOfCensoring(endpoint, model, to);
  if (entries.length > 0 && times.entries.every(({ entered }) => entered === 'never'))
    complainOfNobody(model, entries, to);
  return { kind: 'strategy', title, patients, ...(dropout ? { dropout } : {}) };
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
  const law = lawWays.find((way) => rest[way] !== undefined);
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
  const blamed = Object.keys(set).length > 0 ? [...path, 'set'] : at;
  const model = ofScenario(() => resolvable(changed, strategy), blamed, to);
  if (!model) return undefined;
  const title = detailsOf(raw, name).title ?? scenario.strategies[strategy]!.title ?? strategy;
  return { title, scenario: changed, model, path: blamed, dropout };
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

function complainOfCensoring(endpoint: string, { endpoints }: Model, to: Complaints): void {
  const others = endpoints.filter(({ censor }) => censor.length === 0).map(({ name }) => name);
  const message = `endpoint ${endpoint} censors patients by its definition, so their event times are unknown; must be one that does not censor${others.length > 0 ? `: ${others.join(', ')}` : ''}`;
  if (!to.problems.some((problem) => problem.message === message)) to.complain(['endpoint'], message);
}
