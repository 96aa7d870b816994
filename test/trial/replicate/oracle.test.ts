/** Every replicate is what a trial comes to by the book, whatever the design. */
import { describe, expect, it } from 'vitest';
import { uniformAccrual } from '../../../src/formulas/accrual.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { pocock } from '../../../src/sequential/spending/pocock.ts';
import type { TrialDesign } from '../../../src/trial/design.ts';
import type { Truth } from '../../../src/trial/operating-characteristics.ts';
import { simulateReplicates } from '../../../src/trial/simulate.ts';
import { underTruth } from '../../../src/trial/truth.ts';
import {
  atEvents,
  atTimes,
  dated,
  law,
  lawByStratum,
  once,
  strategyArm,
  trialOf,
  uncrossed,
} from '../designs.ts';
import { slowly } from '../oracle.ts';

const SEED = 'by the book';
const WORDS = ['none', 'efficacy', 'futility', 'opposite'];

/** Within rounding of the sums and of the bisection; infinite and unknown numbers must be the same. */
function close(found: number, expected: number, what: string): void {
  if (!Number.isFinite(expected) || !Number.isFinite(found)) expect(found, what).toBe(expected);
  else expect(Math.abs(found - expected), what).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(expected)));
}

async function agrees(design: TrialDesign, replicates: number, truth: Truth = 'alternative') {
  const isObeyed = truth === 'alternative' || design.boundaries.binding;
  const slow = slowly(underTruth(design, truth), SEED, { obeyFutility: isObeyed });
  const decisions = new Set<string>();
  let r = 0;
  await simulateReplicates(
    [design],
    { seed: SEED, replicates, executor: inlineExecutor(), truth },
    undefined,
    ({ course, trial, strides, drawStride }) => {
      const expected = slow(r, strides, drawStride);
      const where = `replicate ${r}`;
      expect(trial.screened, where).toBe(expected.screened);
      const starts = expected.patients.map(({ randomised }) => randomised);
      for (const [i, start] of starts.entries()) close(trial.start[i]!, start, `${where}, patient ${i}`);
      expect(WORDS[course.decision], where).toBe(expected.decision);
      expect(course.stopped, where).toBe(expected.stopped);
      for (const [k, look] of expected.looks.entries()) {
        const place = `${where}, look ${k + 1}`;
        expect(course.events[k], place).toBe(look.events);
        expect(course.patients[k], place).toBe(look.patients);
        close(course.time[k]!, look.time, place);
        if (design.test.kind !== 'max-combo') close(course.z[k]!, look.z, place);
        // a trial that goes on from a look says none there
        if (k === expected.stopped) close(course.estimate[k]!, look.estimate, place);
      }
      decisions.add(expected.decision);
      r++;
    },
  );
  expect(r).toBe(replicates);
  return decisions;
}

const two = {
  strata: [
    { name: 'few', share: 0.3, enrolled: true },
    { name: 'many', share: 0.7, enrolled: true },
  ],
};
const threeLooks: TrialDesign['boundaries'] = {
  fractions: [1 / 3, 2 / 3, 1],
  efficacy: [2.2, 2.1, 1.9],
  futility: [0, 0.8, -Infinity],
  binding: false,
};
const ramp = [
  { from: 0, to: 6, rate: 1, rateAtEnd: 5 },
  { from: 6, to: 9, rate: 5 },
  { from: 10, to: 14, rate: 6, rateAtEnd: 2 },
  { from: 14, to: 20, rate: 0.5 },
];
/** Half of the follow-up times are within a thousandth of 3, 6 or 9: hardly any two are the same, but near. */
const steep = [
  [0, 0],
  [3, 400],
  [3.001, 0.05],
  [6, 500],
  [6.001, 0],
] as const;

