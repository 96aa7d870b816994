/** Arms take every law of scenarios, in their words: patients have its times. */
import { describe, expect, it } from 'vitest';
import { singleArmTest } from '../../../src/formulas/single-arm-binomial.ts';
import { createEngine } from '../../../src/kernel/engine.ts';
import { machineOf } from '../../../src/kernel/primitives/index.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { streamKeys } from '../../../src/run/keys.ts';
import { columnsOf } from '../../../src/trial/arms/index.ts';
import type { ClosedForm } from '../../../src/trial/expected/closed-form.ts';
import { closedFormOf } from '../../../src/trial/expected/index.ts';
import { readTrial } from '../../../src/trial/language/read.ts';
import { resolveTrial } from '../../../src/trial/language/resolve.ts';
import { statisticOf } from '../../../src/trial/replicate/statistics/index.ts';
import { simulateTrial } from '../../../src/trial/simulate.ts';

const PATIENTS = 20_000;

const text = (control: string, treatment: string, more = 'analyses: [{ time: 40 }]') => `
trial: Laws
unit: month
arms:
  control: { ${control} }
  treatment: { ${treatment} }
patients: 300
accrual: { duration: 12 }
test: log-rank
${more}
curves: { published: { points: [[0, 1], [6, 0.8], [24, 0.5]], after-last: never, assumption: test } }
life-tables: { women: { first-age: 0, probabilities: [0.2, 0.3, 0.4], assumption: test } }
`;

function designOf(file: string) {
  const { trial, problems } = readTrial(file);
  expect(problems).toEqual([]);
  const resolved = resolveTrial(trial!);
  expect(resolved.problems).toEqual([]);
  return resolved.design!;
}

/** Shares of the patients of both arms without the event, or not lost, at these times. */
function survival(file: string, times: readonly number[], of: 'event' | 'dropout' = 'event'): number[][] {
  return columnsOf(designOf(file).arms).map(({ graph, [of]: columns }) => {
    const keys = streamKeys('laws', graph.streams);
    const { outcomes } = createEngine(graph, machineOf('typescript')).run(keys, 0, PATIENTS);
    const found = outcomes![columns[0]!]!;
    return times.map((at) => found.filter((time) => time > at).length / PATIENTS);
  });
}

const { exp, log, PI } = Math;
/** Integral of a density from 0, by Simpson's rule. */
function integral(density: (t: number) => number, to: number): number {
  const n = 4000;
  const h = to / n;
  let sum = density(1e-12) + density(to);
  for (let i = 1; i < n; i++) sum += (i % 2 === 1 ? 4 : 2) * density(i * h);
  return (sum * h) / 3;
}

