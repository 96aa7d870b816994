import { describe, expect, it } from 'vitest';
import {
  type Accrual,
  accrualEnd,
  accrualOf,
  allEntered,
  checkAccrual,
  enteredBy,
  timeOfEntry,
  uniformAccrual,
} from '../../src/formulas/accrual.ts';
import { averageHazardRatio, averageHazardRatioOfLaws } from '../../src/formulas/average-hazard-ratio.ts';
import { expectedEvents, timeOfEvents } from '../../src/formulas/expected-events.ts';
import { lachinFoulkesPatients, lachinFoulkesPower } from '../../src/formulas/lachin-foulkes.ts';
import { eventsForPower, powerOfEvents } from '../../src/formulas/log-rank-events.ts';
import { oneSampleLogRankSize } from '../../src/formulas/one-sample-log-rank.ts';
import {
  constantHazard,
  cumulativeHazard,
  hazardAt,
  hazardOfMedian,
  hazardOfShare,
  hazardTimesRatio,
  survivalAt,
} from '../../src/formulas/piecewise-hazard.ts';
import { milestoneDifference, rmstDifference } from '../../src/formulas/survival-difference.ts';
import {
  flemingHarringtonWeight,
  modestWeight,
  weightedLogRank,
} from '../../src/formulas/weighted-log-rank.ts';
import { flatTrial } from './known.ts';

const trial = flatTrial({ accrual: 12, patients: 240, control: 0.05, hazardRatio: 0.7, dropout: 0.01 });
const test = { alpha: 0.025, power: 0.8 };

describe('numbers of events that do not exist', () => {
  it.each<[string, Parameters<typeof eventsForPower>]>([
    ['the hazard ratio is 1, must differ from 1: no number of events suffices', [{ hazardRatio: 1 }, test]],
    ['the hazard ratio is 1.3, must be below 1 for a one-sided test', [{ hazardRatio: 1.3 }, test]],
    ['the hazard ratio is 1.3, must differ from 1.3', [{ hazardRatio: 1.3, margin: 1.3 }, test]],
    ['the hazard ratio is 0, must be above 0 and finite', [{ hazardRatio: 0 }, test]],
    ['the margin is 0, must be above 0 and finite', [{ hazardRatio: 0.7, margin: 0 }, test]],
    [
      'the margin is 1.3, must be 1 for the formula freedman: use schoenfeld',
      [{ hazardRatio: 1, margin: 1.3 }, test, 'freedman'],
    ],
    [
      'the share randomised to treatment is 1, must lie between 0 and 1',
      [{ hazardRatio: 0.7, share: 1 }, test],
    ],
    [
      'the power is 1, must be above the one-sided alpha, 0.025, and below 1',
      [{ hazardRatio: 0.7 }, { alpha: 0.025, power: 1 }],
    ],
    [
      'alpha is 0, must be above 0 and below 0.5 for a one-sided test',
      [{ hazardRatio: 0.7 }, { alpha: 0, power: 0.8 }],
    ],
    [
      'alpha is 0.5, must be above 0 and below 0.5 for a one-sided test',
      [{ hazardRatio: 0.7 }, { alpha: 0.5, power: 0.8 }],
    ],
    [
      'the formula is schönfeld, must be one of schoenfeld, freedman, hsieh-freedman',
      [{ hazardRatio: 0.7 }, test, 'schönfeld'],
    ],
  ])('%s', (message, args) => {
    expect(() => eventsForPower(...args)).toThrow(RangeError);
    expect(() => eventsForPower(...args)).toThrow(message);
  });

  it('have a power of alpha at a ratio of 1, and without events', () => {
    expect(powerOfEvents({ hazardRatio: 1 }, { alpha: 0.025 }, 300)).toBeCloseTo(0.025, 15);
    expect(powerOfEvents({ hazardRatio: 0.5 }, { alpha: 0.025 }, 0)).toBeCloseTo(0.025, 15);
    expect(() => powerOfEvents({ hazardRatio: 0.5 }, { alpha: 0.025 }, -1)).toThrow(
      'the number of events is -1',
    );
  });
});

