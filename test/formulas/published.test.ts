import { describe, expect, it } from 'vitest';
import { uniformAccrual } from '../../src/formulas/accrual.ts';
import { expectedEvents } from '../../src/formulas/expected-events.ts';
import { lachinFoulkesPatients } from '../../src/formulas/lachin-foulkes.ts';
import { eventsForPower } from '../../src/formulas/log-rank-events.ts';
import { oneSampleLogRankSize } from '../../src/formulas/one-sample-log-rank.ts';
import { constantHazard } from '../../src/formulas/piecewise-hazard.ts';

describe('worked examples in print', () => {
  it('SAS, SEQDESIGN, as reproduced in the tests of R’s gsDesign 3.6: events, patients and events by arm', () => {
    // hazards 0.03466 and 0.01733, two-sided 0.05, power 0.9, accrual 24, follow-up 12
    const events = eventsForPower({ hazardRatio: 0.5 }, { alpha: 0.05, sides: 2, power: 0.9 });
    expect(events.toFixed(4)).toBe('87.4793');
    const trial = {
      control: { hazard: constantHazard(0.03466) },
      treatment: { hazard: constantHazard(0.01733) },
      share: 0.5,
      accrual: uniformAccrual(1, 24),
    };
    const patients = events / expectedEvents(trial, 36).total;
    expect(patients.toFixed(4)).toBe('197.1152');
    expect((patients / 24).toFixed(6)).toBe('8.213132');
    const { control, treatment } = expectedEvents({ ...trial, accrual: uniformAccrual(patients, 24) }, 36);
    expect([control.toFixed(2), treatment.toFixed(2)]).toEqual(['54.41', '33.07']);
  });

  it.each([
    [0.8, 88],
    [0.85, 100],
    [0.9, 117],
  ])('Wu (2015), one-sample log-rank, power %d: %d patients', (power, patients) => {
    // Weibull of shape 1.22 and median 9 years, ratio 1 / 1.75, accrual 5 and follow-up 3 years, one-sided 0.05
    const starts = Array.from({ length: 800 }, (_, i) => i / 100);
    const weibull = (ratio: number) => ({
      starts,
      rates: starts.map((s) => (100 * ratio * Math.LN2 * ((s + 0.01) ** 1.22 - s ** 1.22)) / 9 ** 1.22),
    });
    const sample = {
      arm: { hazard: weibull(1 / 1.75) },
      reference: weibull(1),
      accrual: uniformAccrual(1, 5),
    };
    expect(Math.ceil(oneSampleLogRankSize(sample, 8, { alpha: 0.05, power }).patients)).toBe(patients);
  });

  it('Lachin & Foulkes’s variances lie on both sides of Schoenfeld’s single one', () => {
    const trial = {
      control: { hazard: constantHazard(0.3) },
      treatment: { hazard: constantHazard(0.2) },
      share: 0.5,
      accrual: uniformAccrual(1, 3),
    };
    const size = lachinFoulkesPatients(trial, 5, { alpha: 0.05, power: 0.9 });
    const schoenfeld = eventsForPower({ hazardRatio: 2 / 3 }, { alpha: 0.05, power: 0.9 });
    expect(Math.abs(size.events.total / schoenfeld - 1)).toBeLessThan(0.02);
  });
});
