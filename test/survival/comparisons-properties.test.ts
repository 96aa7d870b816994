import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coxPh } from '../../src/survival/cox/cox-ph.ts';
import { proportionalHazardsTest } from '../../src/survival/cox/proportional-hazards.ts';
import { grayTest } from '../../src/survival/statistics/gray.ts';
import { logRank } from '../../src/survival/statistics/log-rank.ts';
import { maxCombo } from '../../src/survival/statistics/max-combo.ts';
import { rmstTest } from '../../src/survival/statistics/rmst-test.ts';
import { climb, slowLikelihood } from '../oracle/cox.ts';
import { type Person, slowLogRank } from '../oracle/log-rank.ts';
import { expectNear } from './comparisons.ts';

const GROUPS = 3;

// Whole times, few of them: ties everywhere. Some fixed patients keep every group in the comparison.
const person = fc.record({
  time: fc.integer({ min: 1, max: 12 }),
  status: fc.integer({ min: 0, max: 1 }),
  group: fc.integer({ min: 0, max: GROUPS - 1 }),
  stratum: fc.integer({ min: 0, max: 1 }),
});
const always: Person[] = Array.from({ length: 18 }, (_, i) => ({
  time: 2 + 3 * Math.floor(i / 6),
  status: 1,
  group: i % GROUPS,
  stratum: Math.floor(i / GROUPS) % 2,
}));
const people = fc.array(person, { minLength: 1, maxLength: 60 }).map((some) => [...always, ...some]);
const weight: fc.Arbitrary<number[]> = fc.constantFrom([0, 0], [1, 0], [0, 1], [1, 1], [0.5, 2]);

const columns = (some: readonly Person[], scale = 1) => ({
  times: some.map((p) => p.time * scale),
  statuses: some.map((p) => p.status),
  groups: some.map((p) => p.group),
  strata: some.map((p) => p.stratum),
});
const covariates = (some: readonly Person[]) => ({
  x: some.map((p) => xOf(p)),
  y: some.map((p) => Number(p.group === 1)),
});
const xOf = (p: Person) => ((p.time * 7 + p.group * 3 + p.stratum) % 5) - 1;
const twoGroups = (some: readonly Person[]) => some.map((p) => ({ ...p, group: Math.min(1, p.group) }));

function holds(claim: (some: Person[], weight: number[]) => void, numRuns = 100) {
  fc.assert(fc.property(people, weight, claim), { seed: 20241106, numRuns });
}

const shuffled = (some: readonly Person[]) =>
  some
    .map((p, i) => [((i + 1) * 7919) % 1009, p] as const)
    .sort(([a], [b]) => a - b)
    .map(([, p]) => p);

describe('the log-rank test', () => {
  it('is that of going through all patients at each event time', () =>
    holds((some, [rho, gamma]) => {
      const found = logRank(columns(some), { rho: rho!, gamma: gamma! });
      const slow = slowLogRank(some, GROUPS, rho!, gamma!);
      expectNear(found.observed, slow.observed, 1e-12);
      expectNear(found.expected, slow.expected, 1e-12);
      expectNear(found.variance.flat(), slow.variance.flat(), 1e-12);
    }));

  it('does not care for the order of the rows or the unit of time', () =>
    holds((some, [rho, gamma]) => {
      const found = logRank(columns(some), { rho: rho!, gamma: gamma! });
      expect(logRank(columns(shuffled(some), 0.37), { rho: rho!, gamma: gamma! })).toEqual(found);
    }));

  it('does not care for the names of the groups, and turns its sign with them', () =>
    holds((some) => {
      const data = columns(twoGroups(some));
      const found = logRank(data);
      const turned = logRank({ ...data, groups: data.groups.map((g) => 1 - g) });
      expectNear([turned.chiSquare, turned.z], [found.chiSquare, -found.z], 1e-12);
      const free = logRank(columns(some));
      const renamed = logRank({ ...columns(some), groups: some.map((p) => (p.group + 1) % GROUPS) });
      expectNear(renamed.chiSquare, free.chiSquare, 1e-10);
    }));

  it('has excesses that sum to 0', () =>
    holds((some, [rho, gamma]) => {
      const { observed, expected } = logRank(columns(some), { rho: rho!, gamma: gamma! });
      const total = (column: number[]) => column.reduce((sum, value) => sum + value, 0);
      expectNear(total(observed), total(expected), 1e-12);
    }));

  it('of strata that are alike is that of one, with each of them its own', () =>
    holds((some) => {
      const one = some.map((p) => ({ ...p, stratum: 0 }));
      const two = [...one, ...one.map((p) => ({ ...p, stratum: 1 }))];
      expectNear(logRank(columns(two)).chiSquare, 2 * logRank(columns(one)).chiSquare, 1e-10);
    }));
});

