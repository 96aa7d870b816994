import { type ClosedForm, curve, given, head, meanTime, proportion } from './case.ts';
import { integrate } from './integrate.ts';
import { generator, type Matrix, matrixExponential } from './matrix-exponential.ts';

/** A four-state Markov chain with recovery: the shares in the states are the matrix exponential of its rates. */

export const states = ['well', 'mild', 'severe', 'dead'];
export const rates: Matrix = [
  [0, 0.12, 0, 0.004],
  [0.2, 0, 0.08, 0.01],
  [0, 0.06, 0, 0.09],
  [0, 0, 0, 0],
];
export const times = [1, 3, 6, 12, 24, 60];

const q = generator(rates);
const share = (t: number, state: number): number => matrixExponential(q, t)[0]![state]!;

// first passage: the state reached is made absorbing
const stopping = (...absorbing: number[]) => {
  const stopped = generator(rates.map((row, i) => (absorbing.includes(i) ? [0, 0, 0, 0] : row)));
  return (t: number, state: number) => matrixExponential(stopped, t)[0]![state]!;
};
const untilSevere = stopping(2);

// the hazard of severe disease among those not yet severe and alive; deaths censor
const netSevere = (t: number) =>
  Math.exp(
    -integrate((u) => (rates[1]![2]! * untilSevere(u, 1)) / (untilSevere(u, 0) + untilSevere(u, 1)), 0, t),
  );

const transitions = (from: number) =>
  rates[from]!.flatMap((rate, to) =>
    rate > 0 ? [`      - { to: ${states[to]}, law: exponential, rate: ${given(rate)} }`] : [],
  ).join('\n');

export const markov: ClosedForm[] = [
  {
    name: 'four-state Markov chain with recovery',
    scenario: `${head('Markov chain', 60)}
start: well
groups: { ill: [mild, severe] }
states:
  well:
    transitions:
${transitions(0)}
  mild:
    transitions:
${transitions(1)}
  severe:
    transitions:
${transitions(2)}
  dead: {}
endpoints:
  OS: { event: dead }
  severe-free: { event: [severe, dead] }
  severe-net: { event: severe, censor: dead }
proportions:
  severe-by-12: { if: { reached: severe, by: 12 } }
  never-ill: { if: { not: { reached: ill } } }
`,
    checks: [
      ...states.map((state, i) => curve('occupancy', state, times, (t) => share(t, i))),
      curve('survival', 'OS', times, (t) => 1 - share(t, 3)),
      curve('survival', 'severe-free', times, (t) => untilSevere(t, 0) + untilSevere(t, 1)),
      curve('incidence', 'severe-free', times, (t) => untilSevere(t, 2), { cause: 'severe' }),
      curve('survival', 'severe-net', times, netSevere),
      proportion('severe-by-12', untilSevere(12, 2)),
      proportion('never-ill', 1 - (0.12 / 0.124) * (1 - Math.exp(-0.124 * 60))),
      ...states.map((state, i) =>
        meanTime(
          state,
          integrate((t) => share(t, i), 0, 60),
        ),
      ),
    ],
  },
];
