import { describe, expect, it } from 'vitest';
import { type CoxFit, coxPh } from '../../src/survival/cox/cox-ph.ts';
import { proportionalHazardsTest } from '../../src/survival/cox/proportional-hazards.ts';
import { grayTest } from '../../src/survival/statistics/gray.ts';
import { logRank } from '../../src/survival/statistics/log-rank.ts';
import { maxCombo } from '../../src/survival/statistics/max-combo.ts';
import { rmstTest } from '../../src/survival/statistics/rmst-test.ts';
import { expectNear, list, studiesWith } from './comparisons.ts';

// R computes these exactly, and so must we: 1e-8 would do, 1e-11 is kept so that a slip shows.
const EXACT = 1e-11;

describe('the log-rank test is that of survdiff', () => {
  for (const { name, study, answers } of studiesWith('logRank')) {
    it.each(answers)(`in R's ${name} with rho $rho`, (known) => {
      const found = logRank(study, { rho: known.rho });
      expect(found.groups).toEqual([...new Set(study.groups)].sort((a, b) => a - b));
      expectNear(found.observed, known.observed, EXACT, 'observed');
      expectNear(found.expected, known.expected, EXACT, 'expected');
      expectNear(found.variance.flat(), known.variance.flat(), EXACT, 'variance');
      expectNear([found.chiSquare, found.df, found.p], [known.chiSquare, known.df, known.p], EXACT);
      if (found.groups.length === 2) expectNear(found.z ** 2, known.chiSquare, EXACT, 'z squared');
    });
  }
});

describe('weights with gamma are those of the formula', () => {
  for (const { name, study, answers } of studiesWith('flemingHarrington')) {
    it.each(answers.rho.map((rho, i) => ({ rho, gamma: answers.gamma[i]!, i })))(
      `in R's ${name} with rho $rho and gamma $gamma`,
      ({ rho, gamma, i }) => {
        const { observed, expected, variance } = logRank(study, { rho, gamma });
        expectNear(observed[1]! - expected[1]!, answers.score[i]!, EXACT);
        expectNear(variance[1]![1]!, answers.variance[i]!, EXACT);
      },
    );
  }
});

describe('MaxCombo', () => {
  it.each(studiesWith('maxCombo'))(
    "in R's $name has the p of a normal vector of rank 3",
    ({ study, answers }) => {
      const found = maxCombo(study);
      expectNear(
        found.parts.map(({ z }) => z),
        answers.z,
        EXACT,
      );
      expectNear(found.p, answers.p, 1e-8);
      if (answers.correlation) expectNear(found.correlation.flat(), answers.correlation.flat(), EXACT);
      if (answers.statistic) expectNear(found.statistic, answers.statistic, EXACT);
    },
  );
});

describe('Cox regression is that of coxph', () => {
  for (const { name, study, answers } of studiesWith('cox')) {
    describe.each(answers)(`in R's ${name} with ties by $ties`, (known) => {
      const fit = coxPh(study, { ties: known.ties });
      const column = (part: 'coefficient' | 'standardError' | 'lower' | 'upper' | 'p') =>
        fit.coefficients.map((coefficient) => coefficient[part]);

      it('in its coefficients, their errors and intervals', () => {
        expect(fit.problems).toEqual([]);
        expect(fit.converged).toBe(true);
        expectNear(column('coefficient'), known.coefficients, 1e-10, 'coefficient');
        expectNear(column('standardError'), known.standardErrors, 1e-10, 'standard error');
        expectNear(column('lower'), known.lower, 1e-10, 'lower');
        expectNear(column('upper'), known.upper, 1e-10, 'upper');
        expectNear(column('p'), known.p, 1e-10, 'p');
        expectNear(fit.covariance.flat(), known.covariance.flat(), 1e-10, 'covariance');
      });

      it('in its likelihoods and the three tests', () => {
        expectNear([fit.logLikelihood.null, fit.logLikelihood.fitted], known.logLikelihood, EXACT);
        for (const test of ['likelihoodRatio', 'wald', 'score'] as const) {
          const { chiSquare, df, p } = fit[test];
          expectNear([chiSquare, df, p], known[test], 1e-10, test);
        }
      });

      it.each(['km', 'rank', 'identity', 'log'] as const)('in cox.zph by %s', (transform) => {
        const { terms, global } = proportionalHazardsTest(study, fit, { transform });
        const table = known.zph[transform];
        const rows = [...terms, { name: 'GLOBAL', ...global }];
        expect(rows.map((row) => row.name)).toEqual(list(table.terms));
        expectNear(
          rows.map((row) => row.chiSquare),
          table.chiSquare,
          1e-9,
        );
        expectNear(
          rows.map((row) => row.df),
          table.df,
          0,
        );
        expectNear(
          rows.map((row) => row.p),
          table.p,
          1e-9,
        );
      });
    });
  }

  it('is the score test and the log-rank test at once without ties', () => {
    for (const { study, name } of studiesWith('cox')) {
      if (new Set(study.times).size < study.times.length || study.covariates) continue;
      const fit: CoxFit = coxPh(study);
      expectNear(fit.score.chiSquare, logRank(study).chiSquare, EXACT, name);
    }
  });
});

describe("Gray's test is that of cuminc", () => {
  for (const { name, study, answers } of studiesWith('gray')) {
    it.each(answers)(`in R's ${name} with rho $rho`, (known) => {
      const found = grayTest(study, { rho: known.rho });
      const part = (key: 'statistic' | 'df' | 'p') => found.map((test) => test[key]);
      expectNear(part('statistic'), known.statistic, EXACT);
      expectNear(part('df'), known.df, 0);
      expectNear(part('p'), known.p, EXACT);
    });
  }
});

describe('restricted means are compared as by survRM2', () => {
  for (const { name, study, answers } of studiesWith('rmst')) {
    it.each(answers)(`in R's ${name} up to $tau`, (known) => {
      const found = rmstTest(study, { tau: known.tau });
      expectNear(
        found.means.map(({ value }) => value),
        known.means,
        EXACT,
      );
      expectNear(
        found.means.map(({ standardError }) => standardError),
        known.errors,
        EXACT,
      );
      for (const part of ['difference', 'ratio', 'lostRatio'] as const) {
        const { value, lower, upper, p } = found[part];
        const wanted = known[part];
        expectNear(
          [value, lower, upper, p],
          [wanted.value, wanted.lower, wanted.upper, wanted.p],
          EXACT,
          part,
        );
      }
    });
  }
});
