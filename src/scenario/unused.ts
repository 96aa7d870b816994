import type { Problem } from '../language/problem.ts';
import type { Plan } from '../plan.ts';
import { timersAsked, variablesAsked } from './asked.ts';
import type { Model } from './model.ts';
import { pathKey } from './resolve/context.ts';
import type { Scenario } from './schema/index.ts';

/** A resolved strategy. */
export interface Resolved {
  model: Model;
  /** definitions that the model uses, as `pathKey` of their paths */
  used: ReadonlySet<string>;
}

/**
 * Warns of definitions that nothing uses: mostly a mistake, such as a treatment effect that was meant to act. Marks,
 * groups, and characteristics with observed counts or a target may stand unused.
 *
 * @param resolved by strategy
 */
export function unusedParts(scenario: Scenario, resolved: Readonly<Record<string, Resolved>>): Problem[] {
  return [...unusedDefinitions(scenario, resolved), ...unaskedVariables(scenario, resolved)];
}

/** Sections whose entries are looked up by name while a strategy is resolved. */
const sections = { parameters: 'parameter', curves: 'curve', 'life-tables': 'life table' } as const;

function unusedDefinitions(scenario: Scenario, resolved: Readonly<Record<string, Resolved>>): Problem[] {
  const used = new Set(Object.values(resolved).flatMap((one) => [...one.used]));
  const problems: Problem[] = [];
  // an entry that strategies replace counts as used where the replacement is used
  const isUsedBy = (section: string, name: string) =>
    used.has(pathKey([section, name])) ||
    Object.keys(resolved).some((strategy) => used.has(pathKey(['strategies', strategy, section, name])));
  for (const [section, word] of Object.entries(sections) as [keyof typeof sections, string][]) {
    for (const name of Object.keys(scenario[section])) {
      if (isUsedBy(section, name)) continue;
      problems.push(warning([section, name], `${word} "${name}" is used nowhere: it changes nothing`));
    }
  }
  for (const [strategy, { parameters = {} }] of Object.entries(scenario.strategies)) {
    for (const name of Object.keys(parameters)) {
      const path = ['strategies', strategy, 'parameters', name];
      if (used.has(pathKey(path))) continue;
      problems.push(
        warning(
          path,
          `parameter "${name}" changes nothing: no law, chance or ratio of strategy "${strategy}" uses it`,
        ),
      );
    }
  }
  return problems;
}

function unaskedVariables(scenario: Scenario, resolved: Readonly<Record<string, Resolved>>): Problem[] {
  const models = Object.values(resolved).map(({ model }) => model);
  const variables = new Set(models.flatMap((model) => [...variablesAsked(model)]));
  const timers = new Set(models.flatMap((model) => [...timersAsked(model)]));
  for (const { proportion } of scenario.targets) if (proportion) variables.add(proportion.split('=')[0]!);
  return [
    ...Object.entries(scenario.characteristics)
      // observed counts describe the cohort, even if nothing depends on them
      .filter(([name, { counts }]) => counts === undefined && !variables.has(name))
      .map(([name]) =>
        warning(
          ['characteristics', name],
          `characteristic "${name}" changes nothing: no law, chance, ratio, subgroup or endpoint uses it`,
        ),
      ),
    ...Object.keys(scenario.timers)
      .filter((name) => !timers.has(name))
      .map((name) =>
        warning(['timers', name], `timer "${name}" is used nowhere: no transition or condition waits for it`),
      ),
  ];
}

/** Warns of a strategy with the same plan as the first. */
export function sameStrategy({ strategy }: Plan, first: Plan): Problem {
  return warning(
    ['strategies', strategy],
    `strategy "${strategy}" does not differ from "${first.strategy}": it changes nothing that patients meet, so every difference is 0`,
  );
}

/** Whether two plans simulate every patient identically. */
export function isSame(a: Plan, b: Plan): boolean {
  if (a.graph.tables.length !== b.graph.tables.length) return false;
  const shape = ({ graph }: Plan) => JSON.stringify({ ...graph, tables: undefined });
  return a.graph.tables.every((value, i) => Object.is(value, b.graph.tables[i])) && shape(a) === shape(b);
}

function warning(path: Problem['path'], message: string): Problem {
  return { path, message, severity: 'warning' };
}
