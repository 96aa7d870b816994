/**
 * Hazard ratios by a number of each patient's: every law, on every clock, by `value` and by `per-unit`, with ratios even in
 * their logarithm from 1e-3 to 1e3. Where all patients have one number, they are the patients of the ratio by level; where
 * they differ, survival is that of the mixture.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/estimates/index.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { laws } from '../../src/scenario/distributions/index.ts';
import { patients, tallyOf } from '../engine/simulated.ts';

const known: { cases: { law: string; parameters: Record<string, number> }[] } = JSON.parse(
  readFileSync(new URL('../known/laws.json', import.meta.url), 'utf8'),
);

const PATIENTS = 20_000;
const ROWS_PER_UNIT = 32;
const HORIZON = 64;
const clocks = ['entry', 'start', 'since', 'age'] as const;
type Clock = (typeof clocks)[number];

/** A ratio as a scenario may write it, and the survival of its patients once the law's hazard has risen by `rise`. */
interface Written {
  kind: string;
  /** the number's law */
  number: string;
  ratio: string;
  survival(rise: number): number;
  /** the ratio of all patients, where it is one */
  fixed?: number;
}

const value = (number: number, key = 'value') => `{ ${key}: ${number}, assumption: drawn }`;

/** Numbers from 0 to 1, always the same. */
function uniformsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let x = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
  };
}

const ways: ((next: () => number) => Written)[] = [
  (next) => {
    const r = drawnRatio(next);
    const survival = (rise: number) => Math.exp(-r * rise);
    return { kind: 'value', number: `law: fixed, delay: ${value(r)}`, ratio: 'value', survival, fixed: r };
  },
  (next) => {
    const r = drawnRatio(next);
    const survival = (rise: number) => Math.exp(-r * rise);
    const ratio = `{ per-unit: ${value(r ** (1 / 1.5), 'ratio')}, reference: 36 }`;
    return { kind: 'per-unit', number: `law: fixed, delay: ${value(37.5)}`, ratio, survival, fixed: r };
  },
  (next) => {
    const mean = drawnRatio(next);
    const shape = 20 * 0.0005 ** next();
    const number = `law: gamma, shape: ${value(shape)}, rate: ${value(shape / mean)}`;
    const survival = (rise: number) => (1 + (rise * mean) / shape) ** -shape;
    return { kind: `frailty of shape ${shape}`, number, ratio: 'value', survival };
  },
  (next) => {
    const [from, to] = [Math.log(drawnRatio(next)), Math.log(drawnRatio(next))];
    const number = `law: uniform, min: ${value(20)}, max: ${value(60)}`;
    const perUnit = Math.exp((to - from) / 40);
    const ratio = `{ per-unit: ${value(perUnit, 'ratio')}, reference: ${20 - (from * 40) / (to - from)} }`;
    const survival = (rise: number) =>
      meanOf((share) => Math.exp(-Math.exp(from + share * (to - from)) * rise));
    return { kind: 'per-unit of a uniform number', number, ratio, survival };
  },
];

function drawnRatio(next: () => number): number {
  return 10 ** (6 * next() - 3);
}

/** The mean of a smooth function over [0, 1], by Simpson's rule. */
function meanOf(f: (x: number) => number): number {
  const n = 2000;
  let sum = f(0) + f(1);
  for (let i = 1; i < n; i++) sum += (i % 2 === 1 ? 4 : 2) * f(i / n);
  return sum / (3 * n);
}

/** @param ratio of the transition to d */
function scenarioOf(law: string, clock: Clock, shown: number, number: string, ratio: string): string {
  const isLate = clock === 'start' || clock === 'since';
  const clockText = { entry: 'entry', start: 'start', since: '{ since: w }', age: '{ age: g }' }[clock];
  return [
    'scenario: A ratio',
    `time: { unit: month, origin: start, horizon: ${HORIZON}, rows-per-unit: ${ROWS_PER_UNIT} }`,
    'characteristics:',
    `  x: { chance: ${value(1)} }`,
    `  f: { ${number} }`,
    `  g: { unit: month, law: fixed, delay: ${value(shown)} }`,
    `start: ${isLate ? 'w' : 'a'}`,
    'states:',
    ...(isLate ? [`  w: { transitions: [{ to: a, law: fixed, delay: ${value(shown)} }] }`] : []),
    `  a: { transitions: [{ to: d, name: death, ${law}, clock: ${clockText}, hazard-ratio: ${ratio} }] }`,
    '  d: {}',
    'endpoints: { OS: { event: d } }',
  ].join('\n');
}

