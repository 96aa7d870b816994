/** Steps of a hazard stand for a law as nearly as they say. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cumulativeHazard } from '../../src/formulas/piecewise-hazard.ts';
import { distanceOf, stepsThrough } from '../../src/formulas/steps-through.ts';
import { laws } from '../../src/scenario/distributions/index.ts';
import { withCure, withHazardRatio } from '../../src/scenario/distributions/transform.ts';

/** Parameters of each law; of another law, the first for which R has quantiles. */
const examples: Record<string, Record<string, number>> = {
  exponential: { rate: 0.05 },
  weibull: { shape: 1.4, scale: 18 },
  gompertz: { shape: -0.02, rate: 0.05 },
  'log-normal': { meanlog: 3, sdlog: 0.8 },
  'log-logistic': { shape: 2, scale: 20 },
  gamma: { shape: 0.5, rate: 0.03 },
  'generalized-gamma': { mu: 3, sigma: 0.7, Q: 0.5 },
  triangular: { min: 2, mode: 5, max: 40 },
  uniform: { min: 3, max: 30 },
};

const known: { cases: { law: string; parameters: Record<string, number> }[] } = JSON.parse(
  readFileSync(new URL('../known/laws.json', import.meta.url), 'utf8'),
);
const exampleOf = (name: string) => examples[name] ?? known.cases.find(({ law }) => law === name)!.parameters;

const all = laws.filter(({ name }) => name !== 'fixed').map((law) => [law.name, law] as const);

describe.each(all)('%s', (name, law) => {
  const d = law.make(exampleOf(name));
  it.each([
    ['as it is', d],
    ['with a cured fraction', withCure(d, 0.3)],
    ['under a ratio', withHazardRatio(d, 0.4)],
  ])('%s is nearer than 0.00005 in survival', (_, changed) => {
    const { hazard, within } = stepsThrough(changed);
    expect(within).toBeLessThan(5e-5);
    expect(hazard.starts.length).toBeLessThan(650);
    const end = Math.min(hazard.starts.at(-1)! * 1.5, 1e4) + 10;
    for (let k = 0; k <= 5000; k++) {
      const t = (k * end) / 5000;
      const off = Math.exp(-changed.cumulativeHazard(t)) - Math.exp(-cumulativeHazard(hazard, t));
      expect(Math.abs(off)).toBeLessThan(1.5 * within + 1e-9);
    }
    expect(distanceOf(changed, hazard)).toBeLessThan(1.01 * within + 1e-6);
  });
});

it('a hazard that is the same at all times is one step, and exact', () => {
  const { hazard, within } = stepsThrough(laws[0]!.make({ rate: 0.05 }));
  expect(hazard.starts).toEqual([0]);
  expect(hazard.rates[0]).toBeCloseTo(0.05, 14);
  expect(within).toBe(0);
});

it('says how far it is from a law of which all have the event at one time', () => {
  const fixed = laws.find(({ name }) => name === 'fixed')!;
  const { hazard, within } = stepsThrough(fixed.make({ delay: 12 }));
  expect(within).toBeGreaterThan(0.5);
  expect(cumulativeHazard(hazard, 11.9)).toBe(0);
  expect(cumulativeHazard(hazard, 12.1)).toBeGreaterThan(100);
});
