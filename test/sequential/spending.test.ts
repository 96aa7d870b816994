import { describe, expect, it } from 'vitest';
import { designSequential } from '../../src/sequential/design.ts';
import { givenSpending } from '../../src/sequential/spending/given.ts';
import { spendingFamilies } from '../../src/sequential/spending/index.ts';

const parameters: Record<string, number[]> = { gamma: [-8, -4, 0, 1, 3], rho: [0.5, 1, 3] };
const all = spendingFamilies.flatMap(({ name, parameter, make }) =>
  parameter
    ? (parameters[parameter.name] ?? [parameter.example]).map((value) => ({
        name: `${name} ${value}`,
        spending: make(value),
      }))
    : [{ name, spending: make() }],
);

describe.each(all)('the spending $name', ({ spending }) => {
  const grid = Array.from({ length: 101 }, (_, i) => i / 100);

  it('rises from nothing to all, and stays there', () => {
    const spent = grid.slice(1).map((t) => spending(0.025, t));
    expect(spending(0.025, 1e-9)).toBeLessThan(1e-4 * 0.025 + 1e-6);
    expect(spent.every((value, i) => i === 0 || value >= spent[i - 1]!)).toBe(true);
    expect(spent[99]).toBe(0.025);
    expect(spending(0.025, 1.3)).toBe(0.025);
  });

  it('has no jump at the end', () => {
    expect(spending(0.025, 1 - 1e-12) / 0.025).toBeCloseTo(1, 9);
  });

  it('makes a design whose type I error is alpha', () => {
    const { alphaSpent } = designSequential({
      fractions: [0.2, 0.55, 1],
      alpha: 0.01,
      efficacy: { spending },
    });
    expect(Math.abs(alphaSpent[2]! - 0.01)).toBeLessThan(1e-14);
    expect(Math.abs(alphaSpent[1]! - spending(0.01, 0.55))).toBeLessThan(1e-14);
  });
});

describe('spending', () => {
  it('by Hwang, Shih and DeCani is linear at gamma 0, and near it at gamma nearly 0', () => {
    const { make } = spendingFamilies.find(({ name }) => name === 'hwang-shih-decani')!;
    expect(make(0)(0.025, 0.3)).toBeCloseTo(0.0075, 15);
    expect(make(1e-9)(0.025, 0.3)).toBeCloseTo(0.0075, 11);
  });

  it('as given goes in straight lines between planned looks', () => {
    const spending = givenSpending([0.4, 1], [0.01, 0.025]);
    expect(spending(0.025, 0.2)).toBeCloseTo(0.005, 15);
    expect(spending(0.025, 0.4)).toBe(0.01);
    expect(spending(0.025, 0.7)).toBeCloseTo(0.0175, 15);
    expect(spending(0.025, 1)).toBe(0.025);
  });

  it('refuses parameters that make no sense', () => {
    const make = (name: string) => spendingFamilies.find((family) => family.name === name)!.make;
    expect(() => make('power')(0)).toThrow('rho of the power spending is 0, must be above 0 and finite');
    expect(() => make('power')()).toThrow(RangeError);
    expect(() => make('hwang-shih-decani')(50)).toThrow(
      'gamma of the Hwang-Shih-DeCani spending is 50, must lie from -40 to 40',
    );
    expect(() => make('hwang-shih-decani')()).toThrow(RangeError);
    expect(() => givenSpending([0.5, 1], [0.02, 0.01])).toThrow('the error spent by look 2 is 0.01');
    expect(() => givenSpending([0.5, 1], [0.02])).toThrow('1 errors are given for 2 looks');
    expect(() => givenSpending([0.5, 1], [0.01, 0.025])(0.05, 1)).toThrow(
      'the errors given add up to 0.025, must be 0.05',
    );
  });
});
