import { describe, expect, it } from 'vitest';
import { coxPh } from '../../src/survival/cox/cox-ph.ts';
import { proportionalHazardsTest } from '../../src/survival/cox/proportional-hazards.ts';
import { lifeTable } from '../../src/survival/life-table.ts';
import { riskTablesOf } from '../../src/survival/risk-table.ts';
import { grayTest, grayTestOf } from '../../src/survival/statistics/gray.ts';
import { logRank, logRankOf } from '../../src/survival/statistics/log-rank.ts';
import { maxCombo, maxComboOf } from '../../src/survival/statistics/max-combo.ts';
import { rmstTest } from '../../src/survival/statistics/rmst-test.ts';
import { expectNear } from './comparisons.ts';

// Three of a and three of b; a: events at 2 and 4, censored at 5; b: events at 1, 2 and 3.
const six = {
  times: [2, 4, 5, 1, 2, 3],
  statuses: [1, 1, 0, 1, 1, 1],
  groups: ['a', 'a', 'a', 'b', 'b', 'b'],
};

describe('six patients, worked by hand', () => {
  it('have 37/10 events expected in the first group, with variance 0.25 + 0.36 + 2/9', () => {
    // at 1: 3 + 3 at risk, 1 event; at 2: 3 + 2, 2 events; at 3: 2 + 1, 1 event; at 4: 2 + 0, 1 event
    const { observed, expected, variance, chiSquare, df, z, groups, sizes } = logRank(six);
    expect([groups, sizes, observed, df]).toEqual([['a', 'b'], [3, 3], [2, 3], 1]);
    const mean = 1 / 2 + 6 / 5 + 2 / 3 + 1;
    const spread = 1 / 4 + (2 * 3 * 2 * 3) / (25 * 4) + 2 / 9;
    expectNear(expected, [mean, 5 - mean], 1e-15);
    expectNear(variance.flat(), [spread, -spread, -spread, spread], 1e-15);
    expectNear(chiSquare, (mean - 2) ** 2 / spread, 1e-14);
    expectNear(z, (mean - 2) / Math.sqrt(spread), 1e-14);
  });

  it('weigh 1, 5/6, 1/2 and 1/3 with rho 1, and what is missing to 1 with gamma 1', () => {
    const early = logRank(six, { rho: 1 });
    const late = logRank(six, { gamma: 1 });
    expectNear(early.observed, [5 / 6 + 1 / 3, 1 + 5 / 6 + 1 / 2], 1e-15);
    expectNear(late.observed, [1 / 6 + 2 / 3, 1 / 6 + 1 / 2], 1e-15);
    expectNear(late.expected[0]!, (1 / 6) * (6 / 5) + (1 / 2) * (2 / 3) + 2 / 3, 1e-15);
  });

  it('have the partial likelihoods of Breslow and Efron at a hazard ratio of 1', () => {
    const none = (ties: 'efron' | 'breslow') => coxPh(six, { ties }).logLikelihood.null;
    expectNear(none('breslow'), -Math.log(6 * 5 * 5 * 3 * 2), 1e-15);
    expectNear(none('efron'), -Math.log(6 * 5 * 4 * 3 * 2), 1e-15);
  });

  it('have a log-rank test as the score test of Cox, when ties are counted as Breslow does', () => {
    // Breslow's information at 0 is sum of d p (1 - p), without the hypergeometric factor
    const { score } = coxPh(six, { ties: 'breslow' });
    const mean = 1 / 2 + 6 / 5 + 2 / 3 + 1;
    expectNear(score.chiSquare, (mean - 2) ** 2 / (1 / 4 + (2 * 6) / 25 + 2 / 9), 1e-14);
  });

  it('live 10/3 and 2 of the first 4 units', () => {
    const { means, difference, ratio, lostRatio } = rmstTest(six, { tau: 4 });
    // a: 2 + 2 * 2/3; b: (1 + 2 + 3) / 3
    expectNear([means[0].value, means[1].value], [10 / 3, 2], 1e-15);
    expectNear([difference.value, ratio.value, lostRatio.value], [-4 / 3, 3 / 5, 3], 1e-14);
    // without censoring before 4: sqrt(mean squared deviation / n)
    expectNear(means[0].standardError ** 2, ((4 / 3) ** 2 + 2 * (2 / 3) ** 2) / 9, 1e-14);
    expectNear(means[1].standardError ** 2, 2 / 9, 1e-14);
  });
});