const designs: Record<string, Partial<TrialDesign>> = {
  'a plain one': {},
  'two to one': { allocation: [2, 1] },
  'one to two, and not a multiple of three': { allocation: [1, 2], patients: 61 },
  'two looks by events': { looks: atEvents(10, 40), boundaries: once(2) },
  'five looks by events': { looks: atEvents(5, 10, 20, 30, 40), boundaries: once(5) },
  'futility at interim looks': { looks: atEvents(10, 20, 30), boundaries: threeLooks },
  'two-sided, with a treatment that harms': {
    sides: 2,
    arms: [law('control', 0.03), law('treatment', 0.06, 0.02)],
    looks: atEvents(10, 20, 30),
    boundaries: { ...threeLooks, futility: [-Infinity, -Infinity, -Infinity] },
  },
  'each patient followed for a year': {
    observation: { followed: 12 },
    looks: atTimes(20, 36),
    boundaries: once(2),
  },
  'visits every two months': {
    observation: { visits: [{ from: 0, every: 2 }] },
    looks: atEvents(10, 30),
    boundaries: once(2),
  },
  'visits that grow rarer, in turn, for 20 months at most': {
    observation: {
      followed: 20.5,
      visits: [
        { from: 0, every: 0.7 },
        { from: 5, every: 3 },
      ],
    },
    accrual: { pattern: uniformAccrual(60, 24), entry: 'poisson' },
    looks: atTimes(18, 44),
    boundaries: once(2),
  },
  'looks by time': { looks: atTimes(10, 20, 40), boundaries: once(3) },
  'looks before the end of accrual': { looks: atTimes(0.5, 5), boundaries: once(2) },
  'looks by the first of events and time': {
    looks: [
      { events: 12, time: 12, rule: 'first' },
      { events: 30, time: 24, rule: 'first' },
    ],
    boundaries: once(2),
  },
  'looks by the last of events and time': {
    looks: [
      { events: 12, time: 12, rule: 'last' },
      { events: 30, time: 24, rule: 'last' },
    ],
    boundaries: once(2),
  },
  'looks when patients have been followed for a time': {
    looks: [
      { enrolled: { patients: 30, after: 3 }, rule: 'first' },
      { enrolled: { patients: 60, after: 6 }, rule: 'first' },
    ],
    boundaries: once(2),
  },
  'looks by patients and events, of patients in turn': {
    accrual: { pattern: uniformAccrual(60, 24), entry: 'poisson' },
    looks: [
      { enrolled: { patients: 20, after: 0 }, rule: 'first' },
      { enrolled: { patients: 60, after: 2 }, events: 20, rule: 'last' },
      { enrolled: { patients: 60, after: 30 }, events: 40, time: 60, rule: 'first' },
    ],
    boundaries: once(3),
  },
  'looks by events of an arm': {
    looks: [
      { eventsOf: [{ arm: 0, count: 8 }], rule: 'first' },
      {
        events: 25,
        eventsOf: [
          { arm: 0, count: 12 },
          { arm: 1, count: 10 },
        ],
        rule: 'last',
      },
      { eventsOf: [{ arm: 1, count: 40 }], rule: 'first', end: 70 },
    ],
    boundaries: once(3),
  },
  'looks by events of a stratum': {
    strata: [
      { name: 'young', share: 0.4, enrolled: true },
      { name: 'old', share: 0.6, enrolled: true },
    ],
    arms: [lawByStratum('control', [0.02, 0.08]), lawByStratum('treatment', [0.02, 0.04])],
    looks: [
      { eventsOf: [{ stratum: 1, count: 10 }], rule: 'first' },
      {
        eventsOf: [
          { stratum: 0, count: 8 },
          { stratum: 1, count: 20 },
        ],
        rule: 'last',
      },
    ],
    boundaries: once(2),
  },
  'alpha spent by the events that are seen, at looks by the calendar': {
    looks: [
      { time: 12, rule: 'first' },
      { time: 20, rule: 'first' },
      { enrolled: { patients: 60, after: 8 }, rule: 'first' },
    ],
    boundaries: { ...uncrossed(3), observed: { spending: pocock.make(), planned: 42 } },
  },
  'looks left out for want of events, on either side, at spending times of their own': {
    sides: 2,
    looks: [
      { time: 10, rule: 'first', skipBelow: 4, spendingTime: 0.2 },
      { time: 14, rule: 'first', skipBelow: 8, spendingTime: 0.5 },
      { time: 22, rule: 'first', skipBelow: 8, spendingTime: 0.7 },
      { time: 40, rule: 'first', spendingTime: 1 },
    ],
    boundaries: { ...uncrossed(4), observed: { spending: pocock.make(), planned: 60 } },
  },
  'looks with a gap between them': {
    looks: [
      { events: 10, rule: 'first' },
      { events: 12, rule: 'first', gap: 4 },
      { time: 15, rule: 'first', gap: 3 },
      { events: 30, rule: 'first', gap: 1, end: 50 },
    ],
    boundaries: once(4),
  },
  'events after time, whatever came before': {
    looks: [
      { time: 40, rule: 'first' },
      { events: 10, rule: 'first' },
      { events: 50, rule: 'first' },
    ],
    boundaries: once(3),
  },
  'more events than will come': {
    arms: [law('control', 0.01, 0.05), law('treatment', 0.01, 0.05)],
    looks: atEvents(8, 30),
    boundaries: once(2),
  },
  'most are cured, and nobody is lost': {
    arms: [
      law('control', [
        [0, 0.1],
        [6, 0],
      ]),
      law('treatment', [
        [0, 0.05],
        [6, 0],
      ]),
    ],
    looks: atEvents(10, 30),
    boundaries: once(2),
  },
  'a treatment under which nothing happens': { arms: [law('control', 0.05), law('treatment', 0)] },
  'two patients': { patients: 2, looks: atEvents(1, 2), boundaries: once(2) },
  'drop-out of one arm, and in steps': {
    arms: [
      law('control', 0.05),
      law('treatment', 0.05, [
        [0, 0],
        [4, 0.3],
        [5, 0.01],
      ]),
    ],
  },
  'a delayed effect and steps': {
    arms: [
      law('control', [
        [0, 0.02],
        [5, 0.08],
        [20, 0.01],
      ]),
      law('treatment', [
        [0, 0.02],
        [5, 0.08],
        [10, 0.02],
        [20, 0.005],
      ]),
    ],
    looks: atEvents(12, 24),
    boundaries: once(2),
  },
  'steep hazards and steps': { arms: [law('control', steep), law('treatment', steep)] },
  'equally spaced entry': { accrual: { pattern: uniformAccrual(60, 24), entry: 'equally spaced' } },
  'equally spaced entry by pieces, two to one': {
    allocation: [2, 1],
    accrual: { pattern: ramp, entry: 'equally spaced' },
  },
  'independent entry by pieces': { accrual: { pattern: ramp, entry: 'uniform' } },
  'Poisson entry': { accrual: { pattern: uniformAccrual(60, 24), entry: 'poisson' } },
  'Poisson entry by pieces, one to two': { allocation: [1, 2], accrual: { pattern: ramp, entry: 'poisson' } },
  'two strata': {
    ...two,
    arms: [lawByStratum('control', [0.1, 0.02], 0.01), lawByStratum('treatment', [0.02, 0.03])],
  },
  'three strata, of which one is enrolled': {
    strata: [0.2, 0.5, 0.3].map((share, k) => ({ name: `${k}`, share, enrolled: k === 1 })),
    arms: [lawByStratum('control', [9, 0.05, 9]), lawByStratum('treatment', [9, 0.03, 9])],
    accrual: { pattern: uniformAccrual(120, 24), entry: 'equally spaced' },
    allocation: [1, 2],
  },
  'three strata, of which two are enrolled, Poisson entry': {
    strata: [0.2, 0.5, 0.3].map((share, k) => ({ name: `${k}`, share, enrolled: k !== 1 })),
    arms: [lawByStratum('control', [0.1, 9, 0.05]), lawByStratum('treatment', [0.03, 9, 0.05])],
    accrual: { pattern: uniformAccrual(120, 24), entry: 'poisson' },
    allocation: [2, 1],
  },
  'blocks of four, independent entry': {
    randomisation: { kind: 'blocks', block: 4, withinStrata: false },
    patients: 58,
  },
  'blocks of nine, one to two, Poisson entry, the last block cut short': {
    randomisation: { kind: 'blocks', block: 9, withinStrata: false },
    allocation: [1, 2],
    accrual: { pattern: ramp, entry: 'poisson' },
  },
  'simple randomisation, one to two': { randomisation: { kind: 'simple' }, allocation: [1, 2] },
  'simple randomisation, equally spaced entry': {
    randomisation: { kind: 'simple' },
    accrual: { pattern: ramp, entry: 'equally spaced' },
  },
  'a random allocation, equally spaced entry': {
    randomisation: { kind: 'random allocation' },
    accrual: { pattern: ramp, entry: 'equally spaced' },
  },
  'blocks within two strata': {
    ...two,
    arms: [lawByStratum('control', [0.1, 0.02], 0.01), lawByStratum('treatment', [0.02, 0.03])],
    randomisation: { kind: 'blocks', block: 6, withinStrata: true },
    allocation: [2, 1],
  },
  'blocks within strata of which one is not enrolled, Poisson entry': {
    strata: [0.2, 0.5, 0.3].map((share, k) => ({ name: `${k}`, share, enrolled: k !== 1 })),
    arms: [lawByStratum('control', [0.1, 9, 0.05]), lawByStratum('treatment', [0.03, 9, 0.05])],
    accrual: { pattern: uniformAccrual(120, 24), entry: 'poisson' },
    randomisation: { kind: 'blocks', block: 4, withinStrata: true },
  },
  'late weights': {
    test: { kind: 'fleming-harrington', rho: 0, gamma: 1 },
    looks: atEvents(15, 30),
    boundaries: once(2),
  },
  'late weights by stratum': {
    ...two,
    arms: [lawByStratum('control', [0.1, 0.02], 0.01), lawByStratum('treatment', [0.02, 0.03])],
    test: { kind: 'fleming-harrington', rho: 0.5, gamma: 1 },
  },
  "Cox's ratio against a margin": { test: { kind: 'cox', margin: 1.3 } },
  'restricted means': { test: { kind: 'rmst', tau: 12 }, looks: atTimes(36) },
  'survival at a milestone': { test: { kind: 'milestone', at: 12, margin: 0.1 }, looks: atTimes(36) },
  'modest weights': { test: { kind: 'modestly-weighted', until: 8 } },
  'the largest of four': { test: { kind: 'max-combo' }, looks: atEvents(15, 30), boundaries: once(2) },
  'the larger of two chosen': {
    ...two,
    arms: [lawByStratum('control', [0.1, 0.02], 0.01), lawByStratum('treatment', [0.02, 0.03])],
    test: {
      kind: 'max-combo',
      weights: [
        { rho: 0, gamma: 0 },
        { rho: 0, gamma: 0.5 },
      ],
    },
    looks: atEvents(15, 30),
    boundaries: once(2),
  },
  'the largest of three chosen': {
    test: {
      kind: 'max-combo',
      weights: [
        { rho: 0, gamma: 0 },
        { rho: 0, gamma: 2 },
        { rho: 0.5, gamma: 0 },
      ],
    },
    looks: atEvents(15, 30),
    boundaries: once(2),
  },
  'one arm and a share': {
    arms: [law('new', 0.05, 0.01)],
    allocation: [1],
    patients: 40,
    test: { kind: 'binomial', at: 12, share: 0.35 },
    looks: atTimes(36),
  },
  'one arm and a hazard': {
    arms: [law('new', 0.05, 0.01)],
    allocation: [1],
    patients: 40,
    test: { kind: 'one-sample-log-rank', hazard: { starts: [0, 6], rates: [0.1, 0.05] } },
    looks: atEvents(10, 20),
    boundaries: once(2),
  },
};

