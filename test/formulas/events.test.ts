import { describe, expect, it } from 'vitest';
import { enteredBy } from '../../src/formulas/accrual.ts';
import {
  eventProbability,
  expectedEvents,
  expectedEventsOfArm,
  timeOfEvents,
} from '../../src/formulas/expected-events.ts';
import { exponentialMoments } from '../../src/formulas/exponential-moments.ts';
import { driftOfRootEvent, eventsForPower, powerOfEvents } from '../../src/formulas/log-rank-events.ts';
import { constantHazard } from '../../src/formulas/piecewise-hazard.ts';
import { crossingProbabilities } from '../../src/sequential/crossing.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { zToHazardRatio } from '../../src/sequential/hazard-ratio-scale.ts';
import {
  driftForPower,
  expectedFraction,
  sequentialPower,
} from '../../src/sequential/operating-characteristics.ts';
import { distance, familyOf } from '../sequential/known.ts';
import { familyNames, flatTrial, known, relative, trialOf } from './known.ts';

describe('the number of events', () => {
  it.each(known.events)(
    "is rpact's by $formula: ratio $hazardRatio, margin $margin, power $power, share $share",
    (at) => {
      const events = eventsForPower(at, at, at.formula);
      expect(relative(events, at.events)).toBeLessThan(1e-14);
      // for the ratio above 1 by Freedman's formulas too, the size and its power are inverse
      expect(powerOfEvents(at, at, events, at.formula)).toBeCloseTo(at.power, 13);
    },
  );

  it.each(known.sizes)("of a sequential design, its times and ratios are rpact's: $name", (at) => {
    const spending = familyOf(familyNames[at.spending]!);
    const design = designSequential({ fractions: at.looks, alpha: 0.025, efficacy: { spending } });
    const events = eventsForPower(at, { drift: driftForPower(design, at.power) }, at.formula);
    // the boundaries agree to 1e-7, so does the drift, and events are as its square
    expect(relative(events, at.eventsFixed)).toBeLessThan(1e-7);
    const trial = flatTrial(at);
    // rpact finds times by uniroot
    const times = at.looks.map((fraction) => timeOfEvents(trial, fraction * events));
    expect(distance(times, at.analysisTime)).toBeLessThan(1e-6);
    if (at.hazardRatios) {
      const ratios = at.looks.map((t, k) =>
        zToHazardRatio(design.efficacy[k]!, t * events, { share: at.share }),
      );
      expect(distance(ratios, at.hazardRatios)).toBeLessThan(1e-7);
    }
  });

  it.each(known.patients)("gives rpact's patients: accrual $accrual, ratio $hazardRatio, $formula", (at) => {
    const events = eventsForPower(at, { alpha: 0.025, power: at.power }, at.formula);
    const ofOne = expectedEvents(flatTrial({ ...at, patients: 1 }), at.accrual + at.followUp).total;
    expect(relative(events / ofOne, at.patients)).toBeLessThan(1e-14);
  });

  it.each(known.powers)("gives rpact's power: ratio $ratio, $events events, looks at $looks", (at) => {
    const spending = familyOf(familyNames[at.type]!);
    const design = designSequential({ fractions: at.looks, alpha: 0.025, efficacy: { spending } });
    const drift = driftOfRootEvent({ hazardRatio: at.ratio }) * Math.sqrt(at.events);
    expect(Math.abs(sequentialPower(design, drift) - at.power)).toBeLessThan(1e-7);
    expect(distance(crossingProbabilities(design, drift).efficacy, at.rejection)).toBeLessThan(1e-7);
    // 1e-7 of a fraction
    expect(relative(expectedFraction(design, drift) * at.events, at.expectedEvents)).toBeLessThan(1e-7);
    const trial = flatTrial({ ...at, hazardRatio: at.ratio });
    const times = at.looks.map((fraction) => timeOfEvents(trial, fraction * at.events));
    expect(distance(times, at.analysisTime)).toBeLessThan(1e-6);
  });
});

