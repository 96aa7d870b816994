import { describe, expect, it } from 'vitest';
import { coxPh } from '../../src/survival/cox/cox-ph.ts';
import { proportionalHazardsTest } from '../../src/survival/cox/proportional-hazards.ts';
import { grayTest } from '../../src/survival/statistics/gray.ts';
import { logRank } from '../../src/survival/statistics/log-rank.ts';
import { maxCombo } from '../../src/survival/statistics/max-combo.ts';
import { rmstTest } from '../../src/survival/statistics/rmst-test.ts';
import { expectNear } from './comparisons.ts';

const groups = [1, 1, 1, 2, 2, 2];
const times = [1, 2, 3, 1, 2, 4];
const nobody = { times, statuses: [0, 0, 0, 0, 0, 0], groups };
const oneEvent = { times, statuses: [0, 1, 0, 0, 0, 0], groups };

describe('without events', () => {
  it('there is nothing to compare, and every test says so', () => {
    expect(logRank(nobody)).toMatchObject({
      observed: [0, 0],
      expected: [0, 0],
      chiSquare: NaN,
      df: 0,
      p: NaN,
      z: NaN,
    });
    expect(maxCombo(nobody)).toMatchObject({ statistic: NaN, p: NaN });
    expect(grayTest(nobody)).toMatchObject([{ cause: '1', statistic: NaN, df: 0, p: NaN }]);
    const fit = coxPh(nobody);
    expect(fit.coefficients[0]).toMatchObject({
      coefficient: NaN,
      standardError: NaN,
      hazardRatio: NaN,
      p: NaN,
    });
    expect(fit).toMatchObject({
      events: 0,
      problems: ['there are no events'],
      logLikelihood: { null: 0, fitted: 0 },
    });
    expect(fit.likelihoodRatio).toEqual({ chiSquare: NaN, df: 0, p: NaN });
    expect(proportionalHazardsTest(nobody, fit).global).toEqual({ chiSquare: NaN, df: 0, p: NaN });
  });

  it('restricted means are certain, and their difference 0', () => {
    const { means, difference } = rmstTest(nobody);
    expect(means.map(({ value, standardError }) => [value, standardError])).toEqual([
      [3, 0],
      [3, 0],
    ]);
    expect(difference).toMatchObject({ value: 0, standardError: 0, p: NaN });
  });
});

describe('with one event', () => {
  it('the log-rank test has the odds of one draw', () => {
    // two of either group at risk
    const found = logRank(oneEvent);
    expect(found).toMatchObject({ observed: [1, 0], expected: [1 / 2, 1 / 2], chiSquare: 1, df: 1, z: -1 });
    expectNear(found.p, 0.31731050786291415, 1e-15);
  });

  it('only the other weights of MaxCombo have something to compare', () => {
    expect(maxCombo(oneEvent).p).toBeNaN(); // (1 - S) is 0 at the first event
    const { p, statistic } = maxCombo(oneEvent, {
      weights: [
        { rho: 0, gamma: 0 },
        { rho: 1, gamma: 0 },
      ],
    });
    expect(statistic).toBe(-1);
    expectNear(p, 0.31731050786291415, 1e-12); // the same z twice
  });

  it('the hazard ratio is 0, which is told, and its likelihood stands', () => {
    const fit = coxPh(oneEvent);
    expect(fit.coefficients[0]).toMatchObject({
      coefficient: -Infinity,
      hazardRatio: 0,
      lower: NaN,
      upper: NaN,
      p: NaN,
    });
    expect(fit.converged).toBe(false);
    expect(fit.problems).toEqual([
      'the coefficient of 2 is -infinite: 2 separates the patients with events from the others',
    ]);
    expectNear(fit.logLikelihood.fitted, -Math.log(2), 1e-9);
    expectNear(fit.likelihoodRatio.chiSquare, 2 * Math.log(2), 1e-9);
    expect(fit.wald).toEqual({ chiSquare: NaN, df: 1, p: NaN });
    expect(fit.score.chiSquare).toBeCloseTo(1, 14);
    expect(proportionalHazardsTest(oneEvent, fit).global.chiSquare).toBeNaN();
  });
});

