import { readdirSync, readFileSync } from 'node:fs';
import { estimate } from '../../../src/estimates/index.ts';
import type { GeneratorName } from '../../../src/kernel/generators.ts';
import type { Plan } from '../../../src/plan.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { questionsOf } from '../../../src/run/run.ts';
import { simulate } from '../../../src/run/simulate.ts';
import { checkScenario } from '../../../src/scenario/check.ts';
import type { Scenario } from '../../../src/scenario/schema/index.ts';
import { type Comparison, compareFigures } from './compare.ts';
import { figuresOf, type NamedFigure } from './figures.ts';

/** A strategy of a shipped scenario. */
export interface Case {
  scenarioName: string;
  scenario: Scenario;
  plan: Plan;
}

const folder = new URL('../../../scenarios/', import.meta.url);

/** Every strategy of every shipped scenario. */
export function shippedCases(): Case[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => {
      const { scenario, plans, errors } = checkScenario(readFileSync(new URL(file, folder), 'utf8'));
      const [error] = errors;
      if (!scenario || error) throw new Error(`${file}:${error?.line} ${error?.message}`);
      return Object.values(plans).map((plan) => ({
        scenarioName: file.slice(0, -'.yaml'.length),
        scenario,
        plan,
      }));
    });
}

/** Compares every figure of a strategy between two generators. @param n patients for each */
export async function compareCase(
  { scenarioName, scenario, plan }: Case,
  generators: readonly [GeneratorName, GeneratorName],
  n: number,
): Promise<Comparison> {
  const executor = inlineExecutor();
  const questions = questionsOf(scenario);
  const figuresBy = async (generator: GeneratorName): Promise<NamedFigure[]> => {
    const tally = await simulate(plan, { seed: '1', n, executor, generator });
    return figuresOf(estimate(plan, tally, questions, questions.at));
  };
  return compareFigures(
    scenarioName,
    plan.strategy,
    await figuresBy(generators[0]),
    await figuresBy(generators[1]),
  );
}
