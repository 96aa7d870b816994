import type { Flow, FlowState } from '../../../src/page/figures/flow.ts';
import type { ModelDrawing } from '../../../src/page/figures/model.ts';

type Kind = FlowState['kind'];
/** Name of a state, its kind, and its targets with weights. */
type Sketch = [name: string, kind: Kind, ways: Record<string, number>][];

/** A backward arrow, and a state that leads to itself. */
const cycle: Sketch = [
  ['remission', 'start', { relapse: 6, dead: 1 }],
  ['relapse', 'timed', { remission: 4, relapse: 1, refractory: 2, dead: 1 }],
  ['refractory', 'timed', { dead: 1 }],
  ['dead', 'absorbing', {}],
];

/** Two absorbing states that nearly every state leads to, decisions, and branches that meet again. */
const pathway: Sketch = [
  ['neoadjuvant', 'start', { 'progressed-before-meeting': 1, meeting: 10, 'dead-other': 0.1 }],
  ['meeting', 'decision', { local: 8, palliative: 2 }],
  ['progressed-before-meeting', 'decision', { 'local-after-progression': 1, 'progressed-palliative': 1 }],
  ['local', 'timed', { 'local-after-progression': 2, 'end-of-schedule': 12, 'dead-other': 0.1 }],
  ['local-after-progression', 'decision', { continuing: 4, stopping: 1 }],
  ['continuing', 'timed', { dead: 1, 'complete-after-progression': 15, 'dead-other': 0.1 }],
  ['stopping', 'timed', { dead: 1, 'partial-after-progression': 5, 'dead-other': 0.1 }],
  ['end-of-schedule', 'decision', { partial: 4, complete: 6, 'never-taken': 0 }],
  ['partial', 'timed', { 'progressed-after-partial': 5, 'dead-other': 4 }],
  ['complete', 'timed', { 'progressed-after-completion': 5, 'dead-other': 4 }],
  ['never-taken', 'timed', { dead: 1 }],
  ['palliative', 'timed', { 'progressed-palliative': 10, 'dead-other': 1 }],
  ['progressed-palliative', 'timed', { dead: 10, 'dead-other': 0.1 }],
  ['progressed-after-partial', 'timed', { dead: 10, 'dead-other': 0.1 }],
  ['progressed-after-completion', 'timed', { dead: 10, 'dead-other': 0.1 }],
  ['complete-after-progression', 'timed', { dead: 10, 'dead-other': 0.1 }],
  ['partial-after-progression', 'timed', { dead: 10, 'dead-other': 0.1 }],
  ['dead', 'absorbing', {}],
  ['dead-other', 'absorbing', {}],
];

/** Twenty-five states, each with arrows to three later ones and sometimes to an earlier one. */
function tangle(): Sketch {
  const random = randomNumbers(7);
  const name = (i: number) => `state-number-${i}`;
  return Array.from({ length: 25 }, (_, i): Sketch[number] => {
    const ahead = [1, 2, 3].map(() => i + 1 + Math.floor(random() * 5)).filter((to) => to < 25);
    const back = i > 4 && random() < 0.25 ? [Math.floor(random() * i)] : [];
    const kind: Kind = i === 0 ? 'start' : i === 24 ? 'absorbing' : i % 5 === 2 ? 'decision' : 'timed';
    return [
      name(i),
      kind,
      Object.fromEntries(i === 24 ? [] : [...ahead, ...back].map((to) => [name(to), 1 + random()])),
    ];
  });
}

/** Names that break careless code. */
export const hostileNames = [
  '<script>alert(1)</script>',
  `"quoted" & 'single' <b onclick="x">bold</b>`,
  '👩‍👩‍👧‍👦🏳️‍🌈 family & 🧬',
  'مرحلة الورم المتقدمة بعد العلاج',
  `Unbreakable${'Word'.repeat(17)}`,
  'A title of some eighty characters that goes on and on until nobody wants to read',
  '__proto__',
  '\u202ereversed',
  'constructor',
  '病期の進行した状態がとても長い名前',
  ']]>--><svg onload="alert(1)"/>',
  'control\u0007 \ud800 half',
];

