import { unknownName } from '../../language/names.ts';
import type { KeptTimes } from '../../scenario/compile/patient-times.ts';
import type { Model } from '../../scenario/model.ts';
import { OverrideError, patientTimesOf, resolvable, withOverrides } from '../../scenario/overrides.ts';
import { resolve } from '../../scenario/resolve/index.ts';
import { checkLimits } from '../../scenario/resolve/limits.ts';
import { checkStructure } from '../../scenario/resolve/structure.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { RawCondition } from '../../scenario/schema/model.ts';
import type { StrategyArm } from '../design.ts';
import { type ArmName, armsGiven, detailsOf } from './arms.ts';
import { dropoutOf } from './dropout.ts';
import { lawKeywords } from './laws.ts';
import type { Issues, Path } from './problems.ts';
import { reachable, reportNobody } from './randomised-at.ts';
import type { RawTrial } from './schema.ts';
import { type Named, type WantedTimes, wantedOf } from './wanted.ts';

/**
 * The arms of a design that are strategies of a scenario.
 *
 * @param kept of arms of the same design and scenario with other numbers, in the same order
 * @param wanted the times that its patients must have; default those of its endpoint
 */
export function strategyArmsOf(
  raw: RawTrial,
  given: Scenario,
  issues: Issues,
  { kept = [], wanted = wantedOf(raw) }: { kept?: readonly KeptTimes[]; wanted?: WantedTimes } = {},
): StrategyArm[] | undefined {
  const before = issues.problems.length;
  const scenario = withStrategies(given, raw.strategies ?? {}, issues);
  if (issues.problems.length > before) return undefined;
  if (scenario.time.unit !== raw.unit)
    issues.add(['unit'], `unit is ${raw.unit}, must be ${scenario.time.unit} as in the scenario`);
  const endpoints = Object.keys(scenario.endpoints);
  if (wanted.endpoints.length === 0)
    issues.add([], `endpoint is missing, must be one of the scenario: ${endpoints.join(', ')}`);
  for (const { name, path } of wanted.endpoints)
    if (!endpoints.includes(name)) issues.add(path, unknownName('endpoint', name, endpoints));
  const { 'on-reaching': reaching, among } =
    raw.randomised === undefined || raw.randomised === 'entry' ? {} : raw.randomised;
  const subgroups = Object.keys(scenario.subgroups);
  for (const { name, path } of wanted.populations)
    if (!subgroups.includes(name)) issues.add(path, unknownName('subgroup', name, subgroups));
    else if (reaching === undefined && isKnownLater(scenario, scenario.subgroups[name]!.if))
      issues.add(
        path,
        `membership of subgroup ${name} is known only after entry; must be known at randomisation`,
      );
  if (among !== undefined && !subgroups.includes(among))
    issues.add(['randomised', 'among'], unknownName('subgroup', among, subgroups));
  else if (
    among !== undefined &&
    reaching === undefined &&
    isKnownLater(scenario, scenario.subgroups[among]!.if)
  )
    issues.add(
      ['randomised', 'among'],
      `membership of subgroup ${among} is known only after entry; must be known at entry, or \`on-reaching\` must name a state at which it is known`,
    );
  const arms = armsGiven(raw).map((name) => armOf(raw, name, scenario, issues));
  if (issues.problems.length > before) return undefined;
  const asked: AskedTimes = { ...wanted, reaching, among };
  const armsWithPatients = (arms as NonNullable<(typeof arms)[number]>[]).map((arm, a) =>
    withPatients(arm, asked, issues, kept[a]),
  );
  return issues.problems.length > before ? undefined : (armsWithPatients as StrategyArm[]);
}

/** The times that every arm's patients must have. */
interface AskedTimes extends WantedTimes {
  /** states or groups; patients are randomised on the first entry into one of them */
  reaching: string | readonly string[] | undefined;
  /** the subgroup that is enrolled */
  among: string | undefined;
}