describe('MaxCombo', () => {
  it('has a p between that of its best part and four times it', () =>
    holds((some) => {
      const { parts, p, statistic } = maxCombo(columns(twoGroups(some)));
      const best = Math.min(...parts.map((part) => part.p));
      expect(Math.abs(statistic)).toBe(Math.max(...parts.map(({ z }) => Math.abs(z))));
      expect(p).toBeGreaterThanOrEqual(best - 1e-9);
      expect(p).toBeLessThanOrEqual(4 * best + 1e-9);
    }, 25));

  it('of one weight is the log-rank test, and one-sided half of it', () =>
    holds((some) => {
      const data = columns(twoGroups(some));
      const { p, z } = logRank(data);
      const weights = [{ rho: 0, gamma: 0 }];
      expectNear(maxCombo(data, { weights }).p, p, 1e-12);
      const less = maxCombo(data, { weights, alternative: 'less' });
      expectNear(less.p, z < 0 ? p / 2 : 1 - p / 2, 1e-12);
      expectNear(less.p + maxCombo(data, { weights, alternative: 'greater' }).p, 1, 1e-12);
    }));
});

describe('Cox regression', () => {
  const each = ['efron', 'breslow'] as const;

  it('has the likelihood of its definition', () =>
    holds((some) => {
      for (const ties of each) {
        const fit = coxPh({ ...columns(some), groups: undefined, covariates: covariates(some) }, { ties });
        const plain = some.map((p) => ({ ...p, x: [xOf(p), Number(p.group === 1)] }));
        const at = (coefficients: number[]) => slowLikelihood(plain, coefficients, ties);
        const found = fit.coefficients.map(({ coefficient }) => coefficient);
        expectNear([fit.logLikelihood.null, fit.logLikelihood.fitted], [at([0, 0]), at(found)], 1e-12);
      }
    }));

  it('finds the top that climbing finds', () =>
    holds((some) => {
      for (const ties of each) {
        const fit = coxPh({ ...columns(some), groups: undefined, covariates: covariates(some) }, { ties });
        const plain = some.map((p) => ({ ...p, x: [xOf(p), Number(p.group === 1)] }));
        const top = climb((coefficients) => slowLikelihood(plain, coefficients, ties), 2);
        // a likelihood that is flat to 1e-15 at its top says where that is to some 1e-7
        expectNear(
          fit.coefficients.map(({ coefficient }) => coefficient),
          top,
          2e-6,
        );
      }
    }, 5));

  it('does not care for the order of the rows or the unit of time', () =>
    holds((some) => {
      const fit = coxPh(columns(some));
      const other = coxPh(columns(shuffled(some), 0.37));
      for (const [j, { coefficient, standardError }] of fit.coefficients.entries())
        expectNear(
          [coefficient, standardError],
          [other.coefficients[j]!.coefficient, other.coefficients[j]!.standardError],
          1e-10,
        );
      const zph = proportionalHazardsTest(columns(some), fit, { transform: 'rank' });
      const stretched = proportionalHazardsTest(columns(some, 3), fit, { transform: 'identity' });
      expectNear(
        stretched.global.chiSquare,
        proportionalHazardsTest(columns(some), fit, { transform: 'identity' }).global.chiSquare,
        1e-8,
      );
      expect(zph.global.df).toBe(GROUPS - 1);
    }));

  it('turns its sign when the groups are swapped', () =>
    holds((some) => {
      const data = columns(twoGroups(some));
      const [found] = coxPh(data).coefficients;
      const [turned] = coxPh({ ...data, reference: 1 }).coefficients;
      expectNear(turned!.coefficient, -found!.coefficient, 1e-10);
      expectNear([turned!.lower, turned!.upper], [1 / found!.upper, 1 / found!.lower], 1e-9);
    }));

  it('has an infinite coefficient just where one group alone has events while both are at risk', () => {
    const few = fc.array(person, { minLength: 2, maxLength: 12 });
    const seen = { finite: 0, infinite: 0 };
    fc.assert(
      fc.property(few, (random) => {
        const stay = (group: number): Person => ({ time: 20, status: 0, group, stratum: 0 });
        const some = [stay(0), stay(1), ...twoGroups(random)];
        const telling = some.filter(
          (p) =>
            p.status === 1 &&
            some.some((q) => q.stratum === p.stratum && q.time >= p.time && q.group !== p.group),
        );
        const [first, second] = [0, 1].map((group) => telling.filter((p) => p.group === group).length);
        const { coefficient } = coxPh(columns(some)).coefficients[0]!;
        if (first! > 0 && second! > 0) {
          expect(Number.isFinite(coefficient)).toBe(true);
          seen.finite++;
        } else {
          expect(coefficient).toBe(first! > 0 ? -Infinity : second! > 0 ? Infinity : NaN);
          seen.infinite++;
        }
      }),
      { seed: 1976, numRuns: 500 },
    );
    expect(Math.min(seen.finite, seen.infinite)).toBeGreaterThan(50);
  });

  it('gains by every covariate', () =>
    holds((some) => {
      const one = coxPh({ ...columns(some), groups: undefined, covariates: { x: some.map(xOf) } });
      const two = coxPh({ ...columns(some), groups: undefined, covariates: covariates(some) });
      expect(two.logLikelihood.fitted).toBeGreaterThanOrEqual(one.logLikelihood.fitted - 1e-12);
      expect(two.logLikelihood.null).toBeCloseTo(one.logLikelihood.null, 12);
    }));
});