describe('expected events', () => {
  it.each(known.followed)("are those of R's integrate, and rpact's, at all times: $name", (at) => {
    const trial = trialOf(at);
    at.times.forEach((t, i) => {
      const { control, treatment } = expectedEvents(trial, t);
      const shares = {
        control: control / ((1 - at.share) * at.patients),
        treatment: treatment / (at.share * at.patients),
      };
      for (const arm of ['control', 'treatment'] as const) {
        expect(relative(shares[arm], at.integral[arm][i]!)).toBeLessThan(1e-12);
        // rpact is off where it integrates across a kink: then our distance is that of R's integrate
        const slip = Math.abs(at.probability[arm][i]! - at.integral[arm][i]!);
        expect(Math.abs(shares[arm] - at.probability[arm][i]!)).toBeLessThan(1e-12 + slip);
      }
      expect(relative(enteredBy(trial.accrual, t), at.entered[i]!)).toBeLessThan(1e-14);
    });
  });

  it.each(known.integrals)(
    'of the treatment arm are those of an integral in R: $name',
    ({ time, oneSample }) => {
      const at = known.followed[known.integrals.findIndex((other) => other.oneSample === oneSample)]!;
      const { treatment, accrual } = trialOf(at);
      expect(relative(expectedEventsOfArm(treatment, accrual, time), oneSample.events)).toBeLessThan(1e-13);
    },
  );

  it('are those of the elementary formula for one hazard and uniform accrual', () => {
    // Lachin & Foulkes (1986): 1 - (e^(-h (t - r)) - e^(-h t)) / (h r)
    const [h, r, t] = [0.04, 12, 30];
    const arm = { hazard: constantHazard(h) };
    const share = 1 - (Math.exp(-h * (t - r)) - Math.exp(-h * t)) / (h * r);
    expect(relative(expectedEventsOfArm(arm, [{ from: 0, to: r, rate: 10 }], t), 120 * share)).toBeLessThan(
      1e-14,
    );
  });

  it('with a ramp are those of many small steps', () => {
    const arm = { hazard: { starts: [0, 5], rates: [0.05, 0.02] }, dropout: constantHazard(0.01) };
    const ramp = [{ from: 0, to: 10, rate: 0, rateAtEnd: 20 }];
    const steps = Array.from({ length: 1000 }, (_, i) => ({
      from: i / 100,
      to: (i + 1) / 100,
      rate: 0.02 * (i + 0.5),
    }));
    // the error of a midpoint rule with steps of 0.01 is below 0.01² / 24 x 10 x max second derivative, near 0.05
    expect(Math.abs(expectedEventsOfArm(arm, ramp, 13) - expectedEventsOfArm(arm, steps, 13))).toBeLessThan(
      2e-5,
    );
    expect(enteredBy(ramp, 5)).toBe(25);
  });

  it('do not depend on where a hazard or the accrual is cut', () => {
    const whole = flatTrial({ accrual: 12, patients: 120, control: 0.05, hazardRatio: 0.7, dropout: 0.01 });
    const cut = {
      ...whole,
      control: { ...whole.control, hazard: { starts: [0, 3, 7.7], rates: [0.05, 0.05, 0.05] } },
      accrual: [
        { from: 0, to: 4.4, rate: 10 },
        { from: 4.4, to: 12, rate: 10 },
      ],
    };
    for (const t of [2, 5, 12, 31])
      expect(relative(expectedEvents(cut, t).total, expectedEvents(whole, t).total)).toBeLessThan(1e-14);
  });

  it('stay exact as hazards go to 0', () => {
    const accrual = [{ from: 0, to: 10, rate: 1 }];
    // h times the patient-time, to first order: 10 patients followed 15 on average
    expect(
      relative(expectedEventsOfArm({ hazard: constantHazard(1e-12) }, accrual, 20), 150e-12),
    ).toBeLessThan(1e-10);
    expect(expectedEventsOfArm({ hazard: constantHazard(0) }, accrual, 20)).toBe(0);
  });

  it('of all time are the share that the endpoint wins from drop-out', () => {
    const arm = { hazard: constantHazard(0.03), dropout: constantHazard(0.01) };
    expect(eventProbability(arm, Infinity)).toBeCloseTo(0.75, 15);
    expect(eventProbability(arm, 10)).toBeCloseTo(0.75 * (1 - Math.exp(-0.4)), 15);
    expect(eventProbability(arm, 0)).toBe(0);
  });

  it('come at the time at which they are expected', () => {
    for (const at of known.followed) {
      const trial = trialOf(at);
      for (const t of [3, 14, 45])
        expect(relative(timeOfEvents(trial, expectedEvents(trial, t).total), t)).toBeLessThan(1e-12);
    }
  });
});

describe('moments of an exponential', () => {
  it.each([0, 1e-9, 0.1, 0.999, 1.001, 5, 400])('are those of their recurrence by parts at rate %d', (y) => {
    const [zeroth, first, second] = exponentialMoments(y, 1);
    // d/dx (x^k e^(-yx)) integrated from 0 to 1
    expect(y * zeroth + Math.exp(-y)).toBeCloseTo(1, 14);
    expect(y * first + Math.exp(-y)).toBeCloseTo(zeroth, 14);
    expect(y * second + Math.exp(-y)).toBeCloseTo(2 * first, 14);
    if (y === 0) expect([zeroth, first, second]).toEqual([1, 1 / 2, 1 / 3]);
  });
});