describe('a coefficient without end', () => {
  it('leaves those of the other covariates as in the limit', () => {
    // all events of group 2 before anybody of group 1 is lost; x is a covariate of its own
    const data = {
      times: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      statuses: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
      groups: [2, 2, 2, 2, 2, 1, 1, 1, 1, 1],
    };
    const x = [1, 4, 2, 5, 3, 9, 1, 4, 4, 2];
    const fit = coxPh({ ...data, covariates: { x } });
    expect(fit.coefficients.map(({ coefficient }) => coefficient === Infinity)).toEqual([false, true]);
    const alone = coxPh({
      times: data.times.slice(0, 5),
      statuses: data.statuses.slice(0, 5),
      covariates: { x: x.slice(0, 5) },
    });
    expectNear(fit.coefficients[0]!.coefficient, alone.coefficients[0]!.coefficient, 1e-8);
    expectNear(fit.coefficients[0]!.standardError, alone.coefficients[0]!.standardError, 1e-8);
    expectNear(fit.logLikelihood.fitted, alone.logLikelihood.fitted, 1e-8);
    expect(fit.problems).toEqual([
      'the coefficient of 2 is infinite: 2 separates the patients with events from the others',
    ]);
  });

  it('is found for a covariate that orders the events', () => {
    const x = [10, 9, 8, 3, 2, 1];
    const fit = coxPh({ times: [1, 2, 3, 4, 5, 6], statuses: [1, 1, 1, 1, 1, 1], covariates: { x } });
    expect(fit.coefficients[0]!.coefficient).toBe(Infinity);
    expectNear(fit.logLikelihood.fitted, 0, 1e-8);
  });

  it('is not seen where the maximum is merely far', () => {
    // one patient of group 1 has an event among 2,000 of group 2
    const size = 4000;
    const data = {
      times: Float64Array.from({ length: size }, (_, i) => i + 1),
      statuses: Uint8Array.from({ length: size }, (_, i) => (i % 2 === 0 || i === 1001 ? 1 : 0)),
      groups: Uint8Array.from({ length: size }, (_, i) => 2 - (i % 2)),
    };
    const fit = coxPh(data);
    expect(fit.problems).toEqual([]);
    expect(fit.coefficients[0]!.hazardRatio).toBeGreaterThan(1000);
    expect(fit.coefficients[0]!.standardError).toBeCloseTo(1, 1);
  });
});

describe('covariates that say nothing new', () => {
  const data = { times: [1, 2, 3, 4, 5, 6, 7, 8], statuses: [1, 1, 0, 1, 1, 1, 0, 1] };
  const x = [5, 1, 4, 2, 6, 3, 1, 2];

  it('have no coefficient, and the others have theirs', () => {
    const covariates = { x, twice: x.map((v) => 2 * v + 1), constant: x.map(() => 1e6) };
    const fit = coxPh({ ...data, covariates });
    const alone = coxPh({ ...data, covariates: { x } });
    expect(fit.coefficients.map(({ coefficient }) => Number.isNaN(coefficient))).toEqual([false, true, true]);
    expect(fit.coefficients[0]).toEqual(alone.coefficients[0]);
    expect(fit.likelihoodRatio).toEqual(alone.likelihoodRatio);
    expect(fit.problems).toHaveLength(2);
    const zph = proportionalHazardsTest({ ...data, covariates }, fit);
    expect(zph.global).toEqual(proportionalHazardsTest({ ...data, covariates: { x } }, alone).global);
    expect(zph.terms.map(({ df }) => df)).toEqual([1, 0, 0]);
  });

  it('keep their digits far from 0 and in odd units', () => {
    const plain = coxPh({ ...data, covariates: { x } }).coefficients[0]!;
    const far = coxPh({ ...data, covariates: { x: x.map((v) => 1e9 + v) } }).coefficients[0]!;
    const tiny = coxPh({ ...data, covariates: { x: x.map((v) => 1e-12 * v) } }).coefficients[0]!;
    expectNear([far.coefficient, far.standardError], [plain.coefficient, plain.standardError], 1e-12);
    expectNear([tiny.coefficient * 1e-12, tiny.z], [plain.coefficient, plain.z], 1e-12);
  });
});