describe('trials at the edge', () => {
  it('go on accruing at an analysis before accrual ends', () => {
    const early = expectedEvents(trial, 6);
    // what comes later does not matter
    const stopped = expectedEvents({ ...trial, accrual: uniformAccrual(120, 6) }, 6);
    expect(early.total).toBeCloseTo(stopped.total, 13);
    expect(expectedEvents(trial, 0).total).toBe(0);
    expect(weightedLogRank(trial, 6).events).toBeCloseTo(early.total, 10);
  });

  it('of two patients have their fractions of events', () => {
    const two = { ...trial, accrual: uniformAccrual(2, 12) };
    expect(expectedEvents(two, 36).total).toBeCloseTo(expectedEvents(trial, 36).total / 120, 14);
    expect(lachinFoulkesPower(two, 36, { alpha: 0.025 })).toBeLessThan(0.1);
  });

  it('never reach more events than there can be', () => {
    const most = expectedEvents(trial, Infinity).total;
    expect(timeOfEvents(trial, most * 0.999)).toBeGreaterThan(60);
    expect(timeOfEvents(trial, most)).toBe(Infinity);
    expect(timeOfEvents(trial, 0)).toBe(0);
    expect(() => timeOfEvents(trial, -1)).toThrow('the number of events is -1');
    expect(() => expectedEvents(trial, -1)).toThrow('the calendar time is -1, must be at least 0');
  });

  it('without hazards have no events, and say so where events are needed', () => {
    const nothing = flatTrial({ accrual: 12, patients: 240, control: 0, hazardRatio: 1, dropout: 0 });
    expect(expectedEvents(nothing, 36)).toEqual({ control: 0, treatment: 0, total: 0 });
    expect(expectedEvents(nothing, Infinity).total).toBe(0);
    expect(timeOfEvents(nothing, 1)).toBe(Infinity);
    expect(() => weightedLogRank(nothing, 36)).toThrow('0 events are expected at time 36');
    expect(() => averageHazardRatio(nothing, 36)).toThrow('no event is expected by time 36');
    expect(() => lachinFoulkesPatients(nothing, 36, test)).toThrow('the hazard ratio is NaN');
    expect(milestoneDifference(nothing, 36, 12)).toEqual({
      control: 1,
      treatment: 1,
      difference: 0,
      variance: 0,
    });
  });

  it('with an arm that cannot have the event have a ratio of 0', () => {
    const cured = { ...trial, treatment: { hazard: constantHazard(0) } };
    expect(averageHazardRatio(cured, 36)).toEqual({ geometric: 0, cox: 0 });
    expect(weightedLogRank(cured, 36).z).toBeGreaterThan(5);
    expect(expectedEvents(cured, 36).treatment).toBe(0);
  });

  it('with all patients in one arm answer nothing', () => {
    for (const share of [0, 1])
      expect(() => expectedEvents({ ...trial, share }, 36)).toThrow(
        `the share randomised to treatment is ${share}, must lie between 0 and 1`,
      );
  });

  it('cannot look further than their longest follow-up', () => {
    expect(() => milestoneDifference(trial, 36, 36)).toThrow(
      'at calendar time 36 nobody has been followed for 36',
    );
    expect(() => rmstDifference(trial, 36, 40)).toThrow(RangeError);
    expect(() => rmstDifference(trial, 36, 0)).toThrow('the time is 0, must be above 0 and finite');
    expect(() => weightedLogRank(trial, 0)).toThrow('the calendar time is 0, must be above 0 and finite');
    expect(() => averageHazardRatioOfLaws(constantHazard(1), constantHazard(1), 0)).toThrow('the end is 0');
  });

  it('that begin late have nobody before', () => {
    const late = { ...trial, accrual: [{ from: 5, to: 10, rate: 20 }] };
    expect(expectedEvents(late, 5).total).toBe(0);
    expect(() => weightedLogRank(late, 5)).toThrow(
      'the calendar time is 5, must be after 5, the first entry',
    );
  });
});

describe('Lachin and Foulkes', () => {
  it('have a size with the power asked for, on both scales and with a margin', () => {
    for (const options of [
      {},
      { scale: 'difference' as const },
      { margin: 1.2 },
      { sides: 2 as const, alpha: 0.05 },
    ]) {
      const { patients, events } = lachinFoulkesPatients(trial, 36, { ...test, ...options });
      const sized = { ...trial, accrual: accrualOf(patients, trial.accrual) };
      expect(lachinFoulkesPower(sized, 36, { ...test, ...options })).toBeCloseTo(0.8, 12);
      expect(events.total).toBeCloseTo(expectedEvents(sized, 36).total, 10);
    }
  });

  it.each([
    ['the hazard ratio equals 1, must differ', { ...trial, treatment: trial.control }, {}],
    [
      'the hazard ratio is above 1, must be below it',
      { ...trial, control: trial.treatment, treatment: trial.control },
      {},
    ],
    [
      'the hazard ratio changes with time (1, 0.5), must be constant: use weightedLogRank',
      {
        ...trial,
        treatment: { hazard: hazardTimesRatio(constantHazard(0.05), { starts: [0, 6], rates: [1, 0.5] }) },
      },
      {},
    ],
    [
      'the margin is 1.2, must be 1 on the scale of differences',
      trial,
      { margin: 1.2, scale: 'difference' as const },
    ],
    ['the margin is -1, must be above 0', trial, { margin: -1 }],
    ['the power is 1', trial, { power: 1 }],
  ])('say so: %s', (message, wrong, options) => {
    expect(() => lachinFoulkesPatients(wrong, 36, { ...test, ...options })).toThrow(message);
  });
});