const logNormal = (t: number) => exp(-((log(t) - 3) ** 2) / (2 * 0.64)) / (t * 0.8 * (2 * PI) ** 0.5);
const gammaOfTwo = (t: number) => 0.01 * t * exp(-0.1 * t);
const cases: [string, (t: number) => number][] = [
  ['law: exponential, rate: 0.05', (t) => exp(-0.05 * t)],
  ['law: weibull, shape: 1.4, scale: 18', (t) => exp(-((t / 18) ** 1.4))],
  ['law: gompertz, shape: 0.05, rate: 0.02', (t) => exp((-0.02 / 0.05) * (exp(0.05 * t) - 1))],
  ['law: gompertz, shape: -0.05, rate: 0.05', (t) => exp((0.05 / 0.05) * (exp(-0.05 * t) - 1))],
  ['law: log-normal, meanlog: 3, sdlog: 0.8', (t) => 1 - integral(logNormal, t)],
  ['law: log-logistic, shape: 2, scale: 20', (t) => 1 / (1 + (t / 20) ** 2)],
  ['law: gamma, shape: 2, rate: 0.1', (t) => 1 - integral(gammaOfTwo, t)],
  // Q 1 is Weibull with shape 1 / sigma
  ['law: generalized-gamma, mu: 3, sigma: 0.5, Q: 1', (t) => exp(-((t / exp(3)) ** 2))],
  ['law: triangular, min: 0, mode: 20, max: 40', (t) => (t < 20 ? 1 - t ** 2 / 800 : (40 - t) ** 2 / 800)],
  ['law: uniform, min: 2, max: 50', (t) => 1 - Math.max(0, t - 2) / 48],
  ['law: fixed, delay: 12', (t) => (t < 12 ? 1 : 0)],
  [
    'law: piecewise-exponential, breaks: [0, 6], rates: [0.1, 0.02]',
    (t) => exp(-0.1 * Math.min(t, 6) - 0.02 * Math.max(0, t - 6)),
  ],
  [
    'law: empirical, curve: published',
    (t) => (t < 6 ? 0.8 ** (t / 6) : 0.8 * (0.5 / 0.8) ** ((Math.min(t, 24) - 6) / 18)),
  ],
  [
    'law: life-table, table: women',
    (t) => (t < 12 ? 0.8 ** (t / 12) : t < 24 ? 0.8 * 0.7 ** ((t - 12) / 12) : 0.56 * 0.6 ** ((t - 24) / 12)),
  ],
  ['law: weibull, shape: 1.4, scale: 18, cure: 0.4', (t) => 0.4 + 0.6 * exp(-((t / 18) ** 1.4))],
  ['law: weibull, shape: 1.4, scale: 18, time-ratio: 2', (t) => exp(-((t / 36) ** 1.4))],
  [
    'law: weibull, shape: 1.4, scale: 18, cure: 0.4, hazard-ratio: 0.5',
    (t) => (0.4 + 0.6 * exp(-((t / 18) ** 1.4))) ** 0.5,
  ],
];

const TIMES = [3, 9, 15, 24, 36];

describe.each(cases)('an arm with %s', (law, exact) => {
  it('has its survival, and under a ratio from month 9 on what that makes of it', () => {
    // everybody's event at one time has no hazard
    const second = law.includes('fixed') ? 'time-ratio: 2' : 'hazard-ratio: { ratio: 0.5, after: 9 }';
    const [control, treatment] = survival(text(law, second), TIMES) as [number[], number[]];
    for (const [k, t] of TIMES.entries()) {
      const s = exact(t);
      const after = law.includes('fixed') ? exact(t / 2) : t <= 9 ? s : exact(9) * (s / exact(9)) ** 0.5;
      for (const [found, expected] of [
        [control[k]!, s],
        [treatment[k]!, after],
      ] as const)
        expect(Math.abs(found - expected)).toBeLessThan(
          4 * Math.sqrt((expected * (1 - expected)) / PATIENTS) + 2e-6,
        );
    }
  });
});

describe.each(cases)('loss to follow-up with %s', (law, exact) => {
  it('has its survival, of the whole trial and of one arm', () => {
    const own = `hazard: 0.1, dropout: { ${law} }`;
    const file = text('hazard: 0.1', own, `analyses: [{ time: 40 }]\ndropout: { ${law} }`);
    for (const shares of survival(file, TIMES, 'dropout'))
      for (const [k, t] of TIMES.entries()) {
        const error = Math.sqrt((exact(t) * (1 - exact(t))) / PATIENTS);
        expect(Math.abs(shares[k]! - exact(t))).toBeLessThan(4 * error + 2e-6);
      }
  });
});

