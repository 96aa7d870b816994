import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aalenJohansen } from '../../src/survival/aalen-johansen.ts';
import { type IntervalKind, survivalInterval } from '../../src/survival/interval.ts';
import { kaplanMeier, survivalAt } from '../../src/survival/kaplan-meier.ts';
import { type LifeTable, lifeTable } from '../../src/survival/life-table.ts';
import { nelsonAalen } from '../../src/survival/nelson-aalen.ts';
import { quantile } from '../../src/survival/quantile.ts';
import { rmst } from '../../src/survival/rmst.ts';

type Patient = readonly [time: number, status: number];

const HORIZON = 24;
const CAUSES = ['first', 'second'];
const KINDS: IntervalKind[] = ['plain', 'log', 'log-log'];

// Whole times up to the horizon: ties are common, and the same patients fit both kinds of table.
const group = (least: number) =>
  fc.array(fc.tuple(fc.integer({ min: 1, max: HORIZON }), fc.integer({ min: least, max: 2 })), {
    minLength: 1,
    maxLength: 120,
  });
const patients = group(0);
const uncensored = group(1);
const tau = fc.integer({ min: 1, max: 2 * HORIZON }).map((halves) => halves / 2);

const exact = (people: readonly Patient[], scale = 1): LifeTable =>
  lifeTable({ times: people.map(([t]) => t * scale), statuses: people.map(([, s]) => s), causes: CAUSES });

function onGrid(people: readonly Patient[]): LifeTable {
  const counts = [0, 1, 2].map(() => new Float64Array(HORIZON));
  for (const [time, status] of people) counts[status]![time - 1]! += 1;
  const times = Float64Array.from({ length: HORIZON }, (_, r) => r + 1);
  return {
    times,
    events: [counts[1]!, counts[2]!],
    causes: CAUSES,
    censored: counts[0]!,
    size: people.length,
  };
}

function holds(arbitrary: fc.Arbitrary<Patient[]>, claim: (people: Patient[], tau: number) => void) {
  fc.assert(fc.property(arbitrary, tau, claim), { seed: 20240229, numRuns: 200 });
}

const sameNumber = (a: number, b: number, accuracy = 1e-12) => {
  if (Number.isNaN(b)) expect(a).toBeNaN();
  else expect(Math.abs(a - b)).toBeLessThanOrEqual(accuracy * Math.max(1, Math.abs(b)));
};
const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const varianceOf = (values: number[]) => mean(values.map((x) => x * x)) - mean(values) ** 2;

