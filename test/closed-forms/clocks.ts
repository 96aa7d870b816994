import { type ClosedForm, curve, given, head, proportion } from './case.ts';
import { integrate } from './integrate.ts';

/** Clocks and timers. Integrals are good to 1e-10; see integrate.ts. */

const times = [2, 5, 9, 14, 20, 30, 60];

export const weibull = (shape: number, scale: number) => ({
  hazard: (t: number) => (shape / scale) * (t / scale) ** (shape - 1),
  cumulative: (t: number) => (t / scale) ** shape,
});

const [illShape, illScale, healthyShape, healthyScale, deadShape, deadScale] = [0.8, 18, 1.6, 40, 1.4, 12];

/** The share of patients alive and ill at t: they fell ill at u, and have survived since. */
export function illWithWeibulls(t: number, clock: 'start' | 'entry'): number {
  const toIll = weibull(illShape, illScale);
  const toDead = weibull(healthyShape, healthyScale);
  const fromIll = weibull(deadShape, deadScale);
  return integrate(
    (u) => {
      const fallsIll = toIll.hazard(u) * Math.exp(-toIll.cumulative(u) - toDead.cumulative(u));
      const since =
        clock === 'entry' ? fromIll.cumulative(t - u) : fromIll.cumulative(t) - fromIll.cumulative(u);
      return fallsIll * Math.exp(-since);
    },
    0,
    t,
  );
}

function illnessDeath(clock: 'start' | 'entry'): ClosedForm {
  const healthy = (t: number) => Math.exp(-((t / illScale) ** illShape) - (t / healthyScale) ** healthyShape);
  const name = clock === 'entry' ? 'reset at entry' : 'running from the start';
  return {
    name: `illness-death with Weibull hazards, the clock ${name}`,
    scenario: `${head('Weibull illness-death', 60)}
start: healthy
states:
  healthy:
    transitions:
      - { to: ill, law: weibull, shape: ${given(illShape)}, scale: ${given(illScale)} }
      - { to: dead, law: weibull, shape: ${given(healthyShape)}, scale: ${given(healthyScale)} }
  ill:
    transitions: [{ to: dead, law: weibull, shape: ${given(deadShape)}, scale: ${given(deadScale)}, clock: ${clock} }]
  dead: {}
endpoints: { OS: { event: dead }, DFS: { event: [ill, dead] } }
`,
    checks: [
      curve('survival', 'OS', times, (t) => healthy(t) + illWithWeibulls(t, clock)),
      curve('survival', 'DFS', times, healthy),
      curve('occupancy', 'ill', times, (t) => illWithWeibulls(t, clock)),
    ],
  };
}

/** Progression, then death by a clock since progression that is not reset at the end of treatment. */
function since(): ClosedForm {
  const [rate, stop, shape, scale] = [0.1, 0.2, 1.5, 10];
  const dead = weibull(shape, scale);
  const progressed = (t: number, after: (x: number) => number) =>
    integrate((u) => rate * Math.exp(-rate * u) * after(t - u), 0, t);
  return {
    name: 'clock since a named state, undisturbed by a move',
    scenario: `${head('Since', 60)}
start: free
states:
  free: { transitions: [{ to: progressed, law: exponential, rate: ${given(rate)} }] }
  progressed:
    transitions:
      - { to: dead, law: weibull, shape: ${given(shape)}, scale: ${given(scale)} }
      - { to: stopped, law: exponential, rate: ${given(stop)} }
  stopped:
    transitions:
      - { to: dead, law: weibull, shape: ${given(shape)}, scale: ${given(scale)}, clock: { since: progressed } }
  dead: {}
endpoints: { OS: { event: dead } }
`,
    checks: [
      curve('survival', 'OS', times, (t) => {
        return Math.exp(-rate * t) + progressed(t, (x) => Math.exp(-dead.cumulative(x)));
      }),
      curve('occupancy', 'progressed', times, (t) =>
        progressed(t, (x) => Math.exp(-dead.cumulative(x) - stop * x)),
      ),
    ],
  };
}

/** Gompertz by age: ages uniform on [60, 70] years in a scenario of months. */
function age(): ClosedForm {
  const [shape, rate] = [0.008, 0.0001];
  const cumulative = (t: number) => (rate / shape) * Math.expm1(shape * t);
  const alive = (t: number, from: number, to: number) =>
    integrate((a) => Math.exp(cumulative(12 * a) - cumulative(12 * a + t)), from, to) / (to - from);
  return {
    name: 'Gompertz mortality by age',
    scenario: `${head('Age', 60)}
characteristics:
  age: { law: uniform, min: ${given(60)}, max: ${given(70)}, unit: year }
start: alive
states:
  alive: { transitions: [{ to: dead, law: gompertz, shape: ${given(shape)}, rate: ${given(rate)}, clock: { age: age } }] }
  dead: {}
endpoints: { OS: { event: dead } }
subgroups: { over-68: { if: { age: { from: 68 } } }, under-61: { if: { age: { below: 61 } } } }
`,
    checks: [
      curve('survival', 'OS', times, (t) => alive(t, 60, 70)),
      curve('survival', 'OS', times, (t) => alive(t, 68, 70), { subgroup: 'over-68' }),
      curve('survival', 'OS', times, (t) => alive(t, 60, 61), { subgroup: 'under-61' }),
      proportion('over-68', 0.2),
    ],
  };
}

