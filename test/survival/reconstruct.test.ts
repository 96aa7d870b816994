import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coxPh } from '../../src/survival/cox/cox-ph.ts';
import { kaplanMeier, survivalAt } from '../../src/survival/kaplan-meier.ts';
import { lifeTable } from '../../src/survival/life-table.ts';
import { quantile } from '../../src/survival/quantile.ts';
import { type Reconstruction, reconstruct } from '../../src/survival/reconstruct/reconstruct.ts';

interface Arm {
  size: number;
  times: number[];
  survival: number[];
  atRisk: { times: number[]; counts: number[] };
  events: number;
  median: number | null;
  curve: { times: number[]; survival: number[] };
}

const known: { figures: Record<string, { arms: [Arm, Arm]; hazardRatio: number }> } = JSON.parse(
  readFileSync(new URL('../known/reconstruct.json', import.meta.url), 'utf8'),
);

const hazardRatio = (patients: readonly Reconstruction[]) =>
  coxPh({
    times: patients.flatMap(({ times }) => [...times]),
    statuses: patients.flatMap(({ statuses }) => [...statuses]),
    groups: patients.flatMap(({ times }, group) => Array.from(times, () => group)),
  }).coefficients[0]!.hazardRatio;

/** A dot of the figure's height. */
const READING = 1 / 400;

const share = (value: number, of: number) => Math.abs(value / of - 1);

describe.each(Object.entries(known.figures))(
  "patients from a figure of R's %s",
  (_, { arms, hazardRatio: wanted }) => {
    describe.each([
      ['with the total of events', true],
      ['without it', false],
    ])('%s', (__, told) => {
      const found = arms.map(({ times, survival, atRisk, events }) =>
        reconstruct({ times, survival, atRisk, events: told ? events : undefined }),
      );
      const curves = found.map((patients) => kaplanMeier(lifeTable(patients)));

      it('are as many as there were, at every published time', () => {
        for (const [i, arm] of arms.entries()) {
          expect(found[i]!.times.length).toBe(arm.size);
          expect(found[i]!.atRisk.map(({ published }) => published)).toEqual(arm.atRisk.counts);
          for (const { published, reconstructed } of found[i]!.atRisk) expect(reconstructed).toBe(published);
        }
      });

      it('have a curve within 0.01 of the patients it was drawn from', () => {
        for (const [i, { curve }] of arms.entries()) {
          for (const [k, time] of curve.times.entries())
            expect(Math.abs(survivalAt(curves[i]!, time).value - curve.survival[k]!)).toBeLessThan(0.01);
        }
      });

      it('are told to be as near to the points as they are', () => {
        for (const [i, { times, survival }] of arms.entries()) {
          const lowest = survival.filter((_s, k) => times[k] !== times[k + 1]);
          const distances = [...new Set(times)].map((time, k) =>
            Math.abs(survivalAt(curves[i]!, time).value - lowest[k]!),
          );
          expect(found[i]!.largestDistance).toBe(Math.max(0, ...distances));
          expect(found[i]!.largestDistance).toBeLessThan(0.01);
        }
      });

      it('have their median within 2%, as far as a level curve lets it be read', () => {
        for (const [i, { median }] of arms.entries()) {
          if (median === null) {
            expect(quantile(curves[i]!, 0.5).value).toBeNaN();
            continue;
          }
          expect(quantile(curves[i]!, 0.5 - READING).value).toBeLessThan(1.02 * median);
          expect(quantile(curves[i]!, 0.5 + READING).value).toBeGreaterThan(0.98 * median);
        }
      });

      it('have their hazard ratio within 2%, or 5% when fewer than 50 events order it', () => {
        const events = arms[0].events + arms[1].events;
        expect(share(hazardRatio(found), wanted)).toBeLessThan(events < 50 ? 0.05 : 0.02);
      });

      it('have events within 3%, or 1', () => {
        for (const [i, { events }] of arms.entries())
          expect(Math.abs(found[i]!.events - events)).toBeLessThanOrEqual(Math.max(1, 0.03 * events));
      });
    });
  },
);

describe('a figure that tells everything', () => {
  it('gives back the patients when nobody is censored', () => {
    const times = [1, 2, 3.5, 4, 7];
    const found = reconstruct({
      times,
      survival: [0.8, 0.6, 0.4, 0.2, 0],
      atRisk: { times: [0], counts: [5] },
    });
    expect([...found.times]).toEqual(times);
    expect([...found.statuses]).toEqual([1, 1, 1, 1, 1]);
    expect(found).toMatchObject({ events: 5, largestDistance: expect.closeTo(0, 12) });
  });

  it('censors between two counts, evenly', () => {
    const found = reconstruct({
      times: [4, 8],
      survival: [0.9, 0.9 * (7 / 8)],
      atRisk: { times: [0, 3, 7], counts: [12, 10, 8] },
    });
    // two lost in (0, 3), one event of ten at 4, one lost in (3, 7), one event of eight at 8
    expect([...found.times].map((t) => Math.round(t * 1000) / 1000)).toEqual([
      1, 2, 4, 5, 8, 8, 8, 8, 8, 8, 8, 8,
    ]);
    expect(found.statuses.reduce((sum, s) => sum + s, 0)).toBe(2);
    expect(found.atRisk).toEqual([
      { time: 0, published: 12, reconstructed: 12 },
      { time: 3, published: 10, reconstructed: 10 },
      { time: 7, published: 8, reconstructed: 8 },
    ]);
  });

  it('takes the total of events where there are no numbers at risk after the first', () => {
    const times = Array.from({ length: 40 }, (_, k) => k + 1);
    const survival = times.map((t) => Math.exp(-t / 40));
    const atRisk = { times: [0], counts: [400] };
    const all = reconstruct({ times, survival, atRisk });
    const fewer = reconstruct({ times, survival, atRisk, events: 200 });
    expect(all.events).toBeGreaterThan(250); // 400 (1 - exp(-1)): nobody lost before the end
    expect(Math.abs(fewer.events - 200)).toBeLessThanOrEqual(1);
    expect(fewer.largestDistance).toBeLessThan(0.005);
  });
});

