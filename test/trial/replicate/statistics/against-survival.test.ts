import { describe, expect, it } from 'vitest';
import { normalQuantileOfUpper } from '../../../../src/math/normal.ts';
import { coxPh } from '../../../../src/survival/cox/cox-ph.ts';
import { kaplanMeier, survivalAt } from '../../../../src/survival/kaplan-meier.ts';
import { lifeTable } from '../../../../src/survival/life-table.ts';
import { logRank } from '../../../../src/survival/statistics/log-rank.ts';
import { maxCombo } from '../../../../src/survival/statistics/max-combo.ts';
import { compareRmst } from '../../../../src/survival/statistics/rmst-test.ts';
import { columnsOf, expectSame, hasBothArms, type Patient, said, trialsOf } from './looks.ts';

const STRATA = 3;

/** Of each of many trials, unstratified and stratified; how many of them can be compared is told, and must be many. */
function compare(count: number, claim: (patients: Patient[], strata: number) => boolean): void {
  let compared = 0;
  for (const patients of trialsOf(7, count, STRATA))
    for (const strata of [1, STRATA]) compared += claim(patients, strata) ? 1 : 0;
  expect(compared).toBeGreaterThan(count / 2);
}

const curveOf = (patients: readonly Patient[], treated: boolean) => {
  const own = patients.filter((p) => p.treated === treated);
  return kaplanMeier(lifeTable(columnsOf(own, false)));
};

describe('the statistics of a look are those of src/survival', () => {
  for (const [rho, gamma] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
    [0.5, 2],
  ] as const) {
    it(`for the log-rank test with weights S^${rho} (1 - S)^${gamma}`, () =>
      compare(400, (patients, strata) => {
        const test = { kind: 'fleming-harrington', rho, gamma } as const;
        const expected = hasBothArms(patients)
          ? -logRank(columnsOf(patients, strata > 1), { rho, gamma }).z
          : NaN;
        expectSame(said(test, patients, strata).z, expected);
        if (rho === 0 && gamma === 0) expectSame(said({ kind: 'log-rank' }, patients, strata).z, expected);
        return !Number.isNaN(expected);
      }));
  }

  it('for the hazard ratio of Cox and its test against a margin', () =>
    compare(400, (patients, strata) => {
      const { z, estimate } = said({ kind: 'cox', margin: 1.25 }, patients, strata);
      const alone = said({ kind: 'log-rank' }, patients, strata).estimate;
      expect(alone).toBe(estimate);
      if (!hasBothArms(patients)) {
        expect([z, estimate]).toEqual([NaN, NaN]);
        return false;
      }
      const { coefficient, standardError, hazardRatio } = coxPh(columnsOf(patients, strata > 1))
        .coefficients[0]!;
      expectSame(estimate, hazardRatio, 1e-9);
      expectSame(z, (Math.log(1.25) - coefficient) / standardError, 1e-9);
      return standardError > 0;
    }));

  it('for MaxCombo, whose z has the one-sided p for its tail', () => {
    let compared = 0;
    for (const patients of trialsOf(11, 120, STRATA)) {
      for (const strata of [1, STRATA]) {
        const { z } = said({ kind: 'max-combo' }, patients, strata);
        if (!hasBothArms(patients)) expect(z).toBeNaN();
        else {
          const { p } = maxCombo(columnsOf(patients, strata > 1), { alternative: 'less' });
          // a share of 1e-9 in p is less than that in z, but near p = 1
          if (Number.isNaN(p)) expect(z).toBeNaN();
          else if (p < 0.99) expectSame(z, normalQuantileOfUpper(p), 1e-8);
          compared += p < 0.99 ? 1 : 0;
        }
      }
    }
    expect(compared).toBeGreaterThan(40);
  });

  it('for the difference in restricted means', () =>
    compare(600, (patients) => {
      const [control, treatment] = [curveOf(patients, false), curveOf(patients, true)];
      let compared = false;
      for (const tau of [0.5, 2, 4]) {
        const { value, standardError } = compareRmst(control, treatment, tau).difference;
        const { z, estimate } = said({ kind: 'rmst', tau }, patients);
        expectSame(estimate, value);
        expectSame(z, standardError > 0 ? value / standardError : NaN);
        compared ||= standardError > 0;
      }
      return compared;
    }));

  it('for the difference in survival at a milestone', () =>
    compare(600, (patients) => {
      const curves = [curveOf(patients, false), curveOf(patients, true)] as const;
      let compared = false;
      for (const at of [0.5, 2, 4, 30]) {
        const [a, b] = curves.map((curve) => survivalAt(curve, at));
        const error = Math.sqrt(a!.standardError ** 2 + b!.standardError ** 2);
        const { z, estimate } = said({ kind: 'milestone', at, margin: 0.1 }, patients);
        // the curve's last value stands in survivalAt; here it is not taken for known
        const ended = curves.some(({ followUp, survival }) => at > followUp && survival.at(-1) !== 0);
        expectSame(estimate, ended ? NaN : b!.value - a!.value);
        expectSame(z, error > 0 ? (b!.value - a!.value + 0.1) / error : NaN);
        compared ||= error > 0;
      }
      return compared;
    }));
});
