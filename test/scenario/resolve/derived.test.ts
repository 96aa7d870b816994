import { describe, expect, it } from 'vitest';
import { readScenario } from '../../../src/scenario/read.ts';
import { resolve } from '../../../src/scenario/resolve/index.ts';

/** What `derived` stands for, under one of two strategies: the second doubles `odds`. */
function derived(definition: string, strategy = 'usual'): number {
  const { scenario, problems } = readScenario(`scenario: Derived numbers
time: { unit: month, origin: entry, horizon: 24 }
parameters:
  third: { events: 1, of: 3, assumption: for this test }
  fifth: { value: 0.2, assumption: for this test }
  odds: { ratio: 1.5, assumption: for this test }
  same: { ratio: 1, assumption: for this test }
  none: { value: 0, assumption: for this test }
  all: { value: 1, assumption: for this test }
  third-now: { with-odds: [third, odds] }
  gained: { difference: [third-now, third] }
  derived: { ${definition} }
start: choice
states:
  choice: { decide: [{ to: well, chance: derived }, { to: dead, chance: rest }] }
  well: {}
  dead: {}
strategies:
  usual: {}
  doubled: { parameters: { odds: { ratio: 3, assumption: for this test } } }
`);
  expect(problems).toEqual([]);
  const { model, problems: unresolved } = resolve(scenario!, strategy);
  expect(unresolved).toEqual([]);
  return model.states[0]!.branches[0]!.chance!;
}

describe('a number that follows from others', () => {
  it('is their difference', () => {
    expect(derived('difference: [third, fifth]')).toBe(1 / 3 - 0.2);
    expect(derived('difference: [fifth, fifth]')).toBe(0);
  });

  it('is a chance with its odds multiplied', () => {
    // odds of 1 to 2, times 1.5: 3 to 4; of 1 to 4: 3 to 8
    expect(derived('with-odds: [third, odds]')).toBeCloseTo(3 / 7, 15);
    expect(derived('with-odds: [fifth, odds]')).toBeCloseTo(3 / 11, 15);
  });

  it('is the same chance to the last bit where the odds are multiplied by 1, so that the same patients have it', () => {
    expect(derived('with-odds: [third, same]')).toBe(1 / 3);
  });

  it('stays 0 or 1 whatever its odds are multiplied by, and becomes 0 at odds of 0', () => {
    expect(derived('with-odds: [none, odds]')).toBe(0);
    expect(derived('with-odds: [all, odds]')).toBe(1);
    expect(derived('with-odds: [third, none]')).toBe(0);
  });

  it('may follow from others that do, and changes with what a strategy changes', () => {
    expect(derived('product: [gained, fifth]')).toBeCloseTo((3 / 7 - 1 / 3) / 5, 15);
    // odds of 1 to 2, times 3: 3 to 2
    expect(derived('product: [gained, fifth]', 'doubled')).toBeCloseTo((3 / 5 - 1 / 3) / 5, 15);
  });
});
