import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { figuresOf } from '../../../bench/figures.ts';
import { checkCounts } from '../../../bench/yardstick/check.ts';
import { countedBy } from '../../../bench/yardstick/counted.ts';
import { benchmark, constantHazards, models } from '../../../bench/yardstick/models.ts';
import { yardsticks } from '../../../bench/yardstick/yardsticks.ts';
import { checkScenario, inlineExecutor, simulate } from '../../../src/index.ts';

function parametersOf(file: URL): Record<string, number> {
  const { parameters } = parse(readFileSync(file, 'utf8')) as {
    parameters: Record<string, { value: number }>;
  };
  return Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
}

it('the benchmark has the figures of its scenario', () => {
  const [completing, others] = benchmark.paths;
  expect(parametersOf(benchmark.file)).toEqual({
    'completion-share': benchmark.completionShare,
    'toxicity-risk': benchmark.toxicityRisk,
    'progression-shape': completing.progression.shape,
    'progression-scale': completing.progression.scale,
    'death-rate': completing.deathRate,
    'after-shape': completing.afterProgression.shape,
    'after-scale': completing.afterProgression.scale,
    'progression-shape-not': others.progression.shape,
    'progression-scale-not': others.progression.scale,
    'death-rate-not': others.deathRate,
    'after-shape-not': others.afterProgression.shape,
    'after-scale-not': others.afterProgression.scale,
  });
});

it('so has the model with constant hazards', () => {
  const [completing, others] = constantHazards.paths;
  expect(parametersOf(constantHazards.file)).toEqual({
    'completion-share': constantHazards.completionShare,
    'toxicity-risk': constantHazards.toxicityRisk,
    'progression-rate': 1 / completing.progression.scale,
    'death-rate': completing.deathRate,
    'after-rate': 1 / completing.afterProgression.scale,
    'progression-rate-not': 1 / others.progression.scale,
    'death-rate-not': others.deathRate,
    'after-rate-not': 1 / others.afterProgression.scale,
  });
});

it.each(models)('sojourn meets the exact figures of $scenario', async (model) => {
  const { plans, errors } = checkScenario(readFileSync(model.file, 'utf8'));
  expect(errors).toEqual([]);
  const plan = plans.reference!;
  const tally = await simulate(plan, { seed: '1', n: 2 ** 18, executor: inlineExecutor() });
  expect(checkCounts('sojourn', model, countedBy(figuresOf(plan, tally)))).toBeLessThan(5);
});

it('every yardstick has a name of its own and a model with a table', () => {
  expect(new Set(yardsticks.map(({ program }) => program)).size).toBe(yardsticks.length);
  for (const { model } of yardsticks) expect(models).toContain(model);
});
