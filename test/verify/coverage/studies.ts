import { kaplanMeier, lifeTable, survivalAt } from '../../../src/index.ts';
import { Z_95 } from '../../../src/math/normal.ts';
import { checkScenario } from '../../../src/scenario/check.ts';
import type { Scenario } from '../../../src/scenario/schema/index.ts';
import type { RawParameter } from '../../../src/scenario/schema/quantity.ts';
import { bootstrapCurve, curvePatients } from '../../../src/uncertainty/curve.ts';
import { parameterDraws } from '../../../src/uncertainty/draw.ts';
import { type EvenNumbers, evenNumbers } from '../../../src/uncertainty/even.ts';
import { uncertaintyOf } from '../../../src/uncertainty/items.ts';
import { intervalOf } from '../../../src/uncertainty/law.ts';
import { rules } from '../../../src/uncertainty/rules/index.ts';

/** Studies of known parameters: whether the 95% interval that a rule gives to a study's evidence holds the truth. */
export interface StudyKind {
  name: string;
  /** @param even numbers of this study alone */
  isHeld(even: (i: number) => number, study: number): boolean;
}

const holds = ([lower, upper]: readonly [number, number], truth: number) => lower <= truth && truth <= upper;

function heldBy(figure: Partial<RawParameter>, truth: number): boolean {
  const rule = rules.find((one) => one.lawOf(figure as RawParameter, 'positive'))!;
  return holds(intervalOf(rule.lawOf(figure as RawParameter, 'positive')!), truth);
}

/** Exponential times of patients first .. first + count - 1. */
const times = (even: (i: number) => number, first: number, count: number, rate: number) =>
  Array.from({ length: count }, (_, i) => -Math.log(even(first + i)) / rate);

const counts: StudyKind = {
  name: 'counts, 60 of 200 expected',
  isHeld(even) {
    const events = Array.from({ length: 200 }, (_, i) => Number(even(i) < 0.3)).reduce((a, b) => a + b);
    return heldBy({ events, of: 200 }, 0.3);
  },
};

const exposure: StudyKind = {
  name: 'events in a time at risk, 40 expected',
  isHeld(even) {
    let events = 0;
    for (let time = -Math.log(even(0)) / 0.05; time < 800; events++)
      time -= Math.log(even(events + 1)) / 0.05;
    return heldBy({ events, exposure: 800 }, 0.05);
  },
};

const ratio: StudyKind = {
  name: 'ratio of rates with its interval, 150 events an arm',
  isHeld(even) {
    const sum = (values: number[]) => values.reduce((a, b) => a + b);
    const estimate = sum(times(even, 0, 150, 0.1)) / sum(times(even, 150, 150, 0.08));
    const reach = Z_95 * Math.sqrt(2 / 150);
    const interval: [number, number] = [estimate * Math.exp(-reach), estimate * Math.exp(reach)];
    return heldBy({ ratio: estimate, interval }, 0.8);
  },
};

/** Draws whose quantiles are an interval. */
const DRAWS = 300;

function intervalOfDraws(values: number[]): [number, number] {
  values.sort((a, b) => a - b);
  const at = (p: number) => {
    const place = (values.length - 1) * p;
    const below = Math.floor(place);
    return values[below]! + (place - below) * (values[below + 1]! - values[below]!);
  };
  return [at(0.025), at(0.975)];
}

const curve: StudyKind = {
  name: 'a published curve of 150 patients, survival at 12',
  isHeld(even, study) {
    const event = times(even, 0, 150, 0.05);
    const loss = Array.from({ length: 150 }, (_, i) => 6 + 24 * even(150 + i));
    const patients = {
      times: Float64Array.from(event, (time, i) => Math.min(time, loss[i]!)),
      statuses: Uint8Array.from(event, (time, i) => Number(time <= loss[i]!)),
    };
    const estimate = kaplanMeier(lifeTable(patients));
    const shown = [3, 6, 9, 12, 18, 24];
    const found = curvePatients({
      points: [[0, 1], ...shown.map((time): [number, number] => [time, survivalAt(estimate, time).value])],
      'at-risk': [0, 6, 12, 18].map((time): [number, number] => [
        time,
        patients.times.filter((one) => one >= time).length,
      ]),
    })!;
    const own = evenNumbers('coverage')(`curve ${study}`);
    const draws = Array.from({ length: DRAWS }, (_, d) => bootstrapCurve(found, (i) => own(d, i))[4]![1]);
    return holds(intervalOfDraws(draws), Math.exp(-0.05 * 12));
  },
};

