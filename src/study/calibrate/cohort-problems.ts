import { unknownName } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import { resolve } from '../../scenario/resolve/index.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { followedAs } from './populations.ts';

/** Problems of cohorts: unknown strategies, and follow-ups of their own with impossible values. */
export function cohortProblems(scenario: Scenario): Problem[] {
  const strategies = Object.keys(scenario.strategies);
  return Object.entries(scenario.calibrate?.cohorts ?? {}).flatMap(([name, cohort]) => {
    const { strategy, arms = {}, 'follow-up': followUp } = cohort;
    const at = ['calibrate', 'cohorts', name];
    const named = [
      ...(strategy === undefined ? [] : [{ strategy, path: [...at, 'strategy'] }]),
      ...Object.keys(arms).map((arm) => ({ strategy: arm, path: [...at, 'arms', arm] })),
    ];
    const unknown = named
      .filter((one) => !strategies.includes(one.strategy))
      .map(
        (one): Problem => ({
          path: one.path,
          message: unknownName('strategy', one.strategy, strategies),
          severity: 'error',
        }),
      );
    if (followUp === undefined) return unknown;
    const { problems } = resolve(followedAs(scenario, { followUp }), strategies[0]!);
    const wrong = problems.filter(({ path, severity }) => path[0] === 'follow-up' && severity === 'error');
    return [...unknown, ...wrong.map((problem) => ({ ...problem, path: [...at, ...problem.path] }))];
  });
}
