import { describe, expect, it } from 'vitest';
import { given, head } from '../closed-forms/case.ts';
import { readModel } from '../closed-forms/read-model.ts';
import { scriptedDraws } from './random.ts';
import { type PatientRecord, simulatePatient } from './simulate.ts';

/** One patient whose every draw is dictated; nothing may be dictated in vain. */
function walk(scenario: string, script: Record<string, number | number[]>): PatientRecord {
  const { draw, unused } = scriptedDraws(script);
  const record = simulatePatient(readModel(scenario), 0, draw);
  expect(unused()).toEqual([]);
  return record;
}

/** The u that makes an exponential time. */
const uOf = (rate: number, time: number): number => Math.exp(-rate * time);

const exponential = (to: string, rate: number, more = '') =>
  `{ to: ${to}, law: exponential, rate: ${given(rate)}${more} }`;

const fixed = (to: string, delay: number, more = '') =>
  `{ to: ${to}, law: fixed, delay: ${given(delay)}${more} }`;

const entries = (record: PatientRecord) => record.path.map(({ state, entry }) => [state, entry]);

describe('a patient walks through the states', () => {
  const illnessDeath = `${head('Illness-death', 20)}
follow-up: { law: fixed, delay: ${given(9)} }
start: healthy
states:
  healthy: { transitions: [${exponential('ill', 0.5)}, ${exponential('dead', 0.1)}] }
  ill: { transitions: [${exponential('dead', 0.2)}] }
  dead: {}
endpoints:
  OS: { event: dead }
  DFS: { event: [ill, dead] }
  ill-net: { event: ill, censor: dead }
proportions:
  ill-by-4: { if: { reached: ill, by: 4 } }
  ill-by-3: { if: { reached: ill, by: 3 } }
  death-seen: { if: { reached: dead, observed: true }, among: { reached: ill } }
`;

  it('by the earliest transition, then by a fresh draw, and is observed until the end of follow-up', () => {
    const record = walk(illnessDeath, {
      'healthy>ill': uOf(0.5, 4),
      'healthy>dead': uOf(0.1, 5),
      'ill>dead': uOf(0.2, 6),
    });
    expect(record.path.map(({ state }) => state)).toEqual(['healthy', 'ill', 'dead']);
    expect(record.path[1]!.entry).toBeCloseTo(4, 12);
    expect(record.path[2]!.entry).toBeCloseTo(10, 12);
    expect(record.endpoints.OS).toMatchObject({
      cause: 'dead',
      censored: false,
      observedTime: 9,
      observedEvent: false,
    });
    expect(record.endpoints.DFS).toMatchObject({ cause: 'ill', observedEvent: true });
    expect(record.endpoints['ill-net']).toMatchObject({ cause: 'ill', censored: false });
    expect(record.proportions).toEqual({
      'ill-by-4': { among: true, counted: record.path[1]!.entry <= 4 },
      'ill-by-3': { among: true, counted: false },
      'death-seen': { among: true, counted: false },
    });
    expect(record.followUp).toBe(9);
  });

  it('and a state that censors ends an endpoint without a cause', () => {
    const record = walk(illnessDeath, { 'healthy>ill': uOf(0.5, 6), 'healthy>dead': uOf(0.1, 5) });
    expect(record.endpoints['ill-net']).toMatchObject({
      cause: undefined,
      censored: true,
      observedEvent: false,
    });
    expect(record.endpoints['ill-net']!.time).toBeCloseTo(5, 12);
    expect(record.proportions['death-seen']).toEqual({ among: false, counted: false });
  });

  it('and nothing happens after the horizon', () => {
    const record = walk(illnessDeath, { 'healthy>ill': uOf(0.5, 20.1), 'healthy>dead': uOf(0.1, 21) });
    expect(entries(record)).toEqual([['healthy', 0]]);
    expect(record.endpoints.OS).toEqual({
      time: Infinity,
      cause: undefined,
      censored: false,
      observedTime: 9,
      observedEvent: false,
    });
  });

  it('but what happens exactly at the horizon does happen, and a decision there too', () => {
    const record = walk(
      `${head('Horizon', 6)}
start: waits
states:
  waits: { transitions: [${fixed('fork', 6)}] }
  fork: { decide: [{ to: left, chance: ${given(0.5)} }, { to: right, chance: rest }] }
  left: {}
  right: {}
endpoints: { left: { event: left } }
`,
      { fork: 0.49 },
    );
    expect(entries(record)).toEqual([
      ['waits', 0],
      ['fork', 6],
      ['left', 6],
    ]);
    expect(record.endpoints.left!.time).toBe(6);
    expect(record.decisions).toEqual([{ state: 'fork', to: 'left' }]);
  });
});

