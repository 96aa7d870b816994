import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chainOf, withStrategies } from '../../bench/growth/scenarios.ts';
import { checkScenario } from '../../src/scenario/check.ts';

const benchmark = readFileSync(new URL('../../scenarios/benchmark.yaml', import.meta.url), 'utf8');

/** Not a word from `sojourn check`. */
function sound(text: string) {
  const checked = checkScenario(text);
  expect([...checked.errors, ...checked.evidence, ...checked.warnings]).toEqual([]);
  return checked;
}

describe('a scenario with more strategies', () => {
  it.each([1, 2, 10, 100])('passes the check with %d', (count) => {
    const { scenario, plans } = sound(withStrategies(benchmark, count));
    expect(Object.keys(scenario!.strategies)).toHaveLength(count);
    expect(Object.keys(plans)).toHaveLength(count);
  });

  it('begins with the scenario itself, and each other strategy has a number of its own', () => {
    const { plans } = sound(withStrategies(benchmark, 30));
    const [first, ...others] = Object.values(plans);
    const [itself] = Object.values(sound(benchmark).plans);
    expect(first!.graph).toEqual(itself!.graph);
    const tables = new Set([first!, ...others].map(({ graph }) => graph.tables.join()));
    expect(tables.size).toBe(30);
    for (const { graph } of others) expect(graph.nodes).toHaveLength(first!.graph.nodes.length);
  });

  it('needs the number that is changed', () => {
    expect(() => withStrategies(benchmark.replace('progression-scale:', 'other:'), 2)).toThrow(
      'scenarios/benchmark.yaml has strategies or no progression-scale',
    );
    expect(() => withStrategies(`${benchmark}\nstrategies: {}\n`, 2)).toThrow('mend bench/growth');
  });
});

describe('a chain of states', () => {
  it.each([2, 3, 5, 10, 50, 200])('passes the check with %d', (count) => {
    const { scenario, plans } = sound(chainOf(count));
    expect(Object.keys(scenario!.states)).toHaveLength(count);
    expect(plans.reference!.graph.nodes).toHaveLength(count - 1);
  });

  it('has a table for each state that one can step on from', () => {
    const sizeOf = (count: number) => checkScenario(chainOf(count)).plans.reference!.graph.tables.length;
    const [ten, eleven, twelve] = [10, 11, 12].map(sizeOf) as [number, number, number];
    expect(eleven - ten).toBeGreaterThan(0);
    expect(twelve - eleven).toBe(eleven - ten);
  });
});
