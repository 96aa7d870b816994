import type { Plan } from '../plan.ts';
import { compile } from './compile/index.ts';
import { lintEvidence } from './evidence/index.ts';
import type { Problem } from './problem.ts';
import { type ReadResult, readScenario } from './read.ts';
import { resolve } from './resolve/index.ts';
import { checkLimits } from './resolve/limits.ts';
import { checkStructure, unreachableStates } from './resolve/structure.ts';
import type { Scenario } from './schema/index.ts';
import { checkTargets } from './targets.ts';

/** A problem with its place in the text, from 1. */
export interface Located extends Problem {
  line: number;
  column: number;
}

export interface Checked {
  scenario?: Scenario;
  /** a file of published figures alone */
  isEvidence: boolean;
  /** by strategy; only when nothing is wrong with the model */
  plans: Record<string, Plan>;
  /** what keeps the scenario from running */
  errors: Located[];
  /** what speaks against its evidence */
  evidence: Located[];
  warnings: Located[];
}

/** Everything that can be known of a scenario without simulating. */
export function checkScenario(text: string): Checked {
  const read = readScenario(text);
  const problems = new Map<string, Problem>();
  const add = (found: readonly Problem[]) => {
    for (const problem of found) problems.set(`${problem.path.join('\n')}\n${problem.message}`, problem);
  };
  add(read.problems);
  const { scenario } = read;
  const plans: Record<string, Plan> = {};
  if (scenario) {
    const names = Object.keys(scenario.strategies);
    const unreached: string[][] = [];
    for (const strategy of names) {
      const { model, problems: unresolved } = resolve(scenario, strategy, read.dropped);
      add(unresolved);
      add(checkStructure(model));
      add(checkLimits(model));
      unreached.push(unreachableStates(model));
      if (isSound(problems)) plans[strategy] = compiled(model, add);
    }
    add(neverEntered(scenario, unreached));
    if (Object.keys(plans).length > 0) add(checkTargets(scenario, plans));
  }
  const evidence = scenario ?? read.evidence;
  const all = [...problems.values()];
  return {
    scenario,
    isEvidence: read.evidence !== undefined,
    plans,
    errors: located(
      read,
      all.filter(({ severity }) => severity === 'error'),
    ),
    evidence: located(
      read,
      evidence ? lintEvidence(evidence).filter(({ severity }) => severity === 'error') : [],
    ),
    warnings: located(read, [
      ...all.filter(({ severity }) => severity === 'warning'),
      ...(evidence ? lintEvidence(evidence).filter(({ severity }) => severity === 'warning') : []),
    ]),
  };
}

function compiled(model: Parameters<typeof compile>[0], add: (problems: Problem[]) => void): Plan {
  const { plan, problems } = compile(model);
  add(problems);
  return plan;
}

function isSound(problems: ReadonlyMap<string, Problem>): boolean {
  return ![...problems.values()].some(({ severity }) => severity === 'error');
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

/** In the order of the file. */
function located(read: ReadResult, problems: readonly Problem[]): Located[] {
  return problems
    .map((problem) => ({ ...problem, ...read.locate(problem.path) }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}
