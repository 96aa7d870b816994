import { describe, expect, it } from 'vitest';
import { aalenJohansen } from '../../src/survival/aalen-johansen.ts';
import { type IntervalKind, survivalInterval } from '../../src/survival/interval.ts';
import { kaplanMeier, survivalAt } from '../../src/survival/kaplan-meier.ts';
import { type LifeTable, lifeTable } from '../../src/survival/life-table.ts';
import { nelsonAalen } from '../../src/survival/nelson-aalen.ts';
import { quantile } from '../../src/survival/quantile.ts';
import { rmst } from '../../src/survival/rmst.ts';

const NOT_REACHED = { value: NaN, lower: NaN, upper: NaN };
const UNKNOWN = { value: NaN, standardError: NaN };

const grid = (size: number, events: number[], censored = events.map(() => 0)): LifeTable => ({
  times: Float64Array.from(events, (_, r) => r + 1),
  events: [Float64Array.from(events)],
  causes: ['event'],
  censored: Float64Array.from(censored),
  size,
});

describe('a life table at its edges', () => {
  it('without events survives for certain, with no median', () => {
    const curve = kaplanMeier(grid(10, [0, 0, 0]));
    expect(curve.survival).toEqual(Float64Array.of(1, 1, 1));
    expect(curve.standardError).toEqual(new Float64Array(3));
    expect(quantile(curve, 0.5)).toEqual(NOT_REACHED);
    expect(quantile(curve, 0.5, { interpolate: true })).toEqual(NOT_REACHED);
    for (const rows of ['step', 'midpoint'] as const) {
      expect(rmst(curve, 3, { rows })).toEqual({ value: 3, standardError: 0 });
      expect(rmst(curve, 3.01, { rows })).toEqual(UNKNOWN);
    }
  });

  it('with everybody censored ends its follow-up with the last of them', () => {
    const table = grid(5, [0, 0, 0, 0], [2, 3, 0, 0]);
    const curve = kaplanMeier(table);
    expect(curve.followUp).toBe(2);
    expect(curve.survival).toEqual(Float64Array.of(1, 1, 1, 1));
    expect(curve.standardError).toEqual(Float64Array.of(0, 0, NaN, NaN));
    expect(nelsonAalen(table).standardError).toEqual(Float64Array.of(0, 0, NaN, NaN));
    expect(aalenJohansen(table).standardError[0]).toEqual(Float64Array.of(0, 0, NaN, NaN));
    expect(rmst(curve, 2)).toEqual({ value: 2, standardError: 0 });
    expect(rmst(curve, 2.5)).toEqual(UNKNOWN);
  });

  it('with one patient falls from 1 to 0 at once', () => {
    const curve = kaplanMeier(lifeTable({ times: [7], statuses: [1] }));
    expect(survivalAt(curve, 6.9)).toEqual({ value: 1, standardError: 0 });
    expect(survivalAt(curve, 7)).toEqual({ value: 0, standardError: 0 });
    expect(quantile(curve, 0.5)).toEqual({ value: 7, lower: NaN, upper: NaN });
    expect(quantile(curve, 0.5, { interpolate: true }).value).toBe(3.5);
    expect(rmst(curve, 10)).toEqual({ value: 7, standardError: 0 });
    expect(rmst(curve, 10, { rows: 'midpoint' })).toEqual({ value: 3.5, standardError: 0 });
  });

  it('with all events in one row has every quantile in that row', () => {
    const curve = kaplanMeier(grid(8, [0, 8, 0, 0]));
    expect(curve.survival).toEqual(Float64Array.of(1, 0, 0, 0));
    expect(quantile(curve, 0.25).value).toBe(2);
    expect(quantile(curve, 1).value).toBe(2);
    expect(quantile(curve, 0.25, { interpolate: true }).value).toBe(1.25);
    expect(rmst(curve, 4)).toEqual({ value: 2, standardError: 0 });
    expect(rmst(curve, 4, { rows: 'midpoint' })).toEqual({ value: 1.5, standardError: 0 });
  });

  it('with nobody at risk in later rows keeps its last value, of unknown error', () => {
    const table = grid(4, [1, 1, 0, 0], [0, 2, 0, 0]);
    const curve = kaplanMeier(table);
    expect(curve.survival).toEqual(Float64Array.of(0.75, 0.5, 0.5, 0.5));
    expect(curve.standardError[1]).toBeCloseTo(0.25, 14);
    expect(curve.standardError.subarray(2)).toEqual(Float64Array.of(NaN, NaN));
    expect(quantile(curve, 0.5).value).toBe(2); // level at 1/2, but only to the end of follow-up
    expect(aalenJohansen(table).incidence[0]).toEqual(Float64Array.of(0.25, 0.5, 0.5, 0.5));
  });

  it('of nobody has no survival at all', () => {
    for (const table of [grid(0, [0, 0]), lifeTable({ times: [], statuses: [] })]) {
      const curve = kaplanMeier(table);
      expect(survivalAt(curve, 1)).toEqual(UNKNOWN);
      expect(quantile(curve, 0.5)).toEqual(NOT_REACHED);
      expect(rmst(curve, 1)).toEqual(UNKNOWN);
      expect(nelsonAalen(table).hazard.every(Number.isNaN)).toBe(true);
      expect(aalenJohansen(table).incidence[0]!.every(Number.isNaN)).toBe(true);
    }
  });

  it('with an event at time 0 starts below 1', () => {
    const curve = kaplanMeier(lifeTable({ times: [0, 3, 3, 3], statuses: [1, 1, 1, 1] }));
    expect(survivalAt(curve, 0).value).toBe(0.75);
    expect(rmst(curve, 2).value).toBe(1.5);
    expect(rmst(curve, 2, { rows: 'midpoint' }).value).toBeCloseTo(1, 15); // 3/4 falling to 1/4 at 2
    expect(quantile(curve, 0.2, { interpolate: true }).value).toBe(0);
  });

  it('says nothing of the time after the horizon, except when all have had the event', () => {
    expect(survivalAt(kaplanMeier(grid(4, [1, 1])), 9)).toEqual({ value: 0.5, standardError: NaN });
    expect(survivalAt(kaplanMeier(grid(4, [2, 2])), 9)).toEqual({ value: 0, standardError: 0 });
  });
});

