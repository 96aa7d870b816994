import { notDefined } from '../language/names.ts';
import type { Problem } from '../language/problem.ts';
import type { RawTarget, Scenario } from './schema/index.ts';

/** The strategy that a target refers to: the first one unless it names another. */
export function strategyOf(scenario: Scenario, target: RawTarget): string {
  return target.strategy ?? Object.keys(scenario.strategies)[0]!;
}

/** The targets that refer to a strategy, in the order of the file. */
export function targetsOf(scenario: Scenario, strategy: string): RawTarget[] {
  return scenario.targets.filter((target) => strategyOf(scenario, target) === strategy);
}

/**
 * Problems of targets: unknown names, missing or superfluous fields, values out of range.
 *
 * @param proportions names of proportions by strategy; for a strategy without an entry they are not checked
 * @param dropped names of entries left out of `scenario` because of their shape
 */
export function checkTargets(
  scenario: Scenario,
  proportions: Readonly<Record<string, readonly string[]>>,
  dropped: ReadonlySet<string> = new Set(),
): Problem[] {
  return scenario.targets.flatMap((target, i) => {
    const strategy = strategyOf(scenario, target);
    // an unknown strategy may have the name of a member of every object
    const shares = Object.hasOwn(proportions, strategy) ? proportions[strategy] : undefined;
    return checkTarget(scenario, target, shares, dropped, ['targets', i]);
  });
}

/** What a hazard ratio is over. */
function checkOver(
  { strategies, subgroups }: Scenario,
  { 'hazard-ratio': ratio, over, strategy, subgroup }: RawTarget,
  wrong: (key: string | undefined, message: string) => void,
): void {
  if (ratio !== undefined && over === undefined)
    wrong(undefined, 'the target needs `over`: the strategy or subgroup that the hazard ratio is over');
  if (over === undefined) return;
  if (ratio === undefined) wrong('over', '`over` is of a hazard-ratio; leave it out');
  const names = [...Object.keys(strategies), ...Object.keys(subgroups)];
  if (!names.includes(over)) wrong('over', notDefined('strategy or subgroup', over, names));
  else if (over === strategy || over === subgroup)
    wrong('over', `the hazard ratio is of ${over} over itself; name another`);
}

function checkTarget(
  scenario: Scenario,
  target: RawTarget,
  shares: readonly string[] | undefined,
  dropped: ReadonlySet<string>,
  path: Problem['path'],
): Problem[] {
  const problems: Problem[] = [];
  const wrong = (key: string | undefined, message: string) =>
    problems.push({ path: key === undefined ? path : [...path, key], message, severity: 'error' });
  const known = (key: 'endpoint' | 'subgroup' | 'proportion' | 'strategy', names: readonly string[]) => {
    const name = target[key];
    if (name !== undefined && !names.includes(name) && !dropped.has(name))
      wrong(key, notDefined(key, name, names));
  };
  known('strategy', Object.keys(scenario.strategies));
  known('endpoint', Object.keys(scenario.endpoints));
  known('subgroup', Object.keys(scenario.subgroups));
  if (shares) known('proportion', shares);
  const { 'hazard-ratio': ratio, 'at-risk': atRisk } = target;
  const says = [target.survival, target.median, target.proportion, ratio, atRisk].filter(
    (one) => one !== undefined,
  ).length;
  // events of an endpoint are a figure by themselves
  const isEvents = says === 0 && target.endpoint !== undefined && target.events !== undefined;
  if (says !== 1 && !isEvents)
    wrong(
      undefined,
      'the target must have one of survival (with endpoint and at), median (with endpoint), proportion, hazard-ratio (with endpoint and over), at-risk (with endpoint and at), events (with endpoint)',
    );
  if (says === 1 && target.proportion === undefined && target.endpoint === undefined)
    wrong(undefined, 'the target needs an endpoint');
  if (atRisk !== undefined && target.at === undefined)
    wrong(undefined, 'the target needs `at`: the time at which so many are at risk');
  checkOver(scenario, target, wrong);
  if (target.survival !== undefined && target.at === undefined)
    wrong(undefined, 'the target needs `at`: the time of this survival');
  if (target.survival !== undefined && !(target.survival >= 0 && target.survival <= 1))
    wrong('survival', `survival is ${target.survival}, must be from 0 to 1`);
  if (target.at !== undefined && target.at > scenario.time.horizon)
    wrong('at', `at is ${target.at}, must not be after the horizon ${scenario.time.horizon}`);
  if (target.events !== undefined && target.of !== undefined && target.events > target.of)
    wrong('events', `${target.events} events among ${target.of} patients; at most ${target.of} are possible`);
  const counted = target.events !== undefined && target.of !== undefined;
  if (target.proportion !== undefined && !counted && target.value === undefined)
    wrong(undefined, 'the target needs the published share: events and of, or value');
  if (
    target.proportion !== undefined &&
    target.value !== undefined &&
    !(target.value >= 0 && target.value <= 1)
  )
    wrong('value', `value is ${target.value}, must be a share from 0 to 1`);
  return problems;
}