/** The share without the event at some times, alike by both engines. */
function simulated(text: string, at: readonly number[], count = PATIENTS): number[] {
  const { plans, errors } = checkScenario(text);
  expect(errors).toEqual([]);
  const plan = Object.values(plans)[0]!;
  const [found, again] = (['typescript', 'wasm'] as const).map((engine) =>
    estimate(
      plan,
      tallyOf(plan, 'ratios', patients(count), { engine }),
      { at, quantiles: [], rmst: [] },
      [],
    ).endpoints.OS!.survival.map(({ value }) => value),
  );
  expect(again).toEqual(found);
  return found!;
}

const cases = known.cases
  .filter(({ law }) => law !== 'fixed')
  .flatMap(({ law, parameters }, i) =>
    clocks.map((clock, j) => ({
      law,
      parameters,
      clock,
      written: ways[(i + j) % 4]!(uniformsOf(4 * i + j)),
    })),
  );

describe('a hazard ratio by number is simulated within four standard errors', () => {
  it.each(cases.map(({ written, ...one }) => ({ ...one, kind: written.kind, written })))(
    '$law $parameters on clock $clock, $kind',
    ({ law: name, parameters, clock, written }) => {
      const d = laws.find((one) => one.name === name)!.make(parameters);
      // on a running clock patients come when three in ten would have had the event
      const shown =
        clock === 'entry'
          ? 0
          : Math.min(32, Math.round(ROWS_PER_UNIT * d.inverseCumulativeHazard(0.36)) / ROWS_PER_UNIT);
      const arrival = clock === 'start' || clock === 'since' ? shown : 0;
      const rise = (t: number) => d.cumulativeHazard(shown + t) - d.cumulativeHazard(shown);
      const rows = Array.from(
        { length: (HORIZON - arrival) * ROWS_PER_UNIT },
        (_, i) => (i + 1) / ROWS_PER_UNIT,
      );
      const times = [0.95, 0.7, 0.3, 0.05].map(
        (share) => rows.find((t) => written.survival(rise(t)) <= share) ?? HORIZON - arrival,
      );
      const at = [...new Set(times)].map((t) => arrival + t);
      const law = [
        `law: ${name}`,
        ...Object.entries(parameters).map(([key, number]) => `${key}: ${value(number)}`),
      ].join(', ');
      const found = simulated(scenarioOf(law, clock, shown, written.number, `{ f: ${written.ratio} }`), at);
      at.forEach((t, k) => {
        const truth = written.survival(rise(t - arrival));
        // a share is never known better than to one patient
        const bound = 4 * Math.sqrt((truth * (1 - truth)) / PATIENTS) + 1 / PATIENTS;
        expect(Math.abs(found[k]! - truth), `at ${t}: ${found[k]}, not ${truth}`).toBeLessThan(bound);
      });
      if (written.fixed === undefined) return;
      const level = `{ x: { ratio: ${written.fixed}, assumption: drawn } }`;
      const same = simulated(scenarioOf(law, clock, shown, written.number, level), at);
      // the same draws: tables may differ by a patient in 10,000
      same.forEach((share, k) => {
        expect(Math.abs(found[k]! - share), `at ${at[k]}`).toBeLessThanOrEqual(2 / PATIENTS);
      });
    },
  );
});

