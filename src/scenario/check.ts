import type { Problem } from '../language/problem.ts';
import { valueAt } from '../language/shapes.ts';
import type { Plan } from '../plan.ts';
import { checkAnalyses } from './analyses.ts';
import type { Asked } from './compile/asked.ts';
import { compile } from './compile/index.ts';
import { lintEvidence } from './evidence/index.ts';
import { longChains } from './long-chains.ts';
import { timesBetweenRows } from './off-row.ts';
import { type ReadResult, readScenario } from './read.ts';
import { resolve } from './resolve/index.ts';
import { checkLimits } from './resolve/limits.ts';
import { checkStructure, unreachableStates } from './resolve/structure.ts';
import type { Scenario } from './schema/index.ts';
import { checkTargets } from './targets.ts';
import { isSame, type Resolved, sameStrategy, unusedParts } from './unused.ts';

/** A problem with its place in the text; lines and columns count from 1. */
export interface Located extends Problem {
  line: number;
  column: number;
}

export interface Checked {
  scenario?: Scenario;
  /** whether the file has only published figures, without a model */
  isEvidence: boolean;
  /** by strategy: the compiled plans that are kept; empty if the model has errors */
  plans: Record<string, Plan>;
  /** problems that keep the scenario from running */
  errors: Located[];
  /** contradictions found by the evidence lint */
  evidence: Located[];
  warnings: Located[];
  /** line and column of a place in the content, from 1 */
  locate: ReadResult['locate'];
}

export interface CheckOptions {
  /** selects the strategies to compile; all unless given. The others are resolved and checked, but not compiled. */
  compileOnly?: (strategies: string[], scenario: Scenario) => readonly string[];
  /**
   * how many compiled plans are kept, from the first on; all unless given. Thousands of plans would fill the memory.
   */
  keep?: number;
  /** what the plans count; everything unless given. Its names must be defined in the scenario. */
  asked?: (scenario: Scenario) => Asked;
}

/**
 * Checks a scenario in all ways that need no simulation.
 *
 * @example
 * ```ts
 * import { checkScenario } from 'sojourn';
 *
 * const { errors } = checkScenario('scenario: My disease\ntime: { unit: month }\n');
 * for (const { line, column, message } of errors.slice(0, 1)) console.log(`${line}:${column} ${message}`);
 * // 1:1 start is missing, must be text such as healthy
 * ```
 */
export function checkScenario(
  text: string,
  { compileOnly = (all) => all, keep = Number.POSITIVE_INFINITY, asked = () => ({}) }: CheckOptions = {},
): Checked {
  const read = readScenario(text);
  const problems: Problem[] = [...read.problems];
  const add = (found: readonly Problem[]) => problems.push(...found);
  const { scenario } = read;
  const plans: Record<string, Plan> = {};
  const proportions: Record<string, string[]> = {};
  if (scenario) {
    const unreached: string[][] = [];
    const blamed = new Set<string>();
    const resolved: Record<string, Resolved> = {};
    const same: Problem[] = [];
    let first: Plan | undefined;
    const strategies = Object.keys(scenario.strategies);
    const wanted = new Set(compileOnly(strategies, scenario));
    for (const strategy of strategies) {
      const { model, problems: unresolved, used } = resolve(scenario, strategy, read.dropped, blamed);
      add(unresolved);
      // with errors in transitions or groups, the structure is not known well enough to be checked
      if (!problems.some(isAboutWays)) add(checkStructure(model));
      add(checkLimits(model));
      resolved[strategy] = { model, used };
      unreached.push(unreachableStates(model));
      if (!wanted.has(strategy) || !isSound(problems)) continue;
      const { plan, problems: uncompiled } = compile(model, asked(scenario));
      add(uncompiled);
      if (!plan) continue;
      first ??= plan;
      if (plan !== first && isSame(plan, first)) same.push(sameStrategy(plan, first));
      proportions[strategy] = plan.readout.proportions.map(({ name }) => name);
      if (Object.keys(plans).length < keep) plans[strategy] = plan;
    }
    if (isSound(problems)) {
      add(neverEntered(scenario, unreached));
      add(unusedParts(scenario, resolved));
      add(same);
    }
    if (isSound(problems)) add([...timesBetweenRows(scenario), ...longChains(scenario)]);
    add(checkTargets(scenario, proportions, read.dropped));
    if (isSound(problems)) add(checkAnalyses(scenario));
  }
  const figures = scenario ?? read.evidence;
  // leave out problems of figures that cite an entry which was itself left out
  const doubts = (figures ? lintEvidence(figures) : []).filter(
    ({ path }) => !read.dropped.has(String(valueAt(figures, path))),
  );
  const errors = located(
    read,
    problems.filter(({ severity }) => severity === 'error'),
  );
  return {
    scenario,
    isEvidence: read.evidence !== undefined,
    plans,
    errors,
    // an error and a finding of the lint at the same place are one mistake: only the error is reported
    evidence: located(
      read,
      doubts.filter(({ severity }) => severity === 'error'),
    ).filter(({ line, column }) => !errors.some((error) => error.line === line && error.column === column)),
    warnings: located(
      read,
      [...problems, ...doubts].filter(({ severity }) => severity === 'warning'),
    ),
    locate: read.locate,
  };
}

const ways = new Set<Problem['path'][number] | undefined>([
  'start',
  'states',
  'groups',
  'everywhere',
  'strategies',
]);

function isAboutWays({ path, severity }: Problem): boolean {
  return severity === 'error' && ways.has(path[0]);
}

function isSound(problems: readonly Problem[]): boolean {
  return !problems.some(({ severity }) => severity === 'error');
}

function neverEntered(scenario: Scenario, unreached: string[][]): Problem[] {
  const nowhere = Object.keys(scenario.states).filter((name) =>
    unreached.every((names) => names.includes(name)),
  );
  return nowhere.map((name) => ({
    path: ['states', name],
    message: `state "${name}" is never entered: nothing leads to it from "${scenario.start}"`,
    severity: 'warning',
  }));
}

/** In the order of the file; equal messages at one place are reported once. */
function located(read: ReadResult, problems: readonly Problem[]): Located[] {
  const placed = problems.map((problem) => ({ ...problem, ...read.locate(problem.path) }));
  const once = new Map(
    placed.map((problem) => [`${problem.line}:${problem.column} ${problem.message}`, problem]),
  );
  return [...once.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
