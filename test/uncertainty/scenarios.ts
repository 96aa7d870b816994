import { expect } from 'vitest';
import { checkScenario } from '../../src/scenario/check.ts';
import type { Scenario } from '../../src/scenario/schema/index.ts';
import { parameterDraws } from '../../src/uncertainty/draw.ts';
import { uncertaintyOf } from '../../src/uncertainty/items.ts';
import { uncertaintyProblems } from '../../src/uncertainty/problems.ts';

/**
 * A small scenario with numbers of every kind of evidence.
 *
 * @param more lines at the top level
 * @param parameters further or replaced parameters, a line each
 */
export function scenarioText(more = '', parameters = ''): string {
  return `scenario: Draws
time: { unit: month, origin: entry, horizon: 12, rows-per-unit: 4 }
evidence: { paper: { cite: "Someone, 2020" } }
parameters:
  response: { events: 30, of: 100, from: paper, where: Table 2 }
  death: { events: 20, exposure: 400, from: paper }
  ratio: { ratio: 0.5, interval: [0.3, 0.8], from: paper }
  shape: { value: 1.2, calibrated: to the curve }
  scale: { value: 30, calibrated: to the curve }
  other: { value: 0.02, assumption: why }
  twice: { product: [ratio, ratio] }
${parameters}
characteristics: { responds: { chance: response } }
start: alive
states:
  alive:
    transitions:
      - { to: dead, law: exponential, rate: death, hazard-ratio: { responds: ratio } }
      - { to: left, law: weibull, shape: shape, scale: scale, hazard-ratio: { responds: twice } }
      - { to: left, law: exponential, rate: other }
  dead: {}
  left: {}
endpoints: { OS: { event: dead } }
strategies: { one: {}, two: { parameters: { death: { events: 10, exposure: 400, from: paper } } } }
${more}`;
}

export function scenarioOf(text: string): Scenario {
  const { scenario, errors } = checkScenario(text);
  expect(errors).toEqual([]);
  return scenario!;
}

/** The values of successive draws, by name. */
export function drawsOf(
  scenario: Scenario,
  draws: number,
  { strategies = Object.keys(scenario.strategies), seed = 'seed' } = {},
): Record<string, number[]> {
  const uncertainty = uncertaintyOf(scenario, strategies);
  const made = parameterDraws(scenario, uncertainty, seed);
  const rows = Array.from({ length: draws }, (_, d) => made.valuesOf(d));
  return Object.fromEntries(
    uncertainty.drawn.map(({ name }, i) => [name, rows.map((row) => row[i] as number)]),
  );
}

/** All problems, each with its line and column. */
export function problemsOf(text: string): { line: number; column: number; message: string }[] {
  const { scenario, errors, locate } = checkScenario(text);
  if (errors.length > 0) return errors.map(({ line, column, message }) => ({ line, column, message }));
  return uncertaintyProblems(scenario!).map((problem) => ({
    ...locate(problem.path),
    message: problem.message,
  }));
}
