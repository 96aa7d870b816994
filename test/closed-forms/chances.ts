import { type ClosedForm, curve, given, head, proportion } from './case.ts';

/** Decisions and marks: products of chances. */

const odds = (p: number, ratio: number) => (p * ratio) / (1 - p + p * ratio);

/** The chance of each branch by performance; half of the patients have each level. */
const cure = (fit: boolean) => (fit ? odds(0.3, 2.5) : 0.3);
const hold = (fit: boolean) => (fit ? 0.4 * 0.5 : 0.4);

const decision: ClosedForm = {
  name: 'decision chances under an odds ratio and a chance ratio',
  scenario: `${head('Decision', 12)}
characteristics: { fit: { chance: ${given(0.5)} } }
start: board
states:
  board:
    decide:
      - { to: curative, chance: ${given(0.3)}, odds-ratio: { fit: ${given(2.5)} } }
      - { to: holding, chance: ${given(0.4)}, chance-ratio: { fit: ${given(0.5)} } }
      - { to: comfort, chance: rest }
  curative: {}
  holding: {}
  comfort: {}
endpoints: { treated: { event: [curative, holding] } }
subgroups: { fit-patients: { if: { fit: yes } }, unfit-patients: { if: { fit: no } } }
proportions:
  curative-in-fit: { if: { reached: curative }, among: { fit: yes } }
  curative-in-unfit: { if: { reached: curative }, among: { fit: no } }
  holding-in-fit: { if: { reached: holding }, among: { fit: yes } }
  holding-in-treated: { if: { reached: holding }, among: { reached: [curative, holding] } }
`,
  checks: [
    proportion('board=curative', (cure(true) + cure(false)) / 2),
    proportion('board=holding', (hold(true) + hold(false)) / 2),
    proportion('board=comfort', 1 - (cure(true) + cure(false) + hold(true) + hold(false)) / 2),
    proportion('curative-in-fit', cure(true)),
    proportion('curative-in-unfit', cure(false)),
    proportion('holding-in-fit', hold(true)),
    proportion(
      'holding-in-treated',
      (hold(true) + hold(false)) / (hold(true) + hold(false) + cure(true) + cure(false)),
    ),
    // decided at time 0, so the curve is level from the start
    curve('survival', 'treated', [0, 12], () => 1 - cure(true) - hold(true), { subgroup: 'fit-patients' }),
    curve('survival', 'treated', [0, 12], () => 1 - cure(false) - hold(false), {
      subgroup: 'unfit-patients',
    }),
  ],
};

/** Marks that depend on other marks and on the branch taken. */
const marks: ClosedForm = {
  name: 'marks by odds ratio, by an earlier mark and by the course so far',
  scenario: `${head('Marks', 12)}
characteristics: { old: { chance: ${given(0.4)} } }
start: operated
states:
  operated:
    transitions:
      - { to: well, law: exponential, rate: ${given(0.3)} }
      - { to: dead, law: exponential, rate: ${given(0.1)} }
  well: { transitions: [{ to: dead, law: exponential, rate: ${given(0.2)} }] }
  dead: {}
marks:
  leak: { on: operated, chance: ${given(0.1)}, odds-ratio: { old: ${given(3)} } }
  grade: { on: operated, if: { leak: yes }, shares: { mild: ${given(0.5)}, severe: ${given(0.3)}, worst: rest } }
  autopsy: { on: dead, if: { not: { reached: well } }, chance: ${given(0.6)} }
  exam: { on: [well, dead], if: { any: [{ grade: [severe, worst] }, { old: yes }] }, chance: ${given(0.7)} }
endpoints:
  OS: { event: dead }
  early: { event: [{ reached: dead, if: { autopsy: [yes, no] }, cause: early }], censor: dead }
subgroups: { leaking: { if: { leak: yes } } }
proportions:
  leak-in-old: { if: { leak: yes }, among: { old: yes } }
  autopsied: { if: { autopsy: [yes, no] } }
  examined: { if: { exam: [yes, no] }, among: { reached: [well, dead] } }
`,
  checks: [
    proportion('leak', 0.4 * odds(0.1, 3) + 0.6 * 0.1),
    proportion('leak-in-old', odds(0.1, 3)),
    proportion('leaking', 0.4 * odds(0.1, 3) + 0.6 * 0.1),
    proportion('grade=mild', 0.5),
    proportion('grade=severe', 0.3),
    proportion('grade=worst', 0.2),
    proportion('autopsy', 0.6),
    // dead before 12 without ever having been well
    proportion('autopsied', (0.1 / 0.4) * (1 - Math.exp(-0.4 * 12))),
    proportion('exam', 0.7),
    proportion('examined', 0.4 + 0.6 * 0.1 * 0.5),
    curve('incidence', 'early', [2, 6, 12], earlyIncidence, { cause: 'early' }),
    curve('survival', 'OS', [2, 6, 12], (t) => operated(t) + well(t)),
  ],
};

function operated(t: number): number {
  return Math.exp(-0.4 * t);
}

function well(t: number): number {
  return (0.3 / 0.2) * (Math.exp(-0.2 * t) - Math.exp(-0.4 * t));
}

/**
 * What Aalen and Johansen estimate when the deaths of patients who were well are censored: the hazard of early death
 * among those alive is h(u) = 0.1 operated(u) / (operated + well)(u), and operated + well is
 * e^(-0.4 u) (1.5 e^(0.2 u) - 0.5), so that h = 0.1 / (1.5 e^(0.2 u) - 0.5), whose integral is elementary.
 */
function earlyIncidence(t: number): number {
  // the integral of 1 / (A e^(k u) - B) is (ln(A e^(k u) - B) - k u) / (k B)
  const antiderivative = (u: number) => (Math.log(1.5 * Math.exp(0.2 * u) - 0.5) - 0.2 * u) / (0.2 * 0.5);
  return 1 - Math.exp(-0.1 * (antiderivative(t) - antiderivative(0)));
}

/** A course of whole cycles: events fall exactly on grid rows, the last one on the horizon. */
const cycles: ClosedForm = {
  name: 'a decision made anew after each cycle of fixed length',
  scenario: `${head('Cycles', 6)}
start: cycle
states:
  cycle: { transitions: [{ to: review, law: fixed, delay: ${given(1)} }] }
  review: { decide: [{ to: cycle, chance: ${given(0.7)} }, { to: stopped, chance: rest }] }
  stopped: {}
endpoints: { on-treatment: { event: stopped } }
proportions:
  stopped-by-1: { if: { reached: stopped, by: 1 } }
  stopped-by-end: { if: { reached: stopped } }
`,
  checks: [
    curve('survival', 'on-treatment', [0.5, 1, 2, 3, 4, 5, 5.5, 6], (t) => 0.7 ** Math.floor(t)),
    curve('occupancy', 'cycle', [0.5, 1, 2, 5.5, 6], (t) => 0.7 ** Math.floor(t)),
    proportion('stopped-by-1', 0.3),
    proportion('stopped-by-end', 1 - 0.7 ** 6),
    // one Bernoulli trial for each visit
    proportion('review=cycle', 0.7),
  ],
};

export const chances: ClosedForm[] = [decision, marks, cycles];