describe('points as a pointer leaves them', () => {
  const atRisk = { times: [0, 10], counts: [100, 60] };

  it('may come in any order, rise a little, lie a little outside 0 to 1 and share a time', () => {
    const neat = reconstruct({ times: [2, 5, 12], survival: [0.9, 0.8, 0.6], atRisk });
    const shaky = reconstruct({
      times: [12, 0, 5, 5, 2, 3],
      survival: [0.6, 1.01, 0.85, 0.8, 0.9, 0.91],
      atRisk,
    });
    const events = ({ times, statuses }: Reconstruction) => [...times].filter((_, i) => statuses[i] === 1);
    expect(events(shaky)).toEqual(events(neat));
    expect(shaky.atRisk).toEqual(neat.atRisk);
    expect(shaky.fittedDistance).toBe(neat.fittedDistance);
    // 1.01 at 0 and 0.91 at 3 were lowered by 0.01; 0.85 at 5 is on the step down to 0.8
    expect(shaky.lowered).toEqual({ points: 2, largest: expect.closeTo(0.01, 12), at: expect.any(Number) });
    expect(shaky.raised.points).toBe(0);
  });

  it('the distance is to the points as they were read, and how many were changed is told', () => {
    const rising = reconstruct({
      times: [0, 1, 2, 3, 4, 5, 9],
      survival: [1, 0.9, 0.93, 0.8, 0.81, 0.7, -0.01],
      atRisk: { times: [0, 2], counts: [50, 40] },
    });
    expect(rising.lowered).toEqual({ points: 2, largest: expect.closeTo(0.03, 12), at: 2 });
    expect(rising.raised).toEqual({ points: 1, largest: 0.01, at: 9 });
    expect(rising.largestDistance).toBeCloseTo(0.03, 12);
    expect(rising.distanceAt).toBe(2);
    expect(rising.fittedDistance).toBeLessThan(1e-12);
  });

  it('of points at one time the upper ones are held against the step there', () => {
    const step = { times: [2, 2, 2, 5], atRisk: { times: [0], counts: [10] } };
    const on = reconstruct({ ...step, survival: [0.9, 0.95, 0.8, 0.5] });
    expect(on.largestDistance).toBeLessThan(1e-12);
    expect(on.lowered.points).toBe(0);
    const off = reconstruct({ ...step, times: [2, 3, 3, 5], survival: [0.8, 0.84, 0.8, 0.5] });
    expect(off.largestDistance).toBeCloseTo(0.04, 12);
    expect([off.distanceAt, off.lowered.points]).toEqual([3, 1]);
  });

  it('lead to as many patients as were at risk at first, whatever they are', () => {
    const point = fc.record({
      time: fc.double({ min: 0, max: 20, noNaN: true }),
      survival: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const counts = fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 15 }),
        counts,
        fc.boolean(),
        (points, some, told) => {
          const falling = some.toSorted((a, b) => b - a).map((count, i) => (i === 0 ? count + 1 : count));
          const found = reconstruct({
            times: points.map((p) => p.time),
            survival: points.map((p) => p.survival),
            atRisk: { times: falling.map((_, i) => 5 * i), counts: falling },
            events: told ? Math.floor(falling[0]! / 2) : undefined,
          });
          expect(found.times.length).toBe(falling[0]);
          expect(found.statuses.reduce((sum, s) => sum + s, 0)).toBe(found.events);
          expect(
            found.times.every((t, i) => t >= 0 && t <= 20 && (i === 0 || t >= found.times[i - 1]!)),
          ).toBe(true);
          expect(found.largestDistance).toBeLessThanOrEqual(1);
        },
      ),
      { seed: 2012, numRuns: 300 },
    );
  });

  it.each([
    ['the curve has no points', { times: [], survival: [] }],
    ['1 values of survival for 2 times, must be as many', { survival: [0.9] }],
    ['times[1] is NaN, must be finite and >= 0', { times: [1, NaN] }],
    ['survival[0] is 95, must be from 0 to 1', { survival: [95, 90] }],
    ['the first time at risk is 1, must be 0', { atRisk: { times: [1, 2], counts: [5, 4] } }],
    ['1 counts for 2 times at risk, must be as many', { atRisk: { times: [0, 2], counts: [5] } }],
    ['atRisk.times[1] is 0, must be after the one before', { atRisk: { times: [0, 0], counts: [5, 4] } }],
    ['atRisk.counts[0] is 0, must be a whole number >= 1', { atRisk: { times: [0], counts: [0] } }],
    ['atRisk.counts[1] is 6, must be at most the 5 before', { atRisk: { times: [0, 1], counts: [5, 6] } }],
    ['events is 101, must be from 0 to the 100 at risk at first', { events: 101 }],
  ])('are refused when no figure can show them: %s', (message, wrong) => {
    expect(() => reconstruct({ times: [1, 2], survival: [0.9, 0.8], atRisk, ...wrong })).toThrow(
      new RangeError(message),
    );
  });
});