/** A life table from age 60 on, by sex; all patients are 60 and a half. */
function lifeTable(): ClosedForm {
  const q = { male: [0.1, 0.2, 0.3, 0.4], female: [0.05, 0.1, 0.15, 0.2] };
  const alive = (column: number[], t: number) => {
    let survival = 1;
    for (let month = 6; month < 6 + t; month++) {
      survival *= (1 - column[Math.min(Math.floor(month / 12), 3)]!) ** (1 / 12);
    }
    return survival;
  };
  return {
    name: 'life table by sex, entered in mid-year',
    scenario: `${head('Life table', 60)}
characteristics:
  age: { law: fixed, delay: ${given(60.5)}, unit: year }
  sex: { counts: { male: 3, female: 1 }, assumption: closed form }
life-tables:
  table: { first-age: 60, by: sex, probabilities: { male: [${q.male}], female: [${q.female}] }, assumption: closed form }
start: alive
states:
  alive: { transitions: [{ to: dead, law: life-table, table: table, clock: { age: age } }] }
  dead: {}
endpoints: { OS: { event: dead } }
subgroups: { men: { if: { sex: male } }, women: { if: { sex: female } } }
`,
    checks: [
      curve('survival', 'OS', times, (t) => alive(q.male, t), { subgroup: 'men' }),
      curve('survival', 'OS', times, (t) => alive(q.female, t), { subgroup: 'women' }),
      curve('survival', 'OS', times, (t) => 0.75 * alive(q.male, t) + 0.25 * alive(q.female, t)),
      proportion('sex=male', 0.75),
    ],
  };
}

/** The later of an exponential time and a timer; a timer after another; a hazard measured from the start. */
function timers(): ClosedForm {
  const [rate, shape, scale] = [0.15, 1.5, 20];
  const clamp = (x: number) => Math.min(Math.max(x, 0), 1);
  const visit = (t: number) => clamp((t - 2) / 10);
  // 4 after the visit, plus an exponential time
  const review = (t: number) =>
    integrate((v) => 0.1 * (1 - Math.exp(-0.5 * (t - 4 - v))), 2, Math.min(12, t - 4));
  return {
    name: 'timers: the later of two times, one after another, and a clock from the start',
    scenario: `${head('Timers', 60)}
timers:
  visit: { law: uniform, min: ${given(2)}, max: ${given(12)} }
  booked: { after: visit, law: fixed, delay: ${given(4)} }
  review: { after: booked, law: exponential, rate: ${given(0.5)} }
  half-year: { law: fixed, delay: ${given(6)} }
start: waiting
states:
  waiting: { transitions: [{ to: ready, law: exponential, rate: ${given(rate)} }] }
  ready: { transitions: [{ to: seen, at: visit }] }
  seen: { transitions: [{ to: reviewed, at: review }] }
  reviewed: {}
endpoints: { seen: { event: seen } }
proportions:
  ready-before-visit: { if: { reached: ready, by: visit } }
  reviewed-by-20: { if: { reached: reviewed, by: 20 } }
strategies:
  waiting: {}
  running:
    states:
      waiting: { transitions: [{ to: ready, at: half-year }] }
      ready: { transitions: [{ to: seen, law: weibull, shape: ${given(shape)}, scale: ${given(scale)}, clock: start }] }
      seen: {}
`,
    checks: [
      curve('survival', 'seen', times, (t) => 1 - (1 - Math.exp(-rate * t)) * visit(t)),
      proportion(
        'ready-before-visit',
        integrate((v) => 0.1 * (1 - Math.exp(-rate * v)), 2, 12),
      ),
      // both ready and the review must be past; they are independent
      proportion('reviewed-by-20', (1 - Math.exp(-rate * 20)) * review(20)),
    ],
  };
}

function running(): ClosedForm {
  const { scenario } = timers();
  const s = weibull(1.5, 20);
  return {
    name: 'a clock from the start, entered at a timer',
    scenario,
    strategy: 'running',
    checks: [
      curve('survival', 'seen', times, (t) => Math.exp(s.cumulative(6) - s.cumulative(Math.max(t, 6)))),
      curve('occupancy', 'waiting', [5, 6, 7], (t) => (t < 6 ? 1 : 0)),
    ],
  };
}

export const clocks: ClosedForm[] = [
  illnessDeath('entry'),
  illnessDeath('start'),
  since(),
  age(),
  lifeTable(),
  timers(),
  running(),
];