describe('100 million patients over 4,000 rows', () => {
  const size = 100_000_000;
  const events = Array.from({ length: 4000 }, (_, r) => 12_345 + ((r * 7919) % 11_000));
  const curve = kaplanMeier(grid(size, events));
  let left = size;
  const leftAfter = events.map((d) => (left -= d));

  it('survive by exact ratios, to the last bit', () => {
    expect(leftAfter.at(-1)).toBeGreaterThan(0);
    expect([...curve.survival]).toEqual(leftAfter.map((count) => count / size));
  });

  it('have binomial standard errors', () => {
    for (const [r, count] of leftAfter.entries()) {
      const exact = Math.sqrt(((count / size) * ((size - count) / size)) / size);
      expect(Math.abs(curve.standardError[r]! / exact - 1)).toBeLessThan(1e-14);
    }
  });

  it('tell apart quantiles one patient from another', () => {
    const row = 2000;
    const beside = 1 - leftAfter[row]! / size + 1e-8;
    expect(quantile(curve, beside).value).toBe(row + 2);
    expect(quantile(curve, beside - 2e-8).value).toBe(row + 1);
  });
});

describe('what cannot be used is refused by place and value', () => {
  it('in patients', () => {
    expect(() => lifeTable({ times: [1], statuses: [] })).toThrow('0 statuses for 1 times');
    expect(() => lifeTable({ times: [1, -2], statuses: [1, 1] })).toThrow('times[1] is -2, must be finite');
    expect(() => lifeTable({ times: [NaN], statuses: [1] })).toThrow('times[0] is NaN');
    expect(() => lifeTable({ times: [1, 2], statuses: [1, 2] })).toThrow(
      'statuses[1] is 2, must be a whole number from 0 to 1',
    );
  });

  it('in tables', () => {
    expect(() => kaplanMeier(grid(3, [1, 3]))).toThrow('row 1: 3 leave, must be at most the 2 at risk');
    expect(() => nelsonAalen(grid(3, [1, -1]))).toThrow('row 1 of event is -1, must be >= 0');
    expect(() => aalenJohansen(grid(3, [1], [NaN]))).toThrow('row 0 of censored is NaN');
    expect(() => kaplanMeier(grid(NaN, []))).toThrow('size is NaN');
    expect(() => kaplanMeier(grid(3, [1, 1], [0]))).toThrow('a column has 1 rows, must have 2');
    expect(() => kaplanMeier({ ...grid(3, [1]), causes: [] })).toThrow('0 causes for 1 columns');
    expect(() => kaplanMeier({ ...grid(3, [1, 1]), times: Float64Array.of(2, 2) })).toThrow('times[1] is 2');
  });

  it('in questions', () => {
    const curve = kaplanMeier(grid(3, [1, 1]));
    expect(() => quantile(curve, 0)).toThrow('p is 0, must be above 0 and at most 1');
    expect(() => quantile(curve, 0.5, { level: 95 })).toThrow('level is 95, must be above 0 and below 1');
    expect(() => rmst(curve, Infinity)).toThrow('tau is Infinity, must be finite and > 0');
    expect(() => survivalInterval(0.5, 0.1, { kind: 'arcsin' as IntervalKind })).toThrow('kind is arcsin');
  });
});