describe('accrual', () => {
  const pieces: Accrual = [
    { from: 0, to: 4, rate: 0, rateAtEnd: 10 },
    { from: 4, to: 9, rate: 10 },
    { from: 10, to: 12, rate: 10, rateAtEnd: 0 },
  ];

  it('counts ramps, stretches and pauses', () => {
    expect([2, 4, 9, 9.5, 10, 11, 12, 50].map((t) => enteredBy(pieces, t))).toEqual([
      5, 20, 70, 70, 70, 77.5, 80, 80,
    ]);
    expect(enteredBy(pieces, -1)).toBe(0);
    expect([allEntered(pieces), accrualEnd(pieces)]).toEqual([80, 12]);
  });

  it('gives the time at which a patient comes', () => {
    for (const count of [0, 1, 5, 20, 33, 70, 71, 77.5, 80])
      expect(enteredBy(pieces, timeOfEntry(pieces, count))).toBeCloseTo(count, 11);
    expect(timeOfEntry(pieces, 5)).toBe(2);
    expect(timeOfEntry(pieces, 80)).toBe(12);
    expect(() => timeOfEntry(pieces, 81)).toThrow('the number of patients is 81, must be from 0 to 80');
  });

  it('keeps its pattern with more patients', () => {
    const more = accrualOf(160, pieces);
    for (const t of [1, 4, 8, 11]) expect(enteredBy(more, t)).toBeCloseTo(2 * enteredBy(pieces, t), 12);
  });

  it.each<[string, Accrual]>([
    ['the accrual has no patients', []],
    ['the accrual has no patients', [{ from: 0, to: 5, rate: 0 }]],
    [
      'piece 2 of the accrual is from 3 to 6, must begin at 4 or later',
      [
        { from: 0, to: 4, rate: 1 },
        { from: 3, to: 6, rate: 1 },
      ],
    ],
    ['piece 1 of the accrual is from 0 to 0', [{ from: 0, to: 0, rate: 1 }]],
    ['piece 1 of the accrual has rates of -1 to -1', [{ from: 0, to: 1, rate: -1 }]],
  ])('says so: %s', (message, wrong) => {
    expect(() => checkAccrual(wrong)).toThrow(message);
  });

  it('has a duration and patients', () => {
    expect(() => uniformAccrual(100, 0)).toThrow('the accrual lasts 0');
    expect(() => uniformAccrual(0, 10)).toThrow('the accrual has no patients');
    expect(() => accrualOf(0, pieces)).toThrow('there are 0 patients');
  });
});

describe('hazards in steps', () => {
  it('come from a median, from a share lost, and from a ratio that changes', () => {
    expect(survivalAt(hazardOfMedian(20), 20)).toBeCloseTo(0.5, 15);
    expect(survivalAt(hazardOfShare(0.05, 12), 12)).toBeCloseTo(0.95, 15);
    expect(hazardOfMedian(Infinity).rates).toEqual([0]);
    const delayed = hazardTimesRatio(
      { starts: [0, 2], rates: [0.1, 0.2] },
      { starts: [0, 3], rates: [1, 0.5] },
    );
    expect(delayed).toEqual({ starts: [0, 2, 3], rates: [0.1, 0.2, 0.1] });
    expect([hazardAt(delayed, 2), hazardAt(delayed, 99)]).toEqual([0.2, 0.1]);
    expect(cumulativeHazard(delayed, 5)).toBeCloseTo(0.6, 15);
    expect(cumulativeHazard({ starts: [0, 1], rates: [1, 0] }, Infinity)).toBe(1);
  });

  it('say so when they are none', () => {
    expect(() => constantHazard(-1)).toThrow('the hazard has rates[0] of -1, must be at least 0 and finite');
    expect(() => hazardOfMedian(0)).toThrow('the median is 0');
    expect(() => hazardOfShare(1, 12)).toThrow('the share is 1');
    expect(() => hazardOfShare(0.1, 0)).toThrow('the time is 0');
    const check = (starts: number[], rates: number[]) => () =>
      hazardTimesRatio({ starts, rates }, constantHazard(1));
    expect(check([1], [1])).toThrow('the hazard starts at 1, must start at 0');
    expect(check([0, 2, 2], [1, 1, 1])).toThrow(
      'the hazard has starts[2] at 2, must be finite and after the one before',
    );
    expect(check([0, 2], [1])).toThrow('the hazard has 1 rates for 2 starts');
  });
});

describe('weights and other tests', () => {
  it('say so when they make no sense', () => {
    expect(() => flemingHarringtonWeight(-1, 0)).toThrow('rho is -1 and gamma 0');
    expect(() => modestWeight(0)).toThrow('the least survival is 0');
    const sample = {
      arm: { hazard: constantHazard(0.05) },
      reference: constantHazard(0.05),
      accrual: trial.accrual,
    };
    expect(() => oneSampleLogRankSize(sample, 36, test)).toThrow('no number of patients suffices');
    expect(() => oneSampleLogRankSize({ ...sample, reference: constantHazard(0) }, 36, test)).toThrow(
      'the reference expects no event',
    );
  });
});
