import type { Problem } from '../language/problem.ts';
import { type Override, OverrideError, withOverrides } from './overrides.ts';
import type { Scenario } from './schema/index.ts';

/**
 * The parameters that a scenario analysis sets, as overrides: `parameter`, or `strategy.parameter` where a strategy has
 * that name.
 */
export function overridesOf({ strategies }: Scenario, set: Readonly<Record<string, number>>): Override[] {
  return Object.entries(set).map(([key, value]) => {
    const dot = key.indexOf('.');
    const strategy = key.slice(0, dot);
    return dot > 0 && Object.hasOwn(strategies, strategy)
      ? { strategy, parameter: key.slice(dot + 1), value }
      : { parameter: key, value };
  });
}

/** Problems of analyses: names that they set and that do not exist. */
export function checkAnalyses(scenario: Scenario): Problem[] {
  return Object.entries(scenario.analyses ?? {}).flatMap(([name, { set }]) =>
    Object.entries(set).flatMap(([key, value]): Problem[] => {
      try {
        withOverrides(scenario, overridesOf(scenario, { [key]: value }));
        return [];
      } catch (error) {
        if (!(error instanceof OverrideError)) throw error;
        return [{ path: ['analyses', name, 'set', key], message: error.message, severity: 'error' }];
      }
    }),
  );
}
