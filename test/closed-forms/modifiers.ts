import { type ClosedForm, curve, given, head, proportion } from './case.ts';
import { integrate } from './integrate.ts';

/** Hazard ratios, time ratios, cure fractions and frailties. */

const times = [1, 3, 6, 12, 24, 48];

/** A scenario in which `waits` has one law, with modifiers. */
const single = (title: string, before: string, transition: string, after = ''): string =>
  `${head(title, 48)}${before}
start: waits
states:
  waits: { transitions: [{ to: event, ${transition} }] }
  event: {}
endpoints: { event: { event: event } }
${after}`;

const law = (shape: number, scale: number) => `law: weibull, shape: ${given(shape)}, scale: ${given(scale)}`;
const weibull = (t: number, shape: number, scale: number) => Math.exp(-((t / scale) ** shape));

/** All three modifiers at once: S = (c + (1 - c) S0(t / a))^h. */
function cure(): ClosedForm {
  const [shape, scale, cured, ratio, accelerated] = [1.3, 9, 0.4, 0.5, 1.6];
  const alive = (t: number, h: number, a: number) =>
    (cured + (1 - cured) * weibull(t / a, shape, scale)) ** h;
  const subgroups = [
    ['neither', 1, 1],
    ['treated-only', ratio, 1],
    ['slow-only', 1, accelerated],
    ['both', ratio, accelerated],
  ] as const;
  const shares = [0.5 * 0.7, 0.5 * 0.7, 0.5 * 0.3, 0.5 * 0.3];
  return {
    name: 'time ratio, then cure fraction, then hazard ratio',
    scenario: single(
      'Cure',
      `characteristics: { treated: { chance: ${given(0.5)} }, slow: { chance: ${given(0.3)} } }`,
      `${law(shape, scale)}, cure: ${given(cured)},
      hazard-ratio: { treated: ${given(ratio)} }, time-ratio: { slow: ${given(accelerated)} }`,
      `subgroups:
  neither: { if: { treated: no, slow: no } }
  treated-only: { if: { treated: yes, slow: no } }
  slow-only: { if: { treated: no, slow: yes } }
  both: { if: { treated: yes, slow: yes } }
`,
    ),
    checks: [
      ...subgroups.map(([subgroup, h, a]) =>
        curve('survival', 'event', times, (t) => alive(t, h, a), { subgroup }),
      ),
      curve('survival', 'event', times, (t) =>
        subgroups.reduce((sum, [, h, a], i) => sum + shares[i]! * alive(t, h, a), 0),
      ),
      proportion('treated', 0.5),
      proportion('slow', 0.3),
    ],
  };
}

/** Gamma frailty of mean 1: the marginal survival is (1 + H / k)^-k. Source: Vaupel, Manton & Stallard (1979). */
const frailty = (k: number) =>
  `characteristics: { frailty: { latent: true, law: gamma, shape: ${given(k)}, rate: ${given(k)} } }`;
const frail = (h: number, k: number) => (1 + h / k) ** -k;

const frailties: ClosedForm[] = [
  {
    name: 'gamma frailty on a constant hazard',
    scenario: single(
      'Frailty',
      frailty(2),
      `law: exponential, rate: ${given(0.1)}, hazard-ratio: { frailty: value }`,
      'subgroups: { robust: { if: { frailty: { below: 0.5 } } } }\n',
    ),
    checks: [
      curve('survival', 'event', times, (t) => frail(0.1 * t, 2)),
      // frailty below 1/2: its density is 4 z e^(-2 z)
      curve('survival', 'event', times, (t) => gamma2(0.5, 2 + 0.1 * t) / gamma2(0.5, 2), {
        subgroup: 'robust',
      }),
      proportion('robust', 4 * gamma2(0.5, 2)),
    ],
  },
  {
    name: 'gamma frailty on a cured Weibull',
    scenario: single(
      'Frail and cured',
      frailty(1.5),
      `${law(1.4, 8)}, cure: ${given(0.3)}, hazard-ratio: { frailty: value }`,
    ),
    checks: [curve('survival', 'event', times, (t) => frail(-Math.log(0.3 + 0.7 * weibull(t, 1.4, 8)), 1.5))],
  },
  {
    name: 'gamma frailty on a clock from the start, entered late',
    scenario: `${head('Frail and late', 48)}${frailty(2)}
timers: { half-year: { law: fixed, delay: ${given(6)} } }
start: before
states:
  before: { transitions: [{ to: waits, at: half-year }] }
  waits: { transitions: [{ to: event, ${law(1.4, 15)}, clock: start, hazard-ratio: { frailty: value } }] }
  event: {}
endpoints: { event: { event: event } }
`,
    checks: [
      curve('survival', 'event', times, (t) => frail((Math.max(t, 6) / 15) ** 1.4 - (6 / 15) ** 1.4, 2)),
    ],
  },
];