describe('groups that cannot be compared', () => {
  it('are left out of the degrees of freedom', () => {
    // group 3 has left before the first event; group 4 is alone in its stratum
    const data = {
      times: [3, 4, 5, 3, 4, 6, 1, 1, 7, 8],
      statuses: [1, 1, 0, 0, 1, 1, 0, 0, 1, 1],
      groups: [1, 1, 1, 2, 2, 2, 3, 3, 4, 4],
      strata: [1, 1, 1, 1, 1, 1, 1, 1, 2, 2],
    };
    const found = logRank(data);
    const pair = logRank({
      times: data.times.slice(0, 6),
      statuses: data.statuses.slice(0, 6),
      groups: data.groups.slice(0, 6),
    });
    expect(found.df).toBe(1);
    expectNear(found.chiSquare, pair.chiSquare, 1e-14);
    expectNear([found.observed[3]!, found.expected[3]!], [2, 2], 1e-15);
    expect(grayTest(data)[0]!.df).toBe(1);
  });

  it('have no test when all of those at risk have the event at once', () => {
    const data = { times: [1, 1, 1, 1], statuses: [1, 1, 1, 1], groups: [1, 1, 2, 2] };
    expect(logRank(data)).toMatchObject({ observed: [2, 2], expected: [2, 2], df: 0, chiSquare: NaN });
    expect(coxPh(data).coefficients[0]!.coefficient).toBeCloseTo(0, 14);
    expect(grayTest(data)[0]!.statistic).not.toBe(0);
  });

  it('are refused when there is one only, or none', () => {
    const one = { times: [1, 2], statuses: [1, 1], groups: ['a', 'a'] };
    const none = { times: [], statuses: [], groups: [] };
    for (const test of [logRank, maxCombo, grayTest]) {
      expect(() => test(one)).toThrow('there is 1 group, must be 2 or more');
      expect(() => test(none)).toThrow('there are no groups, must be 2 or more');
    }
    expect(() => rmstTest(one)).toThrow('there are 1 groups, must be 2');
    expect(() => coxPh(one)).toThrow('there is nothing to estimate');
    const three = { times: [1, 2, 3], statuses: [1, 1, 1], groups: [1, 2, 3] };
    expect(() => maxCombo(three)).toThrow('there are 3 groups, must be 2');
  });
});

describe('columns that no patients can have', () => {
  const good = { times: [1, 2], statuses: [1, 0], groups: ['a', 'b'] };

  it.each([
    ['times[1] is NaN, must be finite and >= 0', { times: [1, NaN] }],
    ['times[0] is -1, must be finite and >= 0', { times: [-1, 2] }],
    ['times[0] is Infinity, must be finite and >= 0', { times: [Infinity, 2] }],
    ['statuses[1] is 2, must be 0 or 1', { statuses: [1, 2] }],
    ['statuses[0] is 0.5, must be 0 or 1', { statuses: [0.5, 1] }],
    ['1 statuses for 2 times, must be as many', { statuses: [1] }],
    ['3 groups for 2 times, must be as many', { groups: ['a', 'b', 'c'] }],
    ['1 strata for 2 times, must be as many', { strata: [1] }],
  ])('are refused: %s', (message, wrong) => {
    expect(() => logRank({ ...good, ...wrong })).toThrow(new RangeError(message));
    expect(() => maxCombo({ ...good, ...wrong })).toThrow(new RangeError(message));
    expect(() => coxPh({ ...good, ...wrong })).toThrow(new RangeError(message));
  });

  it('are refused by the name of the covariate', () => {
    expect(() => coxPh({ ...good, covariates: { age: [60, NaN] } })).toThrow(
      'age[1] is NaN, must be a finite number',
    );
    expect(() => coxPh({ ...good, covariates: { age: [60] } })).toThrow('1 values of age for 2 times');
    const fit = coxPh({ times: [1, 2, 3], statuses: [1, 1, 1], covariates: { age: [1, 5, 2] } });
    expect(() => proportionalHazardsTest(good, fit)).toThrow('the fit has other covariates than b');
  });

  it('have weights, causes, levels and ways that make sense', () => {
    expect(() => logRank(good, { rho: -1 })).toThrow('rho is -1, must be finite and >= 0');
    expect(() => logRank(good, { gamma: NaN })).toThrow('gamma is NaN, must be finite and >= 0');
    expect(() => maxCombo(good, { weights: [] })).toThrow('there are 0 weights, must be 1 to 4');
    expect(() => grayTest(good, { rho: -1 })).toThrow('rho is -1');
    expect(() => grayTest({ ...good, statuses: [3, 1] }, { causes: ['a', 'b'] })).toThrow(
      'statuses[0] is 3, must be a whole number from 0 to 2',
    );
    expect(() => coxPh(good, { level: 1 })).toThrow('level is 1');
    expect(() => coxPh(good, { ties: 'exact' as 'efron' })).toThrow("must be 'efron' or 'breslow'");
    const late = { times: [0, 2, 3], statuses: [1, 1, 1], covariates: { age: [1, 5, 2] } };
    expect(() => proportionalHazardsTest(late, coxPh(late), { transform: 'log' })).toThrow(
      'an event is at time 0',
    );
  });
});

describe('labels', () => {
  it('come in increasing order, numbers as numbers', () => {
    const data = { times: [1, 2, 3, 4], statuses: [1, 1, 1, 1] };
    expect(logRank({ ...data, groups: [10, 9, 10, 9] }).groups).toEqual([9, 10]);
    expect(logRank({ ...data, groups: ['b', 'B', 'a', 'b'] }).groups).toEqual(['B', 'a', 'b']);
  });
});