describe('loss to follow-up in the words of scenarios', () => {
  const lost = (dropout: string) =>
    text('median: 12', 'hazard-ratio: 0.7', `analyses: [{ time: 40 }]\ndropout: { ${dropout} }`);

  it('is that of its shorthand', () => {
    const steps = [
      'steps: [{ from: 0, hazard: 0.1 }, { from: 6, hazard: 0.02 }]',
      'hazard: [{ from: 0, hazard: 0.1 }, { from: 6, hazard: 0.02 }]',
      'law: piecewise-exponential, breaks: [0, 6], rates: [0.1, 0.02]',
    ].map((dropout) => designOf(lost(dropout)));
    expect(steps[1]).toEqual(steps[0]);
    const starts = (design: (typeof steps)[0]) =>
      design.arms[0]!.kind === 'law' && design.arms[0].parts[0]!.dropout;
    expect(starts(steps[2]!)).toEqual({
      starts: [0, 6],
      rates: [expect.closeTo(0.1, 14), expect.closeTo(0.02, 14)],
    });
    const [short, long] = ['hazard: 0.02', 'law: exponential, rate: 0.02'].map((dropout) =>
      survival(lost(dropout), TIMES, 'dropout'),
    );
    expect(long).toEqual(short);
  });

  it('is in the closed form, which says how near its steps are', async () => {
    const design = designOf(lost('law: weibull, shape: 0.6, scale: 60'));
    const { closedForm } = closedFormOf(design) as { closedForm: ClosedForm };
    expect(closedForm.survivalWithin).toBeLessThan(5e-5);
    const found = await simulateTrial(design, { seed: '1', replicates: 1000, executor: inlineExecutor() });
    const { value, mcse } = found.expected.events;
    expect(Math.abs(value - closedForm.expected.events)).toBeLessThan(4 * mcse);
    const free = closedFormOf(designOf(text('median: 12', 'hazard-ratio: 0.7'))) as {
      closedForm: ClosedForm;
    };
    expect(free.closedForm.expected.events - value).toBeGreaterThan(40);
  });

  it('counts as failure in the exact binomial test, by the law itself', () => {
    const { closedForm } = closedFormOf(
      designOf(
        `trial: One arm\nunit: month\narms: { treatment: { hazard: 0.02 } }\npatients: 50\naccrual: { duration: 12 }\nfollow-up: 12\ntest: { binomial: { at: 12, share: 0.5 } }\ndropout: { law: weibull, shape: 0.6, scale: 60 }\n`,
      ),
    ) as { closedForm: ClosedForm };
    const left = exp(-0.02 * 12 - (12 / 60) ** 0.6);
    expect(closedForm.power).toBeCloseTo(
      singleArmTest({ null: 0.5, alternative: left }, 50, 0.025).power,
      13,
    );
  });
});

describe('the reference of the one-sample log-rank test', () => {
  const single = (reference: string, treatment = 'law: weibull, shape: 1.3, scale: 20') =>
    designOf(
      `trial: One arm\nunit: month\narms: { treatment: { ${treatment} } }\npatients: 80\naccrual: { duration: 24 }\nfollow-up: 12\ntest: { one-sample-log-rank: { ${reference} } }\n`,
    );

  it('may be any law, whose cumulative hazard expects the events', () => {
    const { test } = single('law: weibull, shape: 1.3, scale: 14, hazard-ratio: 2');
    const prepared = statisticOf(test, { strata: 1, largest: 3, loops: {} as never, table: {} as never });
    const times = Float64Array.of(2, 5, 30);
    const z = prepared.z({
      ...{ size: 3, times, codes: Uint8Array.of(3, 1, 3), strata: new Uint8Array(3) },
      ...{ sizes: [0, 3], events: 2 },
    });
    const expected = [...times].reduce((sum, time) => sum + 2 * (time / 14) ** 1.3, 0);
    expect(z).toBeCloseTo((expected - 2) / Math.sqrt(expected), 12);
  });

  it('gives the trial of its shorthand', async () => {
    const [short, long] = await Promise.all(
      ['hazard: 0.05', 'law: exponential, rate: 0.05'].map((reference) =>
        simulateTrial(single(reference), { seed: '1', replicates: 50, executor: inlineExecutor() }),
      ),
    );
    expect(long!.rejected).toEqual(short!.rejected);
    expect(long!.estimate.mean.value).toBeCloseTo(short!.estimate.mean.value, 12);
  });

  it('is the truth without an effect, and in the closed form', async () => {
    const design = single('law: weibull, shape: 1.3, scale: 14');
    const options = { seed: '1', replicates: 1000, executor: inlineExecutor() };
    const none = await simulateTrial(design, { ...options, truth: 'null' });
    const same = await simulateTrial(
      single('law: weibull, shape: 1.3, scale: 14', 'law: weibull, shape: 1.3, scale: 14'),
      options,
    );
    expect({ ...none, truth: '' }).toEqual({ ...same, truth: '' });
    const { closedForm } = closedFormOf(design) as { closedForm: ClosedForm };
    const { value, mcse } = (await simulateTrial(design, options)).expected.events;
    expect(Math.abs(value - closedForm.expected.events)).toBeLessThan(4 * mcse);
  });
});

