import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aalenJohansen } from '../../src/survival/aalen-johansen.ts';
import { type IntervalKind, survivalIntervals } from '../../src/survival/interval.ts';
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts';
import type { LifeTable } from '../../src/survival/life-table.ts';
import { nelsonAalen } from '../../src/survival/nelson-aalen.ts';
import { quantile } from '../../src/survival/quantile.ts';
import { rmst } from '../../src/survival/rmst.ts';

type Column = (number | null)[]; // null where R has NA or NaN

interface Limits {
  lower: Column;
  upper: Column;
}

interface Counts {
  size: number;
  times: number[];
  censored: number[];
  /** the rows, counted from 0, at which R's curves are kept */
  rows: number[];
}

interface Single extends Counts {
  events: number[];
  survival: Column;
  standardError: Column;
  intervals: Record<IntervalKind, Limits>;
  quantiles: Record<IntervalKind, Limits & { value: Column }>;
  /** median, lower, upper as print.survfit has them */
  medians: Record<IntervalKind, Column>;
  hazard: Column;
  hazardError: Column;
  rmst: { tau: number[]; value: Column; standardError: Column };
}

interface Competing extends Counts {
  events: number[][];
  causes: string[];
  incidence: Column[];
  standardError: Column[];
}

const known: {
  level: number;
  probs: number[];
  single: Record<string, Single>;
  competing: Record<string, Competing>;
} = JSON.parse(readFileSync(new URL('../known/survival.json', import.meta.url), 'utf8'));

const KINDS: IntervalKind[] = ['plain', 'log', 'log-log'];

const tableOf = (counts: Counts, events: number[][], causes: string[]): LifeTable => ({
  times: Float64Array.from(counts.times),
  events: events.map((column) => Float64Array.from(column)),
  causes,
  censored: Float64Array.from(counts.censored),
  size: counts.size,
});

/** Equal to R's within 1e-12 of its size (and 1e-15 of 1, for limits next to 0). */
function expectSame(actual: number[], expected: Column, accuracy = 1e-12) {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    if (value === null) expect(actual[i], `entry ${i}`).toBeNaN();
    else
      expect(Math.abs(actual[i]! - value), `entry ${i}`).toBeLessThanOrEqual(
        accuracy * Math.abs(value) + 1e-15,
      );
  }
}

for (const [name, data] of Object.entries(known.single)) {
  describe(`one event in R's ${name}`, () => {
    const table = tableOf(data, [data.events], ['event']);
    const curve = kaplanMeier(table);
    const at = (column: Float64Array) => data.rows.map((row) => column[row]!);

    it('survives as in survfit', () => expectSame(at(curve.survival), data.survival));

    it('has the standard errors of survfit, but 0 where all have had the event and none was censored', () => {
      const complete = data.censored.every((count) => count === 0);
      const expected = data.standardError.map((value) => (value === null && complete ? 0 : value));
      expectSame(at(curve.standardError), expected);
    });

    it.each(KINDS)('has the %s intervals of survfit', (kind) => {
      const { lower, upper } = survivalIntervals(curve, { level: known.level, kind });
      expectSame(at(lower), data.intervals[kind].lower);
      expectSame(at(upper), data.intervals[kind].upper);
    });

    it.each(KINDS)('has the quantiles of quantile.survfit with %s intervals', (kind) => {
      const found = known.probs.map((p) => quantile(curve, p, { level: known.level, kind }));
      for (const part of ['value', 'lower', 'upper'] as const) {
        expectSame(
          found.map((q) => q[part]),
          data.quantiles[kind][part],
        );
      }
    });

    it.each(KINDS)('has the median of print.survfit with its %s interval', (kind) => {
      const { value, lower, upper } = quantile(curve, 0.5, { level: known.level, kind });
      expectSame([value, lower, upper], data.medians[kind]);
    });

    it('has the restricted means of print.survfit', () => {
      const means = data.rmst.tau.map((tau) => rmst(curve, tau));
      expectSame(
        means.map((mean) => mean.value),
        data.rmst.value,
      );
      expectSame(
        means.map((mean) => mean.standardError),
        data.rmst.standardError,
      );
    });

    it('has the Nelson-Aalen hazard of survfit(stype = 2, ctype = 1)', () => {
      const { hazard, standardError } = nelsonAalen(table);
      expectSame(at(hazard), data.hazard);
      expectSame(at(standardError), data.hazardError);
    });
  });
}

for (const [name, data] of Object.entries(known.competing)) {
  describe(`competing causes in R's ${name}`, () => {
    const curves = aalenJohansen(tableOf(data, data.events, data.causes));

    it.each(data.causes.map((cause, k) => [cause, k] as const))('brings %s as in survfit', (_, k) => {
      expectSame(
        data.rows.map((row) => curves.incidence[k]![row]!),
        data.incidence[k]!,
      );
    });

    it.each(data.causes.map((cause, k) => [cause, k] as const))('has the error of %s as in etm', (_, k) => {
      expectSame(
        data.rows.map((row) => curves.standardError[k]![row]!),
        data.standardError[k]!,
      );
    });
  });
}