function withPatients(
  { title, scenario, model, path, dropout }: NonNullable<ReturnType<typeof armOf>>,
  { endpoints, populations, reaching, among }: AskedTimes,
  issues: Issues,
  kept: KeptTimes | undefined,
): StrategyArm | undefined {
  const entries = reaching === undefined ? [] : reachable(scenario, model, reaching, issues);
  if (!entries) return undefined;
  const asked = {
    endpoints: namesOf(endpoints),
    entries,
    member: among,
    ...(populations.length > 0 && { members: namesOf(populations) }),
  };
  const patients = ofScenario(() => patientTimesOf(scenario, model.strategy, asked, kept), path, issues);
  if (!patients) return undefined;
  const { times } = patients;
  for (const { name, censors } of times.endpoints)
    if (censors) reportCensoring(endpoints.find((endpoint) => endpoint.name === name)!, model, issues);
  if (entries.length > 0 && times.entries.every(({ entered }) => entered === 'never'))
    reportNobody(model, entries, issues);
  return { kind: 'strategy', title, patients, ...dropout };
}

/** Whether a condition depends on states entered, or on marks recorded after the start. */
function isKnownLater(scenario: Scenario, condition: RawCondition): boolean {
  return Object.entries(condition).some(([key, value]) => {
    if (key === 'reached' || key === 'observed') return true;
    if (key === 'all' || key === 'any')
      return (value as RawCondition[]).some((part) => isKnownLater(scenario, part));
    if (key === 'not') return isKnownLater(scenario, value as RawCondition);
    const mark = Object.hasOwn(scenario.marks, key) ? scenario.marks[key] : undefined;
    return mark !== undefined && ![mark.on].flat().includes(scenario.start);
  });
}

/** The scenario with the design's own strategies added. Problems of such a strategy keep their path in the design. */
function withStrategies(
  scenario: Scenario,
  own: NonNullable<RawTrial['strategies']>,
  issues: Issues,
): Scenario {
  const all = { ...scenario, strategies: { ...scenario.strategies, ...own } };
  for (const name of Object.keys(own)) {
    const path: Path = ['strategies', name];
    if (Object.hasOwn(scenario.strategies, name)) {
      issues.add(path, `the scenario has a strategy ${name}, must have another name`);
      continue;
    }
    const { model, problems } = resolve(all, name);
    const problemsFound = [
      ...problems,
      ...(problems.length > 0 ? [] : [...checkStructure(model), ...checkLimits(model)]),
    ];
    for (const { path: at, message, severity } of problemsFound)
      if (severity === 'error') issues.add(at[0] === 'strategies' && at[1] === name ? at : path, message);
  }
  return all;
}

function armOf(raw: RawTrial, name: ArmName, scenario: Scenario, issues: Issues) {
  const path: Path = ['arms', name];
  const isAlone = typeof raw.arms?.[name] === 'string';
  const { strategy, set = {}, dropout: own, ...rest } = detailsOf(raw, name);
  const law = lawKeywords.find((key) => rest[key] !== undefined);
  if (law) {
    issues.add(
      [...path, law],
      `${law} is a plain law, must be left out: arms are strategies of the scenario`,
    );
    return undefined;
  }
  const at = isAlone ? path : [...path, 'strategy'];
  const known = Object.keys(scenario.strategies);
  if (strategy === undefined || !known.includes(strategy)) {
    issues.add(
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
      issues,
    );
    if (!next) return undefined;
    changed = next;
  }
  const dropout = own
    ? dropoutOf(own, [...path, 'dropout'], raw, issues)
    : dropoutOf(raw.dropout, ['dropout'], raw, issues);
  const blamedPath = Object.keys(set).length > 0 ? [...path, 'set'] : at;
  const model = ofScenario(() => resolvable(changed, strategy), blamedPath, issues);
  if (!model) return undefined;
  const title = detailsOf(raw, name).title ?? scenario.strategies[strategy]!.title ?? strategy;
  return { title, scenario: changed, model, path: blamedPath, dropout };
}

function ofScenario<T>(make: () => T, path: Path, issues: Issues): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof OverrideError)) throw error;
    issues.add(path, error.message);
    return undefined;
  }
}

/** Each name once, in order. */
const namesOf = (all: readonly Named[]) => [...new Set(all.map(({ name }) => name))];

function reportCensoring({ name: endpoint, path }: Named, { endpoints }: Model, issues: Issues): void {
  const others = endpoints.filter(({ censor }) => censor.length === 0).map(({ name }) => name);
  const message = `endpoint ${endpoint} censors patients by its definition, so their event times are unknown; must be one that does not censor${others.length > 0 ? `: ${others.join(', ')}` : ''}`;
  if (!issues.problems.some((problem) => problem.message === message)) issues.add(path, message);
}
