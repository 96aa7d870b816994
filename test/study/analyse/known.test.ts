/** From a CSV text to figures that R gives for the same patients. */
import { describe, expect, it } from 'vitest';
import { readPatients } from '../../../src/patients/index.ts';
import { type Analysis, analyse } from '../../../src/study/analyse/index.ts';
import { type KnownStudy, known } from '../../survival/comparisons.ts';

const { studies } = known;

function csvOf({ times, statuses, groups, strata }: KnownStudy): string {
  const rows = times.map((time, i) => [time, statuses[i], groups[i], strata?.[i] ?? 1].join(';'));
  return `\uFEFFtime;status;arm;stratum\r\n${rows.join('\r\n')}\r\n`;
}

function analysed(study: KnownStudy, more: object = {}): Analysis {
  const names = { time: 'time', status: 'status', group: 'arm', strata: study.strata && 'stratum' };
  const { patients, problems } = readPatients(csvOf(study), names);
  expect(problems).toEqual([]);
  return analyse(patients!, { at: [], ...more });
}

function expectNear(found: number | null, expected: number, relative: number): void {
  expect(Math.abs(found! - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-12));
}

describe.each(Object.entries(studies))('%s', (_, study) => {
  const result = analysed(study);

  if (study.logRank)
    it('log-rank', () => {
      const { chiSquare, df, p, expected } = study.logRank!.find(({ rho }) => rho === 0)!;
      expectNear(result.tests.logRank!.statistic, chiSquare, 1e-8);
      expect(result.tests.logRank!.df).toBe(df);
      expectNear(result.tests.logRank!.p, p, 1e-8);
      Object.values(result.groups).forEach((group, g) => {
        expectNear(group.expected, expected[g]!, 1e-8);
      });
    });

  if (study.logRank)
    it('log-rank with weights', () => {
      const { chiSquare, p } = study.logRank!.find(({ rho }) => rho === 1)!;
      const { tests } = analysed(study, { weights: { rho: 1, gamma: 0 } });
      expectNear(tests['flemingHarrington(1,0)']!.statistic, chiSquare, 1e-8);
      expectNear(tests['flemingHarrington(1,0)']!.p, p, 1e-8);
    });

  if (study.maxCombo?.p && !study.strata)
    it('MaxCombo', () => {
      expectNear(result.tests.maxCombo!.p, study.maxCombo!.p!, 1e-8);
    });

  if (study.gray)
    it('Gray', () => {
      const { statistic, df, p } = study.gray!.find(({ rho }) => rho === 0)!;
      const tests = Object.entries(result.tests).filter(([name]) => name.startsWith('gray'));
      expect(tests).toHaveLength(statistic.length);
      tests.forEach(([, test], cause) => {
        expectNear(test.statistic, statistic[cause]!, 1e-8);
        expect(test.df).toBe(df[cause]);
        expectNear(test.p, p[cause]!, 1e-8);
      });
    });

  if (study.cox && !study.covariates)
    it('Cox, both ways with ties, and proportional hazards', () => {
      for (const { ties, coefficients, standardErrors, lower, upper, p, zph } of study.cox!) {
        result.cox![ties].forEach((one, j) => {
          const of = (value: number[] | number) => (Array.isArray(value) ? value[j]! : value);
          expectNear(one.coef, of(coefficients), 1e-6);
          expectNear(one.se, of(standardErrors), 1e-6);
          expectNear(one.lower, of(lower), 1e-6);
          expectNear(one.upper, of(upper), 1e-6);
          expectNear(one.p, of(p), 1e-6);
        });
        if (ties === 'efron') {
          const global = zph.km.terms.indexOf('GLOBAL');
          expectNear(result.cox!.proportionalHazards.statistic, zph.km.chiSquare[global]!, 1e-6);
          expectNear(result.cox!.proportionalHazards.p, zph.km.p[global]!, 1e-6);
        }
      }
    });

  if (study.rmst)
    it('restricted means, their difference and ratio', () => {
      for (const { tau, means, errors, difference, ratio } of study.rmst!) {
        const { groups, rmst } = analysed({ ...study, strata: undefined }, { tau });
        Object.values(groups).forEach((group, g) => {
          expectNear(group.rmst.value, means[g]!, 1e-8);
          expectNear(group.rmst.se, errors[g]!, 1e-8);
        });
        for (const key of ['value', 'lower', 'upper', 'p'] as const) {
          expectNear(rmst!.difference[key], difference[key], 1e-8);
          expectNear(rmst!.ratio[key], ratio[key], 1e-8);
        }
      }
    });
});

it('covers at least eight of R’s data sets', () => {
  expect(Object.values(studies).filter(({ logRank }) => logRank).length).toBeGreaterThanOrEqual(8);
});
