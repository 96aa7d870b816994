import { describe, expect, it } from 'vitest';
import { aalenJohansen } from '../../src/survival/aalen-johansen.ts';
import { kaplanMeier, survivalAt } from '../../src/survival/kaplan-meier.ts';
import { lifeTable } from '../../src/survival/life-table.ts';
import { nelsonAalen } from '../../src/survival/nelson-aalen.ts';
import { quantile } from '../../src/survival/quantile.ts';
import { rmst } from '../../src/survival/rmst.ts';

// Six patients, in no order: relapse at 1 and 3, death at 2 and 5, censored at 2 and 4.
const patients = { times: [5, 2, 1, 4, 2, 3], statuses: [2, 0, 1, 0, 2, 1], causes: ['relapse', 'death'] };
const table = lifeTable(patients);
const curve = kaplanMeier(table);

const close = (actual: ArrayLike<number>, expected: number[]) => {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 14);
};

describe('six patients, worked by hand', () => {
  it('have five distinct times', () => {
    expect(table).toEqual({
      times: Float64Array.of(1, 2, 3, 4, 5),
      events: [Float64Array.of(1, 0, 1, 0, 0), Float64Array.of(0, 1, 0, 0, 1)],
      causes: ['relapse', 'death'],
      censored: Float64Array.of(0, 1, 0, 1, 0),
      size: 6,
    });
  });

  it('survive by the product of (n - d) / n', () => {
    expect(curve.atRisk).toEqual(Float64Array.of(6, 5, 3, 2, 1));
    close(curve.survival, [5 / 6, 2 / 3, 4 / 9, 4 / 9, 0]);
    expect(curve.followUp).toBe(5);
  });

  it('have Greenwood variances of 5/216, 1/27 and 4/81, and none where survival is 0', () => {
    const se = [Math.sqrt(5 / 216), Math.sqrt(1 / 27), 2 / 9, 2 / 9];
    close(curve.standardError.subarray(0, 4), se);
    expect(curve.standardError[4]).toBeNaN();
  });

  it('are counted as having had an event that happens at the very time asked for', () => {
    expect(survivalAt(curve, 0)).toEqual({ value: 1, standardError: 0 });
    expect(survivalAt(curve, 1.999).value).toBe(5 / 6);
    expect(survivalAt(curve, 2).value).toBe(4 / 6);
    expect(() => survivalAt(curve, -1)).toThrow('time is -1, must be >= 0');
  });

  it('reach their quantiles at a step, or in the middle of a level stretch', () => {
    expect(quantile(curve, 1 / 2).value).toBe(3);
    expect(quantile(curve, 1 / 3).value).toBe(2.5);
    expect(quantile(curve, 1).value).toBe(5);
  });

  it('reach them inside a row when the rows are a grid', () => {
    expect(quantile(curve, 1 / 2, { interpolate: true }).value).toBeCloseTo(2.75, 14);
    expect(quantile(curve, 1 / 12, { interpolate: true }).value).toBeCloseTo(0.5, 14);
    expect(quantile(curve, 5 / 9, { interpolate: true }).value).toBeCloseTo(3.5, 14); // level from 3 to 4
  });

  it('live 53/18 of the first 4 units when events are at the end of their row', () => {
    const mean = rmst(curve, 4);
    expect(mean.value).toBeCloseTo(53 / 18, 14);
    expect(mean.standardError ** 2).toBeCloseTo(
      (35 / 18) ** 2 / 30 + (10 / 9) ** 2 / 20 + (4 / 9) ** 2 / 6,
      14,
    );
  });

  it('live 22/9 of the first 3.5 units, 71/36 of the first 2.5, when events are in the middle of it', () => {
    expect(rmst(curve, 3.5, { rows: 'midpoint' }).value).toBeCloseTo(22 / 9, 14);
    expect(rmst(curve, 2.5, { rows: 'midpoint' }).value).toBeCloseTo(71 / 36, 14);
  });

  it('gather hazard by d / n with variance d / n^2', () => {
    const { hazard, standardError } = nelsonAalen(table);
    close(hazard, [1 / 6, 11 / 30, 7 / 10, 7 / 10, 17 / 10]);
    const variances = [1 / 36, 1 / 36 + 1 / 25, 1 / 36 + 1 / 25 + 1 / 9];
    close(standardError, [...variances, variances[2]!, variances[2]! + 1].map(Math.sqrt));
  });

  it('relapse with probability 7/18 and die without relapse with probability 11/18', () => {
    const { incidence, standardError, causes } = aalenJohansen(table);
    expect(causes).toEqual(['relapse', 'death']);
    close(incidence[0]!, [1 / 6, 1 / 6, 7 / 18, 7 / 18, 7 / 18]);
    close(incidence[1]!, [0, 1 / 6, 1 / 6, 1 / 6, 11 / 18]);
    expect(standardError[0]![0]! ** 2).toBeCloseTo(5 / 216, 14);
    expect(standardError[0]![2]! ** 2).toBeCloseTo(121 / 9720 + 1 / 405 + 8 / 243, 14);
  });
});
