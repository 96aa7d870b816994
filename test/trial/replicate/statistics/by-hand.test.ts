import { describe, expect, it } from 'vitest';
import { expectSame, type Patient, said } from './looks.ts';

const patient = (time: number, event: boolean, treated: boolean, stratum = 0): Patient => ({
  time,
  event,
  treated,
  stratum,
});

// control 1, 2, 3+; treatment 2+, 4, 5: at risk 3 and 3 at time 1, 2 and 3 at 2, 0 and 2 at 4
const SIX = [
  patient(1, true, false),
  patient(2, true, false),
  patient(3, false, false),
  patient(2, false, true),
  patient(4, true, true),
  patient(5, true, true),
];

describe('six patients by hand', () => {
  it('have a log-rank z of 1/2 + 3/5 events fewer than expected', () => {
    expectSame(said({ kind: 'log-rank' }, SIX).z, (1 / 2 + 3 / 5) / Math.sqrt(1 / 4 + 6 / 25));
  });

  it('weigh the second event by 1 - S = 1/6 in the test for late differences, and the first not at all', () => {
    expectSame(said({ kind: 'fleming-harrington', rho: 0, gamma: 1 }, SIX).z, 3 / 5 / Math.sqrt(6 / 25));
  });

  it('weigh the second event by 6/5 in the modestly weighted test', () => {
    for (const until of [1, 1.5, 4])
      expectSame(
        said({ kind: 'modestly-weighted', until }, SIX).z,
        (1 / 2 + ((6 / 5) * 3) / 5) / Math.sqrt(1 / 4 + ((36 / 25) * 6) / 25),
      );
    expectSame(said({ kind: 'modestly-weighted', until: 0.5 }, SIX).z, said({ kind: 'log-rank' }, SIX).z);
    // a cap of 1 leaves all weights at 1; one that is never reached is weights that rise to the end
    expectSame(said({ kind: 'modestly-weighted', cap: 1 }, SIX).z, said({ kind: 'log-rank' }, SIX).z);
    expectSame(
      said({ kind: 'modestly-weighted', cap: 1000 }, SIX).z,
      said({ kind: 'modestly-weighted', until: 1000 }, SIX).z,
    );
  });

  it('live 1 + 2/3 + 1/3 of 3 in control, and all of 3 under treatment', () => {
    const { z, estimate } = said({ kind: 'rmst', tau: 3 }, SIX);
    expectSame(estimate, 1);
    // areas after the events at 1 and 2: 2/3 + 1/3 and 1/3
    expectSame(z, 1 / Math.sqrt(1 / (3 * 2) + 1 / 9 / (2 * 1)));
  });

  it('survive 2.5 by 1/3 in control and 1 under treatment', () => {
    const { z, estimate } = said({ kind: 'milestone', at: 2.5, margin: 0 }, SIX);
    expectSame(estimate, 2 / 3);
    expectSame(z, 2 / 3 / Math.sqrt((1 / 3) * (2 / 3) * (1 / 3)));
    const better = said({ kind: 'milestone', at: 2.5, margin: 0.2 }, SIX);
    expectSame(better.z, (2 / 3 + 0.2) / Math.sqrt((1 / 3) * (2 / 3) * (1 / 3)));
  });

  it('have, in strata of their own, nothing to compare but within each', () => {
    const paired = [
      patient(1, true, false, 0),
      patient(2, true, true, 0),
      patient(1, true, true, 1),
      patient(3, true, false, 1),
      patient(2, true, false, 2),
      patient(4, false, true, 2),
    ];
    expectSame(said({ kind: 'log-rank' }, paired, 3).z, (2 * 0.5 - 0.5) / Math.sqrt(3 / 4));
    // two pairs of three to the treated: ratio 1/2
    expectSame(said({ kind: 'log-rank' }, paired, 3).estimate, 1 / 2, 1e-9);
  });

  it('have 4 events where a reference expects 17/10', () => {
    const hazard = { starts: [0], rates: [0.1] };
    const { z, estimate } = said({ kind: 'one-sample-log-rank', hazard }, SIX);
    expectSame(z, (1.7 - 4) / Math.sqrt(1.7));
    expectSame(estimate, 4 / 1.7);
  });

  it('take up a reference where its pieces begin', () => {
    const hazard = { starts: [0, 2], rates: [0.5, 0] };
    // cumulative hazards 0.5 and five times 1
    expectSame(said({ kind: 'one-sample-log-rank', hazard }, SIX).estimate, 4 / 5.5);
  });

  it('are 3 successes at time 2.5, and at 2 the censored one more, the one with an event there not', () => {
    const at = (time: number) => said({ kind: 'binomial', at: time, share: 0.5 }, SIX).estimate;
    expect(at(2.5)).toBe(3 / 6);
    expect(at(2)).toBe(4 / 6);
    expect(at(0.5)).toBe(1);
    expect(at(6)).toBe(0);
  });
});