describe('laws', () => {
  it.each(Object.entries(designs))('%s', async (_, changes) => {
    await agrees(trialOf(changes), 60);
  });

  it('under the null, where futility that does not bind is not obeyed and one that does is', async () => {
    const design = trialOf({ looks: atEvents(10, 20, 30), boundaries: threeLooks });
    expect([...(await agrees(design, 150, 'null'))].sort()).toEqual(['efficacy', 'none']);
    const bound = { ...design, boundaries: { ...threeLooks, binding: true } };
    expect([...(await agrees(bound, 150, 'null'))].sort()).toEqual(['efficacy', 'futility', 'none']);
  });

  it('under the null of a margin', async () => {
    await agrees(trialOf({ test: { kind: 'cox', margin: 1.3 } }), 50, 'null');
  });
});

describe('strategies', () => {
  const ill = (strategy: string, changes: object = {}) =>
    strategyArm('illness-death.yaml', strategy, { endpoint: 'survival', ...changes });
  const both = (changes: object = {}) => [ill('usual-care', changes), ill('prevention', changes)];
  const rectal = (strategy: string, changes: object = {}) =>
    strategyArm('stage-iv-rectal.yaml', strategy, { endpoint: 'PFS', ...changes });
  const lost = { starts: [0], rates: [0.02] };
  /** entry, how many events, and who */
  const cases: Record<string, Partial<TrialDesign>> = {
    'randomised at entry': {
      arms: both(),
      accrual: { pattern: uniformAccrual(60, 4), entry: 'uniform' },
      looks: atEvents(15),
    },
    'with drop-out': {
      arms: both({ dropout: lost }),
      accrual: { pattern: uniformAccrual(60, 4), entry: 'poisson' },
      looks: [
        { events: 10, rule: 'first' },
        { time: 12, rule: 'first' },
      ],
      boundaries: once(2),
    },
    'randomised when they fall ill': {
      arms: both({ randomisedAt: ['ill'], dropout: lost }),
      accrual: { pattern: uniformAccrual(100, 2), entry: 'equally spaced' },
      allocation: [1, 2],
      looks: atTimes(12, 19),
      boundaries: uncrossed(2),
    },
    'randomised on the first of two states': {
      arms: both({ randomisedAt: ['ill', 'healthy'] }),
      accrual: { pattern: uniformAccrual(100, 2), entry: 'uniform' },
      looks: atTimes(12),
    },
    'randomised when they fall ill, in blocks of eight': {
      arms: both({ randomisedAt: ['ill'], dropout: lost }),
      accrual: { pattern: uniformAccrual(100, 2), entry: 'uniform' },
      randomisation: { kind: 'blocks', block: 8, withinStrata: false },
      looks: atTimes(12, 19),
      boundaries: uncrossed(2),
    },
    'smokers alone': {
      arms: both({ subgroup: 'smokers' }),
      accrual: { pattern: uniformAccrual(100, 2), entry: 'poisson' },
      looks: atTimes(12),
    },
    'of the study, with fixed and drawn dates': {
      arms: [rectal('study-schedule'), rectal('watch-and-wait')],
      looks: [
        { events: 10, rule: 'first' },
        { events: 25, time: 100, rule: 'first' },
      ],
      boundaries: once(2),
    },
    'of the study, randomised after the schedule, those who completed it': {
      arms: [
        rectal('study-schedule', {
          randomisedAt: ['complete', 'complete-after-progression'],
          subgroup: 'completed',
          endpoint: 'OS',
        }),
        rectal('watch-and-wait', { randomisedAt: ['complete', 'watched-complete'], endpoint: 'OS' }),
      ],
      accrual: { pattern: uniformAccrual(200, 24), entry: 'equally spaced' },
      looks: atEvents(20),
    },
  };

  it('of few dates, so that most events are tied, by the calendar too', async () => {
    const arms = [dated('control'), dated('treatment')];
    const accrual: TrialDesign['accrual'] = { pattern: uniformAccrual(60, 60), entry: 'equally spaced' };
    const looks = atEvents(7, 20, 33);
    await agrees(trialOf({ arms, accrual, looks, boundaries: threeLooks }), 200);
    await agrees(
      trialOf({ arms, accrual, looks, boundaries: threeLooks, test: { kind: 'cox', margin: 1 } }),
      50,
    );
  });

  it.each(Object.entries(cases))('%s', async (_, changes) => {
    await agrees(trialOf(changes), 60);
  });
});