/** The integral of z e^(-b z) from 0 to x. */
function gamma2(x: number, b: number): number {
  return (1 - Math.exp(-b * x) * (1 + b * x)) / (b * b);
}

/** Numeric characteristics uniform on an interval. */
const numeric: ClosedForm[] = [
  {
    name: 'hazard ratio per unit of a characteristic',
    scenario: single(
      'Per unit',
      `characteristics: { x: { law: uniform, min: ${given(0)}, max: ${given(4)} } }`,
      `${law(1.2, 12)}, hazard-ratio: { x: { per-unit: ${given(1.8)}, reference: 2 } }`,
    ),
    checks: [
      curve('survival', 'event', times, (t) => {
        return integrate((x) => Math.exp(-((t / 12) ** 1.2) * 1.8 ** (x - 2)), 0, 4) / 4;
      }),
    ],
  },
  {
    name: 'a time multiplied by a characteristic',
    scenario: single(
      'Accelerated',
      `characteristics: { x: { law: uniform, min: ${given(0.5)}, max: ${given(2)} } }`,
      `law: log-logistic, shape: ${given(2)}, scale: ${given(7)}, time-ratio: { x: value }`,
    ),
    checks: [
      curve('survival', 'event', times, (t) => {
        return integrate((x) => 1 / (1 + (t / (7 * x)) ** 2), 0.5, 2) / 1.5;
      }),
    ],
  },
];

/**
 * A Gompertz law with negative shape has survival exp(-rate / |shape|) in the limit; a hazard ratio raises it to a
 * power.
 */
const dyingAway: ClosedForm = {
  name: 'Gompertz law that dies away, under a hazard ratio by level',
  scenario: single(
    'Dying away',
    'characteristics: { site: { counts: { upper: 30, middle: 50, lower: 20 }, assumption: closed form } }',
    `law: gompertz, shape: ${given(-0.1)}, rate: ${given(0.08)},
      hazard-ratio: { site: { upper: ${given(2)}, lower: ${given(0.25)} } }`,
    'subgroups: { upper: { if: { site: upper } }, others: { if: { site: [middle, lower] } } }\n',
  ),
  checks: [
    curve('survival', 'event', times, (t) => gompertz(t, 2), { subgroup: 'upper' }),
    curve('survival', 'event', times, (t) => (5 * gompertz(t, 1) + 2 * gompertz(t, 0.25)) / 7, {
      subgroup: 'others',
    }),
    proportion('site=upper', 0.3),
    proportion('site=middle', 0.5),
    proportion('site=lower', 0.2),
  ],
};

function gompertz(t: number, ratio: number): number {
  return Math.exp(((0.08 * ratio) / 0.1) * Math.expm1(-0.1 * t));
}

/** A modifier for states passed, and one for a mark that only some patients have. */
const passed: ClosedForm = {
  name: 'hazard ratios by a state passed and by a mark',
  scenario: `${head('Passed', 48)}
start: fork
states:
  fork: { decide: [{ to: detour, chance: ${given(0.4)} }, { to: waits, chance: rest }] }
  detour: { decide: [{ to: waits, chance: ${given(1)} }] }
  waits:
    transitions:
      - { to: event, law: exponential, rate: ${given(0.05)}, hazard-ratio: { detour: ${given(3)}, scar: ${given(0.5)} } }
  event: {}
marks: { scar: { on: detour, chance: ${given(0.25)} } }
endpoints: { event: { event: event } }
subgroups:
  direct: { if: { not: { reached: detour } } }
  scarred: { if: { scar: yes } }
  unscarred: { if: { scar: no } }
`,
  checks: [
    curve('survival', 'event', times, (t) => Math.exp(-0.05 * t), { subgroup: 'direct' }),
    curve('survival', 'event', times, (t) => Math.exp(-0.05 * 3 * 0.5 * t), { subgroup: 'scarred' }),
    curve('survival', 'event', times, (t) => Math.exp(-0.05 * 3 * t), { subgroup: 'unscarred' }),
    proportion('scar', 0.25),
    proportion('scarred', 0.4 * 0.25),
    proportion('unscarred', 0.4 * 0.75),
    proportion('fork=detour', 0.4),
  ],
};

export const modifiers: ClosedForm[] = [cure(), ...frailties, ...numeric, dyingAway, passed];