describe('clocks', () => {
  it('draw anew at each visit, and `since` goes by the last entry', () => {
    const scale = 10;
    const record = walk(
      `${head('Visits', 60)}
start: on
states:
  on: { transitions: [${fixed('off', 2)}] }
  off:
    transitions:
      - { to: dead, law: weibull, shape: ${given(2)}, scale: ${given(scale)}, clock: { since: on } }
      - { to: on, law: exponential, rate: ${given(1)} }
  dead: {}
`,
      {
        // first: back on after 3; then death when the clock since the second time on shows 4
        'off>dead': [1e-9, Math.exp(-((4 / scale) ** 2 - (2 / scale) ** 2))],
        'off>on': [uOf(1, 3), uOf(1, 30)],
      },
    );
    expect(record.path.map(({ state }) => state)).toEqual(['on', 'off', 'on', 'off', 'dead']);
    expect(record.path[2]!.entry).toBeCloseTo(5, 12);
    expect(record.path[4]!.entry).toBeCloseTo(9, 12);
  });

  it('of age show the characteristic in the unit of the scenario', () => {
    // 50 years are 600 months
    const record = walk(
      `${head('Age', 60)}
characteristics: { age: { law: fixed, delay: ${given(50)}, unit: year } }
start: alive
states:
  alive: { transitions: [{ to: dead, law: fixed, delay: ${given(606)}, clock: { age: age } }] }
  dead: {}
`,
      {},
    );
    expect(record.path.at(-1)).toEqual({ state: 'dead', entry: 6 });
  });

  it('that have passed a fixed time let it happen at once', () => {
    const record = walk(
      `${head('Late', 60)}
timers: { booked: { law: fixed, delay: ${given(3)} } }
start: a
states:
  a: { transitions: [${fixed('b', 5)}] }
  b: { transitions: [{ to: c, at: booked }] }
  c: { transitions: [${fixed('d', 4, ', clock: start')}] }
  d: {}
`,
      {},
    );
    expect(entries(record).slice(1)).toEqual([
      ['b', 5],
      ['c', 5],
      ['d', 5],
    ]);
  });

  it('since a state that was never entered are refused', () => {
    const scenario = `${head('Never', 60)}
start: a
states:
  a: { transitions: [${exponential('c', 1, ', clock: { since: b }')}] }
  b: {}
  c: {}
`;
    expect(() => walk(scenario, { 'a>c': 0.5 })).toThrow('never started');
  });
});

describe('ties', () => {
  const tie = (first: string, second: string) =>
    walk(
      `${head('Tie', 60)}
timers: { booked: { law: fixed, delay: ${given(6)} } }
start: waits
states:
  waits: { transitions: [${first}, ${second}] }
  one: {}
  two: {}
`,
      {},
    ).path.at(-1)!.state;

  it('go to the clock of entry before timers and other clocks', () => {
    expect(tie('{ to: one, at: booked }', fixed('two', 6))).toBe('two');
    expect(tie(fixed('one', 6, ', clock: start'), fixed('two', 6))).toBe('two');
  });

  it('then to the first listed', () => {
    expect(tie(fixed('one', 6), fixed('two', 6))).toBe('one');
    expect(tie(fixed('two', 6), fixed('one', 6))).toBe('two');
    expect(tie('{ to: one, at: booked }', fixed('two', 6, ', clock: start'))).toBe('one');
  });
});

describe('modifiers', () => {
  const cured = `${head('Cure', 1000)}
characteristics: { treated: { chance: ${given(0.5)} } }
start: waits
states:
  waits:
    transitions:
      - to: event
        law: exponential
        rate: ${given(0.1)}
        cure: ${given(0.25)}
        hazard-ratio: { treated: ${given(0.5)} }
        time-ratio: { treated: ${given(3)} }
  event: {}
`;

  it('raise the cured fraction to the power of the hazard ratio: 1/4 becomes 1/2', () => {
    const cure = (u: number, treated: number) => ({ treated, 'waits>event/cure': u });
    expect(entries(walk(cured, cure(0.4999, 0.4999)))).toHaveLength(1);
    expect(entries(walk(cured, { ...cure(0.5001, 0.4999), 'waits>event': 0.5 }))).toHaveLength(2);
    expect(entries(walk(cured, cure(0.2499, 0.5)))).toHaveLength(1);
    expect(entries(walk(cured, { ...cure(0.2501, 0.5), 'waits>event': 0.5 }))).toHaveLength(2);
  });

  it('give the others the time at which u of them survive', () => {
    const treated = { treated: 0.1, 'waits>event/cure': 0.9, 'waits>event': 0.3 };
    const time = walk(cured, treated).path[1]!.entry;
    // of all: (0.25 + 0.75 e^(-0.1 t / 3))^(1/2) = 0.5 + 0.5 * 0.3
    expect(Math.sqrt(0.25 + 0.75 * Math.exp((-0.1 * time) / 3))).toBeCloseTo(0.65, 12);
    const untreated = { treated: 0.9, 'waits>event/cure': 0.9, 'waits>event': 0.3 };
    expect(walk(cured, untreated).path[1]!.entry).toBeCloseTo(-Math.log(0.3) / 0.1, 12);
  });

  it('of a mark wait until it is recorded, and of a state until it is passed', () => {
    const record = walk(
      `${head('Wait', 100)}
start: a
states:
  a: { transitions: [${exponential('b', 0.1, `, hazard-ratio: { scar: ${given(5)}, b: ${given(7)} }`)}] }
  b: { transitions: [${exponential('c', 0.1, `, hazard-ratio: { scar: ${given(5)}, b: ${given(2)} }`)}] }
  c: {}
marks: { scar: { on: b, chance: ${given(0.5)} } }
`,
      { 'a>b': uOf(0.1, 10), scar: 0.4, 'b>c': uOf(0.1 * 5 * 2, 3) },
    );
    expect(record.path[1]!.entry).toBeCloseTo(10, 12);
    expect(record.path[2]!.entry).toBeCloseTo(13, 12);
    expect(record.marks).toEqual({ scar: 'yes' });
  });
});