describe('a frailty over many orders of magnitude', () => {
  const death = `law: exponential, rate: ${value(0.1)}`;
  const normal = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  const logNormal = (sdlog: number, rise: number) =>
    18 * meanOf((x) => normal(18 * x - 9) * Math.exp(-rise * Math.exp(Math.min(500, sdlog * (18 * x - 9)))));

  it.each([
    ['gamma, shape 0.01', { shape: 0.01, rate: 0.01 }, (rise: number) => (1 + rise / 0.01) ** -0.01],
    ['gamma, shape 0.001', { shape: 0.001, rate: 0.001 }, (rise: number) => (1 + rise / 0.001) ** -0.001],
    ['log-normal, sdlog 4', { meanlog: 0, sdlog: 4 }, (rise: number) => logNormal(4, rise)],
    ['log-normal, sdlog 200', { meanlog: 0, sdlog: 200 }, (rise: number) => logNormal(200, rise)],
  ])('%s, multiplies hazards on any clock', (name, parameters, survival) => {
    const [law] = name.split(',');
    const number = [
      `law: ${law}`,
      ...Object.entries(parameters).map(([key, n]) => `${key}: ${value(n)}`),
    ].join(', ');
    for (const clock of ['entry', 'since'] as const) {
      const shown = clock === 'entry' ? 0 : 8;
      const text = scenarioOf(death, clock, shown, number, '{ f: value }');
      const found = simulated(text, [shown + 1, shown + 20], 100_000);
      [0.1, 2].forEach((rise, k) => {
        const truth = survival(rise);
        // quadrature of the widest frailty is off by up to 1e-4
        const bound = 4 * Math.sqrt((truth * (1 - truth)) / 100_000) + 1e-4;
        expect(Math.abs(found[k]! - truth), `${found[k]}, not ${truth}`).toBeLessThan(bound);
      });
    }
  });
});

describe('a product of large hazard ratios', () => {
  const numbers = (factors: readonly number[]) =>
    factors.map((factor, i) => `  f${i}: { law: fixed, delay: ${value(factor)} }`);
  const product = (law: string, factors: readonly number[], clock: Clock = 'entry') =>
    scenarioOf(
      law,
      clock,
      0,
      `law: fixed, delay: ${value(1)}`,
      `{ ${factors.map((_, i) => `f${i}: value`).join(', ')} }`,
    )
      .replace(/^ {2}f: .*$/m, numbers(factors).join('\n'))
      .replace(`rows-per-unit: ${ROWS_PER_UNIT}`, 'rows-per-unit: 128');
  const laws = [
    { law: 'weibull', shape: 20, hazard: (t: number) => t ** 20, inverse: (y: number) => y ** (1 / 20) },
    {
      ...{ law: 'log-logistic', shape: 8 },
      hazard: (t: number) => Math.log1p(t ** 8),
      inverse: (y: number) => Math.expm1(y) ** (1 / 8),
    },
  ];
  const cases = laws.flatMap((one) =>
    [
      [1e4, 1e5],
      [1e7, 1e6],
      [1e8, 1e9],
      [1e10, 1e10, 1e12],
    ].flatMap((factors) => (['entry', 'start', 'age'] as const).map((clock) => ({ ...one, factors, clock }))),
  );

  it.each(cases)(
    'of $factors on $law on clock $clock is the product',
    ({ law, shape, hazard, inverse, factors, clock }) => {
      const ratio = factors.reduce((all, one) => all * one, 1);
      const words = `law: ${law}, shape: ${value(shape)}, scale: ${value(1)}`;
      const rows = [0.9, 0.5, 0.1].map((share) => Math.ceil(128 * inverse(-Math.log(share) / ratio)) / 128);
      const at = [...new Set(rows)];
      const found = simulated(product(words, factors, clock), at);
      at.forEach((t, k) => {
        const truth = Math.exp(-ratio * hazard(t));
        const bound = 4 * Math.sqrt((truth * (1 - truth)) / PATIENTS) + 1 / PATIENTS;
        expect(Math.abs(found[k]! - truth), `at ${t}: ${found[k]}, not ${truth}`).toBeLessThan(bound);
      });
    },
  );

  it('beyond all numbers is refused with a place, where it would show', () => {
    const steep = (shape: number) => `law: weibull, shape: ${value(shape)}, scale: ${value(1)}`;
    const factors = [1e60, 1e60];
    const { errors } = checkScenario(product(steep(100), factors));
    expect(errors).toEqual([
      expect.objectContaining({
        line: 10,
        message:
          'weibull cannot be drawn with these numbers: hazard ratios of 1e+100 and more move its first events; choose less extreme ones',
      }),
    ]);
    // everybody dies in the first row
    expect(simulated(product(steep(2), factors), [1 / 128])).toEqual([0]);
  });
});
