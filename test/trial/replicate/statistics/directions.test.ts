import { describe, expect, it } from 'vitest';
import type { TrialTest } from '../../../../src/trial/design.ts';
import { statisticOf } from '../../../../src/trial/replicate/statistics/index.ts';
import { drawsFrom, expectSame, lookOf, type Patient, said, trialsOf } from './looks.ts';

const TWO_ARMS: TrialTest[] = [
  { kind: 'log-rank' },
  { kind: 'fleming-harrington', rho: 0.5, gamma: 1 },
  { kind: 'modestly-weighted', until: 3 },
  { kind: 'modestly-weighted', cap: 1.5 },
  { kind: 'rmst', tau: 3 },
  { kind: 'milestone', at: 3, margin: 0 },
  { kind: 'cox', margin: 1 },
];
const SINGLE_ARM: TrialTest[] = [
  { kind: 'binomial', at: 3, share: 0.5 },
  { kind: 'one-sample-log-rank', hazard: { starts: [0, 2], rates: [0.1, 0.1] } },
];
const ALL: TrialTest[] = [...TWO_ARMS, { kind: 'max-combo' }, ...SINGLE_ARM];

const swapped = (patients: Patient[]) => patients.map((p) => ({ ...p, treated: !p.treated }));

/** Hazard 1/10 under control, so many times that under treatment; everybody is followed to 30. */
function trial(size: number, ratio: number, seed: number): Patient[] {
  const draw = drawsFrom(seed);
  return Array.from({ length: size }, (_, i) => {
    const own = (-10 * Math.log(1 - draw())) / (i % 2 === 1 ? ratio : 1);
    return { time: Math.min(30, own), event: own <= 30, treated: i % 2 === 1, stratum: 0 };
  });
}

describe('the direction of a test', () => {
  it('is above 0 where treatment halves the hazard, below where there is ten times as much', () => {
    for (const test of ALL) {
      expect(said(test, trial(1500, 0.5, 1)).z, test.kind).toBeGreaterThan(1.96);
      expect(said(test, trial(1500, 10, 2)).z, test.kind).toBeLessThan(-1.96);
    }
  });

  it('has a hazard ratio below 1, or a difference above 0, where treatment is better', () => {
    const better = trial(400, 0.5, 3);
    for (const { kind } of ALL) {
      const { estimate } = said(ALL.find((test) => test.kind === kind)!, better);
      if (kind === 'rmst' || kind === 'milestone' || kind === 'binomial') expect(estimate).toBeGreaterThan(0);
      else expect(estimate).toBeLessThan(0.9);
    }
  });

  for (const test of TWO_ARMS) {
    it(`turns round when the arms change places: ${test.kind}`, () => {
      for (const patients of trialsOf(3, 200)) {
        for (const strata of [1, 3]) {
          const [one, other] = [said(test, patients, strata), said(test, swapped(patients), strata)];
          expectSame(one.z, -other.z, 1e-10);
        }
      }
    });
  }

  it('does not depend on which of those who share a time comes first, nor on the unit of time', () => {
    for (const patients of trialsOf(4, 100)) {
      const turned = [...patients].reverse();
      const doubled = patients.map((p) => ({ ...p, time: 2 * p.time }));
      for (const test of TWO_ARMS) {
        const { z } = said(test, patients, 3);
        expectSame(said(test, turned, 3).z, z);
        if (test.kind === 'log-rank' || test.kind === 'cox') expectSame(said(test, doubled, 3).z, z);
      }
    }
  });
});

describe('a look with nothing to compare', () => {
  const nobody: Patient[] = [];
  const noEvents = trial(20, 1, 5).map((p) => ({ ...p, event: false }));
  const controlAlone = trial(20, 1, 6).map((p) => ({ ...p, treated: false }));
  const treatedAlone = swapped(controlAlone);

  it('has no z', () => {
    for (const test of [...TWO_ARMS, { kind: 'max-combo' } as const])
      for (const patients of [nobody, noEvents, controlAlone, treatedAlone])
        expect(said(test, patients).z, test.kind).toBeNaN();
    for (const test of SINGLE_ARM) expect(said(test, nobody)).toEqual({ z: NaN, estimate: NaN });
  });

  it('is not one where one arm alone has events, but for the tests that need their spread', () => {
    const oneSided = trial(40, 1, 7).map((p) => ({ ...p, event: p.event && !p.treated }));
    expect(said({ kind: 'log-rank' }, oneSided).z).toBeGreaterThan(0);
    expect(said({ kind: 'log-rank' }, oneSided).estimate).toBe(0);
    expect(said({ kind: 'log-rank' }, swapped(oneSided)).estimate).toBe(Infinity);
    expect(said({ kind: 'rmst', tau: 3 }, oneSided).z).toBeGreaterThan(0);
    expect(said({ kind: 'cox', margin: 1 }, oneSided)).toEqual({ z: NaN, estimate: 0 });
  });

  it('is one without events for the one-sample test too only where nothing was expected', () => {
    const hazard = { starts: [0], rates: [0.1] };
    const expected = noEvents.reduce((sum, p) => sum + 0.1 * p.time, 0);
    expectSame(said({ kind: 'one-sample-log-rank', hazard }, noEvents).z, Math.sqrt(expected));
    const never = { starts: [0], rates: [0] };
    expect(said({ kind: 'one-sample-log-rank', hazard: never }, noEvents).z).toBeNaN();
  });
});

describe('a prepared test', () => {
  it('says the same of a trial whatever it has seen before', () => {
    const trials = [...trialsOf(8, 40)];
    for (const test of ALL) {
      const kept = statisticOf(test, { strata: 3, largest: 150 });
      const again = trials.map((patients) => {
        const z = kept.z(lookOf(patients));
        return { z, estimate: kept.estimate() };
      });
      expect(again, test.kind).toEqual(trials.map((patients) => said(test, patients, 3)));
    }
  });

  it('does not take numbers that are not possible', () => {
    const options = { strata: 1, largest: 10 };
    const wrong: [TrialTest, string][] = [
      [{ kind: 'fleming-harrington', rho: -1, gamma: 0 }, 'rho is -1'],
      [{ kind: 'modestly-weighted', until: -1 }, 'until is -1'],
      [{ kind: 'modestly-weighted', cap: 0.5 }, 'cap is 0.5'],
      [{ kind: 'rmst', tau: 0 }, 'tau is 0'],
      [{ kind: 'milestone', at: 0, margin: 0 }, 'the milestone is at 0'],
      [{ kind: 'milestone', at: 1, margin: 2 }, 'the margin is 2'],
      [{ kind: 'cox', margin: 0 }, 'the margin is 0'],
      [{ kind: 'binomial', at: 0, share: 0.5 }, 'the time is 0'],
      [{ kind: 'binomial', at: 1, share: 1 }, 'the share is 1'],
      [
        { kind: 'one-sample-log-rank', hazard: { starts: [1], rates: [1] } },
        'the reference hazard starts at 1',
      ],
    ];
    for (const [test, message] of wrong) expect(() => statisticOf(test, options)).toThrow(message);
  });
});
