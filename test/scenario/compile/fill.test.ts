import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Graph } from '../../../src/kernel/graph.ts';
import { checkScenario } from '../../../src/scenario/check.ts';
import type { Asked } from '../../../src/scenario/compile/asked.ts';
import { fill } from '../../../src/scenario/compile/fill.ts';
import { compile } from '../../../src/scenario/compile/index.ts';
import { layPlan, StrategyPlans } from '../../../src/scenario/compile/strategy-plans.ts';
import { OverrideError, planAgain, planOf, withOverrides } from '../../../src/scenario/overrides.ts';
import { resolve } from '../../../src/scenario/resolve/index.ts';
import type { Scenario } from '../../../src/scenario/schema/index.ts';
import { textOf } from '../../engine/simulated.ts';
import { anyScenario } from '../../properties/scenarios.ts';

const done = { filled: 0, changed: 0 };
const quietly = () => undefined;

/** A scenario whose named numbers are all multiplied by something near 1. */
function shaken(scenario: Scenario, factors: (i: number) => number): Scenario {
  const named = Object.entries(scenario.parameters).flatMap(
    ([parameter, { value, ratio, events, of }], i) => {
      const number = value ?? ratio ?? (events === undefined ? undefined : events / of!);
      if (number === undefined || number === 0 || number === 1) return [];
      const moved = number * factors(i);
      return [{ parameter, value: number < 1 && moved >= 1 ? number : moved }];
    },
  );
  return withOverrides(scenario, named);
}

/** Byte for byte; tables are too large to be looked at number by number. */
function expectSame({ tables, ...graph }: Graph, { tables: otherTables, ...other }: Graph): void {
  expect(JSON.stringify(graph)).toBe(JSON.stringify(other));
  expect(Buffer.compare(Buffer.from(tables.buffer), Buffer.from(otherTables.buffer))).toBe(0);
}

/** What was laid for some numbers and filled with others is what is compiled from the others. */
function expectFilled(scenario: Scenario, other: Scenario, strategy: string): void {
  const { model } = resolve(scenario, strategy);
  const { model: moved, problems } = resolve(other, strategy);
  if (problems.length > 0) return;
  const structure = layPlan(model);
  const fresh = layPlan(moved);
  if (structure.questions.changedIn(moved) !== undefined) {
    done.changed++;
    return;
  }
  done.filled++;
  const before = JSON.stringify(structure.nodes);
  expectSame(fill(structure, moved, quietly), fill(fresh, moved, quietly));
  expect(JSON.stringify(structure.readout)).toBe(JSON.stringify(fresh.readout));
  // filling leaves the structure as it was
  expect(JSON.stringify(structure.nodes)).toBe(before);
}

/** Plans of many sets of numbers, one after the other, are those compiled by themselves, also back at the first. */
function expectPlans(scenario: Scenario, strategy: string): string[] {
  const plans = new StrategyPlans();
  for (const by of [1, 0.98, 1.01, 1]) {
    const numbers = by === 1 ? scenario : shaken(scenario, (i) => by + i / 1000);
    const { model, problems } = resolve(numbers, strategy);
    if (problems.length > 0) continue;
    const [filled, anew] = [plans.compile(model), compile(model)];
    expect(filled.problems).toEqual(anew.problems);
    expect(filled.plan === undefined).toBe(anew.plan === undefined);
    if (filled.plan && anew.plan) expectSame(filled.plan.graph, anew.plan.graph);
  }
  return plans.relaid;
}

const files = ['illness-death', 'reversible', 'background-mortality', 'immortal-time', 'benchmark', 'laws'];
const scenarioOf = (text: string) => checkScenario(text, { compileOnly: () => [] });