describe('marks and conditions', () => {
  const marked = `${head('Marks', 60)}
characteristics: { site: { shares: { left: ${given(0.2)}, middle: ${given(0.5)}, right: rest } } }
start: a
states:
  a: { transitions: [${fixed('b', 1)}] }
  b: { decide: [{ to: c, chance: ${given(0.3)} }, { to: a, chance: rest }] }
  c: {}
marks:
  early: { on: b, if: { reached: c }, chance: ${given(0.5)} }
  grade: { on: [b, c], shares: { low: ${given(0.5)}, high: rest } }
  after-grade: { on: b, if: { grade: high, site: [middle, right] }, chance: ${given(0.5)} }
  before-late: { on: b, if: { late: yes }, chance: ${given(0.5)} }
  late: { on: b, chance: ${given(0.5)} }
endpoints:
  c: { event: [{ reached: c, if: { grade: low }, cause: low }, { reached: c, if: { grade: high }, cause: high }] }
  low-only: { event: [{ reached: c, if: { grade: low }, cause: low }], censor: c }
subgroups:
  not-low: { if: { not: { grade: low } } }
  unknown: { if: { not: { early: [yes, no] } } }
`;

  it('are recorded once, at the first entry, in file order', () => {
    const record = walk(marked, {
      site: 0.21,
      b: [0.31, 0.29],
      grade: 0.5,
      'after-grade': 0.49,
      late: 0.5,
    });
    expect(record.characteristics).toEqual({ site: 'middle' });
    expect(record.marks).toEqual({
      early: undefined,
      grade: 'high',
      'after-grade': 'yes',
      'before-late': undefined,
      late: 'no',
    });
    expect(entries(record)).toEqual([
      ['a', 0],
      ['b', 1],
      ['a', 1],
      ['b', 2],
      ['c', 2],
    ]);
    expect(record.endpoints.c).toMatchObject({ time: 2, cause: 'high' });
    // the event's condition fails there, so entering the state only censors
    expect(record.endpoints['low-only']).toMatchObject({ time: 2, cause: undefined, censored: true });
    expect(record.subgroups).toEqual({ 'not-low': true, unknown: true });
  });

  it('and an event wins over censoring at the same entry', () => {
    const record = walk(marked, { site: 0.1, b: 0.29, grade: 0.49, late: 0.4 });
    expect(record.characteristics).toEqual({ site: 'left' });
    expect(record.endpoints['low-only']).toMatchObject({ time: 1, cause: 'low', censored: false });
  });
});

describe('what makes no sense for a patient', () => {
  it('is refused: chances above one', () => {
    const scenario = `${head('Too much', 6)}
characteristics: { fit: { chance: ${given(0.5)} } }
start: fork
states:
  fork: { decide: [{ to: a, chance: ${given(0.6)}, chance-ratio: { fit: ${given(2)} } }, { to: b, chance: rest }] }
  a: {}
  b: {}
`;
    expect(() => walk(scenario, { fit: 0.1, fork: 0.5 })).toThrow('a chance becomes 1.2');
    expect(walk(scenario, { fit: 0.9, fork: 0.61 }).decisions).toEqual([{ state: 'fork', to: 'b' }]);
  });

  it('is refused: decisions that go round in circles', () => {
    const scenario = `${head('Circle', 6)}
start: a
states:
  a: { decide: [{ to: b, chance: ${given(1)} }] }
  b: { decide: [{ to: a, chance: ${given(1)} }] }
`;
    expect(() => simulatePatient(readModel(scenario), 3, () => 0.5)).toThrow(
      'patient 3 goes round in circles at 0',
    );
  });
});