describe("Gray's test", () => {
  it('does not care for the order of the rows, the unit of time or the names of the groups', () =>
    holds((some) => {
      const causes = some.map((p) => ({ ...p, status: p.status * (1 + (p.time % 2)) }));
      const found = grayTest(columns(causes));
      expect(grayTest(columns(shuffled(causes), 0.37))).toEqual(found);
      const renamed = grayTest({ ...columns(causes), groups: causes.map((p) => (p.group + 1) % GROUPS) });
      for (const [k, test] of found.entries()) expectNear(renamed[k]!.statistic, test.statistic, 1e-8);
    }));

  it('has the scores of the log-rank test when there is one cause', () =>
    holds((some) => {
      const { observed, expected } = logRank(columns(some));
      const [{ scores }] = grayTest(columns(some)) as [ReturnType<typeof grayTest>[0]];
      expectNear(
        scores,
        observed.map((o, g) => o - expected[g]!),
        1e-10,
      );
    }));
});

describe('restricted means', () => {
  it('turn their sign, and their ratios over, when the groups are swapped', () =>
    holds((some) => {
      const data = columns(twoGroups(some));
      const found = rmstTest(data, { tau: 5 });
      const turned = rmstTest({ ...data, groups: data.groups.map((g) => 1 - g) }, { tau: 5 });
      expectNear(turned.difference.value, -found.difference.value, 1e-12);
      expectNear(turned.ratio.value, 1 / found.ratio.value, 1e-12);
      expectNear([turned.difference.p, turned.ratio.p], [found.difference.p, found.ratio.p], 1e-10);
    }));
});