describe('a structure filled with other numbers is the plan compiled from them', () => {
  it.each(files)('%s', (name) => {
    const { scenario } = scenarioOf(textOf(`${name}.yaml`));
    for (const strategy of Object.keys(scenario!.strategies)) {
      for (const by of [0.9, 1.07]) {
        expectFilled(
          scenario!,
          shaken(scenario!, (i) => by + i / 1000),
          strategy,
        );
      }
    }
  });

  it.each(['study-schedule', 'watch-and-wait', 'total-neoadjuvant-kappa-half', 'short-course'])(
    'stage-iv-rectal %s',
    (strategy) => {
      const { scenario } = scenarioOf(textOf('stage-iv-rectal.yaml'));
      const before = done.filled;
      for (const by of [0.97, 1.02]) {
        expectFilled(
          scenario!,
          shaken(scenario!, (i) => by + i / 1000),
          strategy,
        );
      }
      expect(done.filled).toBe(before + 2);
    },
  );

  it.each(files)('%s, set after set', (name) => {
    const { scenario } = scenarioOf(textOf(`${name}.yaml`));
    for (const strategy of Object.keys(scenario!.strategies))
      expect(expectPlans(scenario!, strategy), strategy).toEqual([]);
  });

  it.each([...files, 'stage-iv-rectal'])('%s, of which only needed numbers are read again', (name) => {
    const { scenario } = scenarioOf(textOf(`${name}.yaml`));
    const endpoints = Object.keys(scenario!.endpoints).slice(0, 2);
    const few: Asked = { endpoints, subgroups: [], shares: false, states: false, followUp: false };
    for (const strategy of Object.keys(scenario!.strategies).slice(0, 5)) {
      const plans = new StrategyPlans(few);
      // parts of which no number changes are taken from before
      for (const [odd, even] of [
        [1, 1],
        [0.98, 1.01],
        [0.98, 1],
      ] as const) {
        const numbers = shaken(scenario!, (i) => (i % 2 === 0 ? even + i / 1000 : odd));
        const alone = planOf(numbers, strategy, new StrategyPlans(few));
        expectSame(planAgain(numbers, strategy, plans).graph, alone.graph);
      }
    }
  });

  it('refuses needed numbers that cannot be when they are read again', () => {
    const { scenario } = scenarioOf(textOf('illness-death.yaml'));
    const [strategy] = Object.keys(scenario!.strategies) as [string];
    const plans = new StrategyPlans();
    planAgain(scenario!, strategy, plans);
    const negative = shaken(scenario!, () => -1);
    expect(() => planAgain(negative, strategy, plans)).toThrow(OverrideError);
  });

  it('is laid anew where a chance becomes certain, and says so', () => {
    const { scenario } = scenarioOf(textOf('illness-death.yaml'));
    const [strategy] = Object.keys(scenario!.strategies);
    const plans = new StrategyPlans();
    const { model } = resolve(scenario!, strategy!);
    const certain = {
      ...model,
      characteristics: model.characteristics.map((one) =>
        one.kind === 'levels' ? { ...one, chances: one.chances.map((_, i) => (i === 0 ? 1 : 0)) } : one,
      ),
    };
    for (const one of [model, certain, model]) {
      const { plan } = plans.compile(one);
      expectSame(plan!.graph, compile(one).plan!.graph);
    }
    expect(plans.relaid).toHaveLength(2);
    expect(plans.relaid[0]).toMatch(/^runs characteristic 0/);
  });

  it('any scenario', () => {
    fc.assert(
      fc.property(anyScenario, fc.double({ min: 0.8, max: 1.2, noNaN: true }), (plain, by) => {
        const { scenario, errors } = scenarioOf(stringify(plain));
        if (!scenario || errors.length > 0) return;
        for (const strategy of Object.keys(scenario.strategies))
          expectFilled(
            scenario,
            shaken(scenario, (i) => by + i / 1000),
            strategy,
          );
      }),
      { seed: 11, numRuns: 60, endOnFailure: true },
    );
  });

  it('says what in the structure depends on a number that changed', () => {
    const { scenario } = scenarioOf(textOf('stage-iv-rectal.yaml'));
    const { model } = resolve(scenario!, 'study-schedule');
    const structure = layPlan(model);
    expect(structure.questions.changedIn(model)).toBeUndefined();
    const certain = {
      ...model,
      characteristics: model.characteristics.map((one) =>
        one.kind === 'levels' ? { ...one, chances: one.chances.map((_, i) => (i === 0 ? 1 : 0)) } : one,
      ),
    };
    expect(structure.questions.changedIn(certain)).toMatch(/^runs characteristic 0/);
  });

  afterAll(() => {
    expect(done.filled).toBeGreaterThan(40);
  });
});