describe('a hazard ratio in closed form', () => {
  it('is 2 where the group with the event has half the chance of the others', () => {
    // each event finds one patient of either group: a wins 1 and b 2 of three draws of chance r / (1 + r)
    const data = { times: [1, 1, 1, 2, 2, 2], statuses: [1, 0, 0, 0, 1, 1], groups: [1, 1, 1, 2, 2, 2] };
    const strata = [1, 2, 3, 1, 2, 3];
    // stratum 1: a has the event; in 2 and 3 a is censored before b has it, which says nothing
    const fit = coxPh({ ...data, strata });
    expect(fit.coefficients[0]!.coefficient).toBe(-Infinity);
    const later = { ...data, times: [1, 2, 2, 2, 1, 1], strata };
    const [b] = coxPh(later).coefficients;
    expectNear([b!.coefficient, b!.hazardRatio], [Math.log(2), 2], 1e-14);
    expectNear(b!.standardError ** 2, 1 / (3 * (2 / 9)), 1e-14);
  });
});

describe('a factor of groups', () => {
  it('has a hazard ratio for each group against the first, or the one that is named', () => {
    const data = { times: [1, 2, 3, 4, 5, 6, 7, 8, 9], statuses: [1, 1, 1, 1, 1, 1, 1, 1, 1] };
    const groups = ['c', 'a', 'b', 'b', 'c', 'a', 'a', 'b', 'c'];
    const byFirst = coxPh({ ...data, groups });
    expect(byFirst.coefficients.map(({ name }) => name)).toEqual(['b', 'c']);
    const byB = coxPh({ ...data, groups, reference: 'b' });
    expect(byB.coefficients.map(({ name }) => name)).toEqual(['a', 'c']);
    expectNear(byB.coefficients[0]!.coefficient, -byFirst.coefficients[0]!.coefficient, 1e-12);
    expectNear(byB.logLikelihood.fitted, byFirst.logLikelihood.fitted, 1e-14);
    expect(proportionalHazardsTest({ ...data, groups }, byFirst).terms).toMatchObject([
      { name: 'groups', df: 2 },
    ]);
    expect(() => coxPh({ ...data, groups, reference: 'd' })).toThrow('must be one of the groups a, b, c');
  });
});

describe('groups counted on one grid', () => {
  it('are compared as the patients themselves are', () => {
    const times = Float64Array.from([1, 2, 3, 4, 5, 6]);
    const people = {
      times: [1, 2, 2, 3, 3, 5, 6, 1, 3, 4, 4, 5],
      statuses: [1, 2, 0, 1, 1, 0, 2, 2, 1, 1, 0, 2],
    };
    const groups = people.times.map((_, i) => (i < 7 ? 0 : 1));
    const tableOf = (group: number) => {
      const mine = (column: number[]) => column.filter((_, i) => groups[i] === group);
      const table = lifeTable({
        times: mine(people.times),
        statuses: mine(people.statuses),
        causes: ['x', 'y'],
      });
      const spread = (column: Float64Array) => times.map((time) => column[table.times.indexOf(time)] ?? 0);
      return { ...table, times, events: table.events.map(spread), censored: spread(table.censored) };
    };
    const tables = riskTablesOf([tableOf(0), tableOf(1)]);
    expect(grayTestOf(tables)).toEqual(grayTest({ ...people, groups }));
    const single = [tableOf(0), tableOf(1)].map((t) => ({
      ...t,
      events: [t.events[0]!],
      causes: ['x'],
      censored: t.censored.map((c, r) => c + t.events[1]![r]!),
    }));
    const events = people.statuses.map((s) => (s === 1 ? 1 : 0));
    expect(logRankOf(riskTablesOf(single))).toEqual(logRank({ ...people, statuses: events, groups }));
    expect(maxComboOf(riskTablesOf(single))).toEqual(maxCombo({ ...people, statuses: events, groups }));
    expect(() => riskTablesOf([tableOf(0)])).toThrow('there is 1 group, must be 2 or more');
    const shifted = { ...tableOf(1), times: times.map((t) => t + 1) };
    expect(() => riskTablesOf([tableOf(0), shifted])).toThrow('has different times');
  });
});