function hostile(): Sketch {
  const random = randomNumbers(3);
  const last = hostileNames.length - 1;
  return hostileNames.map((name, i): Sketch[number] => {
    const next = [i + 1, i + 2, last].filter((to) => to <= last && to > i);
    const back = i === 6 ? [0] : i === 9 ? [2, 9] : [];
    const kind: Kind = i === 0 ? 'start' : i === last ? 'absorbing' : i % 4 === 2 ? 'decision' : 'timed';
    // a list of pairs: as a key of an object literal `__proto__` would be lost
    return [
      name,
      kind,
      Object.fromEntries([...next, ...back].map((to) => [hostileNames[to]!, 1 + random()])),
    ];
  });
}

const sketches: Record<string, Sketch> = {
  'a cycle': cycle,
  'a pathway with shared ends': pathway,
  'twenty-five states': tangle(),
  'hostile names': hostile(),
  'one state only': [['everywhere and nowhere', 'start', {}]],
  'no ways': [
    ['here', 'start', {}],
    ['there', 'timed', {}],
    ['elsewhere', 'absorbing', {}],
  ],
  'a fan': [
    ['entry', 'start', Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`law ${i}`, 1]))],
    ...Array.from({ length: 20 }, (_, i): Sketch[number] => [`law ${i}`, 'timed', { event: 1 }]),
    ['event', 'absorbing', {}],
  ],
};

export const caseNames = Object.keys(sketches);

/** Patients who move through the sketch by its weights, with up to 30 moves each. */
export function flowCase(name: string, patients = 2000): Flow {
  const sketch = sketches[name]!;
  const random = randomNumbers(11);
  const entered = new Map<string, number>();
  const atEnd = new Map<string, number>();
  const taken = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let patient = 0; patient < patients; patient++) {
    let [state, kind, ways] = sketch[0]!;
    count(entered, state);
    for (let move = 0; move < 30; move++) {
      const stays = kind === 'timed' && random() < 0.15;
      const to = stays ? undefined : chosen(Object.entries(ways), random());
      if (to === undefined) break;
      count(taken, JSON.stringify([state, to]));
      [state, kind, ways] = sketch.find(([other]) => other === to)!;
      count(entered, state);
    }
    count(atEnd, state);
  }
  return {
    ...{
      id: 'flow',
      title: `Flow: ${name}`,
      caption: 'Simulated patients.',
      n: patients,
      horizon: 120,
      unit: 'month',
    },
    states: sketch.map(([state, kind]) => {
      const counts = { entered: entered.get(state) ?? 0, atEnd: atEnd.get(state) ?? 0 };
      return { name: state, title: state, kind, ...counts };
    }),
    ways: sketch.flatMap(([from, , ways]) =>
      Object.keys(ways).map((to) => ({ from, to, patients: taken.get(JSON.stringify([from, to])) ?? 0 })),
    ),
  };
}

export function modelCase(name: string): ModelDrawing {
  const sketch = sketches[name]!;
  const isHostile = name === 'hostile names';
  return {
    ...{ id: 'model', title: `Model: ${name}`, caption: 'As the scenario has it.' },
    states: sketch.map(([state, kind]) => ({ name: state, title: state, kind })),
    transitions: sketch.flatMap(([from, kind, ways], i) =>
      Object.keys(ways).map((to, j) => ({
        ...{ from, to },
        law: kind === 'decision' ? `chance ${j}` : 'Weibull, shape 1.2, scale 14',
        label: isHostile
          ? hostileNames[(3 * i + j) % hostileNames.length]!
          : kind === 'decision'
            ? '62%'
            : 'at a-timer',
      })),
    ),
  };
}

function chosen(ways: readonly [string, number][], u: number): string | undefined {
  let left = u * ways.reduce((sum, [, weight]) => sum + weight, 0);
  return ways.find(([, weight]) => weight > 0 && (left -= weight) < 0)?.[0];
}

/** A linear congruential generator: the same numbers everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