describe('a law in the words of scenarios', () => {
  it('gives the trial of its shorthand, to the last bit', async () => {
    const run = (control: string) =>
      simulateTrial(designOf(text(control, 'hazard-ratio: 0.7', 'analyses: [{ events: 100 }]')), {
        ...{ seed: '1', replicates: 200, executor: inlineExecutor() },
      });
    const [short, long] = await Promise.all([run('hazard: 0.05'), run('law: exponential, rate: 0.05')]);
    expect(long).toEqual(short);
  });

  it('has the power of the closed form, which says how near its steps are', async () => {
    const weibull = 'law: weibull, shape: 1.4, scale: 18, cure: 0.3';
    const design = designOf(
      text(
        weibull,
        'hazard-ratio: 0.65',
        'analyses: [{ events: 80 }, { events: 140 }]\nefficacy: { spending: obrien-fleming }',
      ),
    );
    const { closedForm } = closedFormOf(design) as Extract<
      ReturnType<typeof closedFormOf>,
      { closedForm: object }
    >;
    expect(closedForm.survivalWithin).toBeLessThan(5e-5);
    const found = await simulateTrial(design, { seed: '1', replicates: 4000, executor: inlineExecutor() });
    // large-sample theory itself is off by a half percent
    expect(Math.abs(found.rejected.value - closedForm.power)).toBeLessThan(4 * found.rejected.mcse + 0.005);
    for (const [k, { events, time }] of found.looks.entries()) {
      expect(Math.abs(time.value - closedForm.looks[k]!.time)).toBeLessThan(4 * time.mcse + 0.2);
      expect(events.value).toBeCloseTo(closedForm.looks[k]!.events, 6);
    }
  });

  it('has no closed form where many events come at one time', () => {
    const found = closedFormOf(
      designOf(text('law: weibull, shape: 1.4, scale: 18', 'law: fixed, delay: 12')),
    );
    expect(found).toEqual({
      closedForm: null,
      why: 'the law of treatment has many events at one time, and no piecewise constant hazard approximates it',
    });
  });

  it.each([
    ['law: weibull, shape: -1, scale: 3', 'shape is -1, must be > 0'],
    ['law: weibull, scale: 3', 'weibull needs shape'],
    ['law: weibull, shape: 1, scale: 3, rate: 3', 'weibull has no parameter rate; it takes shape, scale'],
    [
      'law: weibull, shape: 1, scale: 3, median: 3',
      'control has median and law, must have one of median, hazard, survival or law',
    ],
    [
      'median: 3, cure: 0.3',
      'cure needs a law, such as { law: exponential, rate: 0.05, cure: 0.3 }; the law applies to the patients who are not cured',
    ],
    ['median: 3, shape: 0.3', 'shape is a parameter of a law, must stand beside one, such as law: weibull'],
    ['law: empirical, curve: publishd', 'curve "publishd" is not defined; did you mean "published"?'],
    [
      'law: fixed, delay: 3, hazard-ratio: 0.5',
      'all events are at one time, which a hazard-ratio cannot change; must be a time-ratio',
    ],
    [
      'time-ratio: 2',
      'time-ratio is given for control, must be given for treatment: it is the ratio to control',
    ],
  ])('is told what is wrong with it: %s', (control, message) => {
    const { problems } = resolveTrial(readTrial(text(control, 'median: 4')).trial!);
    expect(problems.map((one) => one.message)).toEqual([message]);
  });
});
