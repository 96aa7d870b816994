import { describe, expect, it } from 'vitest';
import type { CohortFigure } from '../../../src/study/calibrate/cohort.ts';
import { cohortReader } from '../../../src/study/calibrate/cohort-figures.ts';
import { coxPh, kaplanMeier, lifeTable, quantileTime } from '../../../src/survival/index.ts';
import { evenNumbers } from '../../../src/uncertainty/even.ts';

const [size, cohorts, horizon] = [60, 5, 48];
const even = evenNumbers('cohorts');
const column = (name: string, of: (u: number) => number) =>
  Float64Array.from({ length: size * cohorts }, (_, i) => of(even(name)(i, 0)));
const events = column('event', (u) => -20 * Math.log(u));
const censored = column('censor', (u) => (u < 0.1 ? 200 * u : Number.POSITIVE_INFINITY));
const followUp = column('follow-up', (u) => 10 + 50 * u);
const groups = Uint32Array.from(column('group', (u) => (u < 0.4 ? 3 : 5)));
const arm = {
  ...{ size, events: [events], censored: [censored], followUp, groups },
  shares: [
    {
      hit: column('share', (u) => (u < 0.3 ? 1 : Number.POSITIVE_INFINITY)),
      miss: column('share', (u) => (u >= 0.3 && u < 0.8 ? 1 : Number.POSITIVE_INFINITY)),
    },
  ],
};

/** What was seen of the patients of a group in a cohort. */
function seen(cohort: number, group: number) {
  const own = Array.from({ length: size }, (_, i) => cohort * size + i).filter(
    (i) => (groups[i]! & group) !== 0,
  );
  const ends = own.map((i) => Math.min(followUp[i]!, censored[i]!, horizon));
  return {
    times: own.map((i, k) => Math.min(events[i]!, ends[k]!)),
    statuses: own.map((i, k) => (events[i]! <= ends[k]! ? 1 : 0)),
  };
}

function read(figures: readonly CohortFigure[], cohort: number) {
  const [values, of] = [new Float64Array(figures.length), new Float64Array(figures.length)];
  cohortReader([arm], figures, horizon).read(cohort, values, of, 0);
  return { values, of };
}

describe('figures of a cohort', () => {
  const figures: CohortFigure[] = [1, 2, 4].flatMap((group): CohortFigure[] => {
    const of = { arm: 0, endpoint: 0, group };
    return [
      { kind: 'survival', ...of, at: 24 },
      { kind: 'survival', ...of, at: 6 },
      { kind: 'median', ...of },
      { kind: 'at-risk', ...of, at: 12 },
      { kind: 'events', ...of },
      { kind: 'size', arm: 0, group },
    ];
  });

  it.each(Array.from({ length: cohorts }, (_, c) => c))(
    'are those of the survival library: cohort %i',
    (c) => {
      const { values } = read(figures, c);
      [1, 2, 4].forEach((group, g) => {
        const { times, statuses } = seen(c, group);
        const curve = kaplanMeier(lifeTable({ times, statuses }));
        const survivalAt = (at: number) => {
          const row = curve.times.findLastIndex((time) => time <= at);
          return row < 0 ? 1 : curve.survival[row]!;
        };
        const ends = [...times].filter((time) => time > 24).length;
        const own = values.subarray(6 * g);
        if (ends > 0) expect(own[0]).toBeCloseTo(survivalAt(24), 12);
        expect(own[1]).toBeCloseTo(survivalAt(6), 12);
        const median = quantileTime(curve, 0.5);
        if (Number.isNaN(median)) expect(own[2]).toBeNaN();
        else expect(own[2]).toBeCloseTo(median, 12);
        expect(own[3]).toBeCloseTo(times.filter((time) => time >= 12).length / times.length, 12);
        expect(own[4]).toBeCloseTo(statuses.filter((status) => status === 1).length / times.length, 12);
        expect(own[5]).toBeCloseTo(times.length / size, 12);
      });
    },
  );

  it('have the hazard ratio of a Cox model', () => {
    const { values } = read(
      [{ kind: 'hazard-ratio', arm: 0, endpoint: 0, group: 2, over: { arm: 0, group: 4 } }],
      1,
    );
    const [own, other] = [seen(1, 2), seen(1, 4)];
    const fit = coxPh({
      times: [...own.times, ...other.times],
      statuses: [...own.statuses, ...other.statuses],
      covariates: { own: [...own.times.map(() => 1), ...other.times.map(() => 0)] },
    });
    expect(Math.exp(values[0]!)).toBeCloseTo(fit.coefficients[0]!.hazardRatio, 7);
  });

  it('have a share of those in its denominator alone', () => {
    const { values, of } = read([{ kind: 'share', arm: 0, share: 0 }], 2);
    const shares = Array.from({ length: size }, (_, i) => even('share')(2 * size + i, 0));
    const [hits, among] = [shares.filter((u) => u < 0.3).length, shares.filter((u) => u < 0.8).length];
    expect([values[0], of[0]]).toEqual([hits / among, among]);
  });

  it('are there at the very end of follow-up, whose patients are at risk then', () => {
    const times = [3, 8, 48, 60, 70];
    const one = {
      ...{ size: 5, events: [Float64Array.from(times)], censored: [undefined], followUp: undefined },
      ...{ groups: new Uint32Array(5).fill(1), shares: [] },
    };
    const values = new Float64Array(4);
    const of = { arm: 0, endpoint: 0, group: 1 };
    const figures: CohortFigure[] = [
      { kind: 'survival', ...of, at: 48 },
      { kind: 'at-risk', ...of, at: 48 },
      { kind: 'at-risk', ...of, at: 8 },
      { kind: 'survival', ...of, at: 49 },
    ];
    cohortReader([one], figures, 48).read(0, values, new Float64Array(4), 0);
    // the third patient dies at the horizon itself, two are censored there
    expect([...values].map((value) => Math.round(1e9 * value) / 1e9)).toEqual([0.4, 0.6, 0.8, NaN]);
  });

  it('are not there where follow-up ends with patients free of the event', () => {
    const { values } = read([{ kind: 'survival', arm: 0, endpoint: 0, group: 1, at: 47.9999 }], 0);
    const { times, statuses } = seen(0, 1);
    const open = times.every((time) => time < 47.9999) && statuses.includes(0);
    expect(Number.isNaN(values[0])).toBe(open);
  });
});