const SHAPE = 1.4;
const SCALE = 20;
const fitted = scenarioOf();

const covariance: StudyKind = {
  name: 'a Weibull law fitted to 100 patients with its covariance, its median',
  isHeld(even, study) {
    const logs = Array.from(
      { length: 100 },
      (_, i) => Math.log(SCALE) + Math.log(-Math.log(even(i))) / SHAPE,
    );
    const { shape, scale, matrix } = fitWeibull(logs);
    const scenario: Scenario = {
      ...fitted,
      parameters: {
        shape: { value: shape, from: 'paper' },
        scale: { value: scale, from: 'paper' },
      },
      fits: { law: { parameters: ['shape', 'scale'], scale: 'log', covariance: matrix, from: 'paper' } },
    };
    const draws = parameterDraws(scenario, uncertaintyOf(scenario, ['reference']), `coverage ${study}`);
    const medians = Array.from({ length: DRAWS }, (_, d) => {
      const [k, s] = draws.valuesOf(d) as [number, number];
      return s * Math.LN2 ** (1 / k);
    });
    return holds(intervalOfDraws(medians), SCALE * Math.LN2 ** (1 / SHAPE));
  },
};

/** Every way in which evidence becomes an interval that can be tried. */
export const kinds: readonly StudyKind[] = [counts, ratio, exposure, curve, covariance];

/** In how many of so many studies the interval holds the truth. */
export function coverageOf(
  kind: StudyKind,
  studies: number,
  evens: EvenNumbers = evenNumbers('studies'),
): number {
  const even = evens(kind.name);
  let held = 0;
  for (let study = 0; study < studies; study++) if (kind.isHeld((i) => even(study, i), study)) held++;
  return held;
}

function scenarioOf(): Scenario {
  return checkScenario(`scenario: A fitted law
time: { unit: month, origin: entry, horizon: 60 }
evidence: { paper: { cite: "Someone, 2020" } }
parameters: { shape: { value: 1, from: paper }, scale: { value: 1, from: paper } }
start: alive
states: { alive: { transitions: [{ to: dead, law: weibull, shape: shape, scale: scale }] }, dead: {} }
endpoints: { OS: { event: dead } }
`).scenario!;
}

/** Maximum likelihood of complete times on the scale of log shape and log scale, by Newton's method; as flexsurv reports it. */
function fitWeibull(logs: readonly number[]): { shape: number; scale: number; matrix: number[][] } {
  let [a, b] = [0, logs.reduce((sum, u) => sum + u, 0) / logs.length + 0.5];
  for (let step = 0; ; step++) {
    const k = Math.exp(a);
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
    for (const u of logs) {
      const z = k * (u - b);
      const w = Math.exp(z);
      ga += 1 + z * (1 - w);
      gb -= k * (1 - w);
      haa += z * (1 - w) - z * z * w;
      hab += -k * (1 - w) + k * z * w;
      hbb -= k * k * w;
    }
    const determinant = haa * hbb - hab * hab;
    const [da, db] = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
    if (Math.abs(da) + Math.abs(db) < 1e-10 || step === 100)
      return {
        shape: k,
        scale: Math.exp(b),
        matrix: [
          [-hbb / determinant, hab / determinant],
          [hab / determinant, -haa / determinant],
        ],
      };
    const damp = Math.min(1, 0.5 / Math.max(Math.abs(da), Math.abs(db)));
    a -= damp * da;
    b -= damp * db;
  }
}