describe('Kaplan-Meier', () => {
  it('never rises and stays between 0 and 1', () =>
    holds(patients, (people) => {
      let before = 1;
      for (const s of kaplanMeier(exact(people)).survival) {
        expect(s).toBeGreaterThanOrEqual(0);
        expect(s).toBeLessThanOrEqual(before);
        before = s;
      }
    }));

  it('is the share still event-free, to the last bit, when nobody is censored', () =>
    holds(uncensored, (people) => {
      const { times, survival, standardError } = kaplanMeier(exact(people));
      for (const [r, t] of times.entries()) {
        const share = people.filter(([time]) => time > t).length / people.length;
        expect(survival[r]).toBe(share);
        sameNumber(standardError[r]!, Math.sqrt((share * (1 - share)) / people.length));
      }
    }));

  it('multiplies (n - d) / n', () =>
    holds(patients, (people) => {
      const { atRisk, events, survival } = kaplanMeier(exact(people));
      let product = 1;
      for (const [r, s] of survival.entries()) {
        product *= (atRisk[r]! - events[r]!) / atRisk[r]!;
        sameNumber(s, product, 1e-14);
      }
    }));

  it('says the same from a grid as from the times themselves', () =>
    holds(patients, (people, t) => {
      const curve = kaplanMeier(exact(people));
      const tally = kaplanMeier(onGrid(people));
      expect(tally.followUp).toBe(curve.followUp);
      expect(survivalAt(tally, t)).toEqual(survivalAt(curve, t));
      sameNumber(rmst(tally, t).value, rmst(curve, t).value);
      for (const p of [0.1, 0.25, 0.5, 0.9]) expect(quantile(tally, p)).toEqual(quantile(curve, p));
    }));

  it('does not change when everybody is doubled, while the standard error falls by sqrt(2)', () =>
    holds(patients, (people) => {
      const one = kaplanMeier(exact(people));
      const two = kaplanMeier(exact([...people, ...people]));
      for (const [r, s] of one.survival.entries()) {
        sameNumber(two.survival[r]!, s);
        sameNumber(two.standardError[r]!, one.standardError[r]! / Math.SQRT2);
      }
    }));

  it('of two groups pooled is that of their summed counts, in either order', () => {
    const pair = fc.tuple(patients, patients);
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const [left, right] = [onGrid(a), onGrid(b)];
        const sum = (x: Float64Array, y: Float64Array) => x.map((value, r) => value + y[r]!);
        const merged = {
          ...left,
          events: left.events.map((column, k) => sum(column, right.events[k]!)),
          censored: sum(left.censored, right.censored),
          size: left.size + right.size,
        };
        expect(kaplanMeier(merged)).toEqual(kaplanMeier(onGrid([...b, ...a])));
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('has intervals that hold the estimate and widen with the level', () =>
    holds(patients, (people, t) => {
      const { value, standardError } = survivalAt(kaplanMeier(exact(people)), t);
      for (const kind of KINDS) {
        const narrow = survivalInterval(value, standardError, { level: 0.8, kind });
        const wide = survivalInterval(value, standardError, { level: 0.99, kind });
        if (Number.isNaN(narrow.lower)) continue;
        const limits = [0, wide.lower, narrow.lower, value, narrow.upper, wide.upper, 1];
        for (let i = 1; i < limits.length; i++) {
          expect(limits[i]! - limits[i - 1]!).toBeGreaterThanOrEqual(-1e-15);
        }
      }
    }));
});

describe('time', () => {
  it('scales every estimate with it', () =>
    holds(patients, (people, t) => {
      const months = kaplanMeier(exact(people));
      const weeks = kaplanMeier(exact(people, 4));
      expect(weeks.survival).toEqual(months.survival);
      for (const interpolate of [false, true]) {
        const slow = quantile(months, 0.5, { interpolate });
        const fast = quantile(weeks, 0.5, { interpolate });
        expect(fast).toEqual({ value: 4 * slow.value, lower: 4 * slow.lower, upper: 4 * slow.upper });
      }
      for (const rows of ['step', 'midpoint'] as const) {
        const slow = rmst(months, t, { rows });
        expect(rmst(weeks, 4 * t, { rows })).toEqual({
          value: 4 * slow.value,
          standardError: 4 * slow.standardError,
        });
      }
    }));
});

describe('a quantile', () => {
  it('is where the step function first comes down to 1 - p', () =>
    holds(patients, (people) => {
      const curve = kaplanMeier(exact(people));
      for (const p of [0.123, 0.321, 0.777]) {
        const { value, lower, upper } = quantile(curve, p);
        if (Number.isNaN(value)) {
          expect(Math.min(1, ...curve.survival)).toBeGreaterThan(1 - p);
          continue;
        }
        expect(survivalAt(curve, value).value).toBeLessThanOrEqual(1 - p);
        expect(survivalAt(curve, value - 0.5).value).toBeGreaterThan(1 - p);
        if (lower > value || upper < value) throw new Error(`${value} outside ${lower} to ${upper}`);
      }
    }));

  it('inside a row lies at most one row before the step', () =>
    holds(patients, (people) => {
      const curve = kaplanMeier(onGrid(people));
      for (const p of [0.123, 0.321, 0.777]) {
        const step = quantile(curve, p);
        const inside = quantile(curve, p, { interpolate: true });
        for (const part of ['value', 'lower', 'upper'] as const) {
          if (Number.isNaN(step[part])) expect(inside[part]).toBeNaN();
          else expect(step[part] - inside[part]).toSatisfy((gap: number) => gap >= 0 && gap <= 1);
        }
      }
    }));
});

describe('the restricted mean', () => {
  it('is the mean of min(T, tau), with its standard deviation / sqrt(n), when nobody is censored', () =>
    holds(uncensored, (people, tau) => {
      const lived = people.map(([time]) => Math.min(time, tau));
      const found = rmst(kaplanMeier(exact(people)), tau);
      sameNumber(found.value, mean(lived));
      sameNumber(found.standardError ** 2, varianceOf(lived) / people.length);
    }));

  it('is so for events in the middle of their row, with a row cut at tau', () =>
    holds(uncensored, (people, tau) => {
      // in a cut row, half of the share before tau dies before it, on average at a quarter of the row
      const lived = people.map(([time]) => {
        const share = Math.max(0, Math.min(1, tau - (time - 1)));
        return tau <= time - 1 ? tau : time - 1 + share * (1 - share / 2);
      });
      const found = rmst(kaplanMeier(onGrid(people)), tau, { rows: 'midpoint' });
      sameNumber(found.value, mean(lived));
      sameNumber(found.standardError ** 2, varianceOf(lived) / people.length);
    }));

  it('is half a row longer by steps than by midpoints when all events are seen', () =>
    holds(uncensored, (people) => {
      const curve = kaplanMeier(onGrid(people));
      sameNumber(rmst(curve, HORIZON).value - rmst(curve, HORIZON, { rows: 'midpoint' }).value, 0.5);
    }));
});

describe('Nelson-Aalen', () => {
  it('is never more than minus the logarithm of Kaplan-Meier', () =>
    holds(patients, (people) => {
      const { survival } = kaplanMeier(exact(people));
      const { hazard } = nelsonAalen(exact(people));
      for (const [r, h] of hazard.entries()) expect(h).toBeLessThanOrEqual(-Math.log(survival[r]!) + 1e-12);
    }));
});

describe('Aalen-Johansen', () => {
  it('shares out one less Kaplan-Meier among the causes', () =>
    holds(patients, (people) => {
      const { incidence, eventFree } = aalenJohansen(exact(people));
      for (const [r, s] of eventFree.survival.entries()) {
        sameNumber(incidence[0]![r]! + incidence[1]![r]! + s, 1, 1e-14);
      }
    }));

  it('counts shares, to the last bit and with binomial errors, when nobody is censored', () =>
    holds(uncensored, (people) => {
      const { times, incidence, standardError } = aalenJohansen(exact(people));
      for (const [r, t] of times.entries()) {
        const share = people.filter(([time, status]) => status === 2 && time <= t).length / people.length;
        expect(incidence[1]![r]).toBe(share);
        sameNumber(standardError[1]![r]! ** 2, (share * (1 - share)) / people.length, 1e-14);
      }
    }));

  it('of a single cause is one less Kaplan-Meier, with the same error', () =>
    holds(patients, (people) => {
      const table = lifeTable({
        times: people.map(([t]) => t),
        statuses: people.map(([, s]) => Math.min(s, 1)),
      });
      const { incidence, standardError, eventFree } = aalenJohansen(table);
      for (const [r, s] of eventFree.survival.entries()) {
        sameNumber(incidence[0]![r]!, 1 - s, 1e-14);
        if (s > 0) sameNumber(standardError[0]![r]!, eventFree.standardError[r]!);
      }
    }));

  it('does not care for the order of the causes', () =>
    holds(patients, (people) => {
      const one = aalenJohansen(exact(people));
      const other = aalenJohansen(exact(people.map(([t, s]) => [t, s === 0 ? 0 : 3 - s])));
      expect(other.incidence).toEqual([...one.incidence].reverse());
      expect(other.standardError).toEqual([...one.standardError].reverse());
    }));
});
