/** The quick ways to the times at a table's nodes give what the law's own inverse gives. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { takeSteps } from '../../../src/math/columns/index.ts';
import { hazardGrid, quantileGrid, writeTimes } from '../../../src/scenario/compile/nodes.ts';
import { type Distribution, laws } from '../../../src/scenario/distributions/index.ts';
import {
  properPart,
  withCure,
  withHazardRatio,
  withTimeRatio,
} from '../../../src/scenario/distributions/transform.ts';

const { cases }: { cases: { law: string; parameters: Record<string, number> }[] } = JSON.parse(
  readFileSync(new URL('../../known/laws.json', import.meta.url), 'utf8'),
);
const make = (name: string, parameters: Record<string, number>) =>
  laws.find((law) => law.name === name)!.make(parameters);

/** The largest difference in the logarithm of a time, at the nodes of a quantile table and of a map. */
function largestError(d: Distribution): number {
  const grids = [quantileGrid(d.form.kind === 'kink' ? d.form.at : undefined), hazardGrid()];
  const errors = grids.map((grid) => {
    const times = new Float64Array(grid.nodes.length);
    writeTimes(d, grid, times);
    return grid.nodes.reduce((worst, y, i) => {
      const truth = Math.min(d.inverseCumulativeHazard(y), 1e100);
      const error = times[i] === truth ? 0 : Math.abs(Math.log(times[i]! / truth));
      return error <= worst ? worst : error;
    }, 0);
  });
  return Math.max(...errors);
}

const changes: Record<string, (d: Distribution) => Distribution> = {
  'as it is': (d) => d,
  'with a hazard ratio': (d) => withHazardRatio(d, 0.3),
  'with a time ratio': (d) => withTimeRatio(d, 2.5),
  'with both': (d) => withTimeRatio(withHazardRatio(d, 7), 0.4),
  'of the uncured, with a hazard ratio': (d) => properPart(withHazardRatio(withCure(d, 0.3), 0.8)).proper,
};

describe.each(Object.keys(changes))('times at the nodes, of a law %s', (change) => {
  it.each(cases)('$law $parameters', ({ law, parameters }) => {
    const { proper } = properPart(changes[change]!(make(law, parameters)));
    expect(largestError(proper)).toBeLessThan(proper.form.kind === 'iterative' ? 1e-8 : 1e-11);
  });
});

describe.each(Object.keys(changes))('in steps over columns, a law %s', (change) => {
  it.each(cases)('$law $parameters', ({ law, parameters }) => {
    const d = changes[change]!(make(law, parameters));
    // exponential and Weibull laws, and what their cure and ratios make of them
    expect(d.inSteps !== undefined).toBe(law === 'exponential' || law === 'weibull');
    if (!d.inSteps) return;
    const numbers = Float64Array.from({ length: 1000 }, (_, i) => 1e-30 * 1e60 ** (i / 900));
    const [hazards, times] = [Float64Array.of(-1, 0, ...numbers), Float64Array.of(0, ...numbers, Infinity)];
    const [wantedHazards, wantedTimes] = [
      hazards.map((t) => d.cumulativeHazard(t)),
      times.map((y) => d.inverseCumulativeHazard(y)),
    ];
    takeSteps(d.inSteps.hazard, hazards);
    takeSteps(d.inSteps.inverse, times);
    expect(hazards).toEqual(wantedHazards);
    expect(times).toEqual(wantedTimes);
  });
});

describe('laws whose times are too small or too large for a double', () => {
  it.each([
    ['gamma', { shape: 0.002, rate: 1 }],
    ['weibull', { shape: 0.01, scale: 1 }],
    ['generalized-gamma', { mu: 0, sigma: 40, Q: -2 }],
  ] as const)('%s %o: no time is NaN, and none is lost', (law, parameters) => {
    expect(largestError(make(law, parameters))).toBeLessThan(1e-8);
  });
});

it('a family is one function of the unit exponential, whatever the numbers', () => {
  for (const name of ['weibull', 'log-normal', 'log-logistic']) {
    const found = cases
      .filter(({ law }) => law === name)
      .map((one) => make(name, one.parameters).form)
      .map((form) => (form.kind === 'family' ? form.standard : undefined));
    expect(new Set(found).size).toBe(1);
    expect(found).not.toContain(undefined);
  }
});

it('a hazard ratio keeps only a Weibull law in its family', () => {
  expect(withHazardRatio(make('weibull', { shape: 2, scale: 3 }), 0.5).form.kind).toBe('family');
  expect(withHazardRatio(make('log-normal', { meanlog: 1, sdlog: 1 }), 0.5).form.kind).toBe('smooth');
});
