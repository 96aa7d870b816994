import { type ClosedForm, curve, given, head, meanTime, proportion } from './case.ts';

/** Laws given by points or pieces: exact at their kinks. */

const points = [
  [0, 1],
  [3, 0.9],
  [6, 0.75],
  [12, 0.5],
  [24, 0.45],
] as const;
const pointTimes = [3, 6, 12, 24, 36];

/** S at the points; half-way between two points it is their geometric mean. */
const at = (t: number) => points.find(([time]) => time === t)?.[1] ?? 0.45;

const digitised: ClosedForm = {
  name: 'digitised curve with a hazard ratio, a cure and an end',
  scenario: `${head('Digitised', 36)}
characteristics: { treated: { chance: ${given(0.5)} } }
curves:
  published: { points: [${points.map(([t, s]) => `[${t}, ${s}]`).join(', ')}], after-last: never, assumption: closed form }
start: fork
states:
  fork: { decide: [{ to: plain, chance: ${given(0.5)} }, { to: mixed, chance: rest }] }
  plain: { transitions: [{ to: event, law: empirical, curve: published, hazard-ratio: { treated: ${given(0.6)} } }] }
  mixed: { transitions: [{ to: event, law: empirical, curve: published, cure: ${given(0.2)} }] }
  event: {}
endpoints: { event: { event: event } }
subgroups:
  plain-untreated: { if: { reached: plain, treated: no } }
  plain-treated: { if: { reached: plain, treated: yes } }
  with-cure: { if: { reached: mixed } }
`,
  checks: [
    curve('survival', 'event', pointTimes, at, { subgroup: 'plain-untreated' }),
    curve('survival', 'event', [4.5, 9], (t) => Math.sqrt(t === 9 ? 0.75 * 0.5 : 0.9 * 0.75), {
      subgroup: 'plain-untreated',
    }),
    curve('survival', 'event', pointTimes, (t) => at(t) ** 0.6, { subgroup: 'plain-treated' }),
    curve('survival', 'event', pointTimes, (t) => 0.2 + 0.8 * at(t), { subgroup: 'with-cure' }),
    proportion('fork=plain', 0.5),
  ],
};

/** A constant hazard to survival 0.5 at 5, and a straight line to 0 at 10. */
const toZero = (t: number) => (t <= 5 ? 0.5 ** (t / 5) : 0.1 * Math.max(0, 10 - t));
const toZeroTimes = [2.5, 5, 6, 7.5, 9, 9.75, 10, 12];

const endingAtZero: ClosedForm = {
  name: 'digitised curve that ends at survival 0, with a hazard ratio, a cure, and on a running clock',
  scenario: `${head('Digitised to the end', 20)}
curves: { whole: { points: [[0, 1], [5, 0.5], [10, 0]], after-last: never, assumption: closed form } }
characteristics: { treated: { chance: ${given(1)} } }
timers: { sixth: { law: fixed, delay: ${given(6)} } }
start: fork
states:
  fork:
    decide:
      - { to: plain, chance: ${given(0.25)} }
      - { to: slower, chance: ${given(0.25)} }
      - { to: mixed, chance: ${given(0.25)} }
      - { to: before, chance: rest }
  plain: { transitions: [{ to: event, law: empirical, curve: whole }] }
  slower: { transitions: [{ to: event, law: empirical, curve: whole, hazard-ratio: { treated: ${given(0.6)} } }] }
  mixed: { transitions: [{ to: event, law: empirical, curve: whole, cure: ${given(0.2)} }] }
  before: { transitions: [{ to: late, at: sixth }] }
  late: { transitions: [{ to: event, law: empirical, curve: whole, clock: start }] }
  event: {}
endpoints: { event: { event: event } }
subgroups:
  plain: { if: { reached: plain } }
  slower: { if: { reached: slower } }
  with-cure: { if: { reached: mixed } }
  late: { if: { reached: late } }
`,
  checks: [
    curve('survival', 'event', toZeroTimes, toZero, { subgroup: 'plain' }),
    curve('survival', 'event', toZeroTimes, (t) => toZero(t) ** 0.6, { subgroup: 'slower' }),
    curve('survival', 'event', toZeroTimes, (t) => 0.2 + 0.8 * toZero(t), { subgroup: 'with-cure' }),
    // for patients who enter at 6, survival falls in a straight line over 4
    curve('survival', 'event', toZeroTimes, (t) => toZero(Math.max(t, 6)) / toZero(6), { subgroup: 'late' }),
    meanTime('plain', 0.25 * (2.5 / Math.LN2 + 1.25)),
    meanTime('late', 0.25 * 2),
  ],
};

/** Hazard 0.1 to 4, none to 8, 0.05 after. */
const hazard = (t: number) => 0.1 * Math.min(t, 4) + 0.05 * Math.max(t - 8, 0);
const piecewiseTimes = [2, 4, 6, 8, 10, 30];

const piecewise: ClosedForm = {
  name: 'piecewise exponential, from entry and from the start, under a frailty',
  scenario: `${head('Piecewise', 36)}
characteristics: { frailty: { law: gamma, shape: ${given(2)}, rate: ${given(2)} } }
timers: { third: { law: fixed, delay: ${given(3)} } }
start: fork
states:
  fork: { decide: [{ to: entry, chance: ${given(0.4)} }, { to: before, chance: ${given(0.3)} }, { to: frail, chance: rest }] }
  entry:
    transitions:
      - { to: event, law: piecewise-exponential, breaks: [0, 4, 8], rates: [${[0.1, 0, 0.05].map(given)}] }
  before: { transitions: [{ to: late, at: third }] }
  late:
    transitions:
      - { to: event, law: piecewise-exponential, breaks: [0, 4, 8], rates: [${[0.1, 0, 0.05].map(given)}], clock: start }
  frail:
    transitions:
      - to: event
        law: piecewise-exponential
        breaks: [0, 4, 8]
        rates: [${[0.1, 0, 0.05].map(given)}]
        hazard-ratio: { frailty: value }
  event: {}
endpoints: { event: { event: event } }
subgroups: { at-entry: { if: { reached: entry } }, waited: { if: { reached: before } }, with-frailty: { if: { reached: frail } } }
`,
  checks: [
    curve('survival', 'event', piecewiseTimes, (t) => Math.exp(-hazard(t)), { subgroup: 'at-entry' }),
    curve('survival', 'event', piecewiseTimes, (t) => Math.exp(hazard(3) - hazard(Math.max(t, 3))), {
      subgroup: 'waited',
    }),
    curve('survival', 'event', piecewiseTimes, (t) => (1 + hazard(t) / 2) ** -2, {
      subgroup: 'with-frailty',
    }),
  ],
};

export const curves: ClosedForm[] = [digitised, endingAtZero, piecewise];
