import { beforeAll, describe, expect, it } from 'vitest';
import { pooledCovariance } from '../../../src/study/calibrate/synthetic.ts';
import { pointPool } from '../../../workers/pool/points.ts';
import { calibrated, illness, problemsOf } from './calibrated.ts';

const priors = `
calibrate:
  cohorts: { paper: { patients: 200 } }
  parameters: { falls-ill: { distribution: { law: gamma, shape: 2, rate: 40 } } }`;

/** Posterior of the rate of PFS when so many of n are free of it at 12: gamma prior times binomial likelihood, summed up. */
function exact(free: number, n: number, dies: number) {
  const grid = Array.from({ length: 20_000 }, (_, i) => ((i + 0.5) * 0.2) / 20_000);
  const logs = grid.map((rate) => {
    const chance = Math.exp(-12 * (rate + dies));
    return Math.log(rate) - 40 * rate + free * Math.log(chance) + (n - free) * Math.log(1 - chance);
  });
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = grid.reduce((sum, rate, i) => sum + (weights[i]! * rate) / total, 0);
  const sd = Math.sqrt(grid.reduce((sum, rate, i) => sum + (weights[i]! * (rate - mean) ** 2) / total, 0));
  return { mean, sd };
}

/** Variance of the arcsine of the root of a binomial share; a logarithm of the chances spares their underflow. */
function varianceOfArcsine(p: number, n: number): number {
  let log = n * Math.log(1 - p);
  let [total, first, second] = [0, 0, 0];
  for (let k = 0; k <= n; k++) {
    const angle = Math.asin(Math.sqrt(k / n));
    const chance = Math.exp(log);
    total += chance;
    first += chance * angle;
    second += chance * angle * angle;
    log += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p));
  }
  return second / total - (first / total) ** 2;
}

describe('one rate with one share of a cohort', () => {
  const [cohorts, effective] = [300, 300];
  const text = illness(
    `targets: [{ endpoint: PFS, at: 12, survival: 0.6, from: paper, calibration: true }]${priors}`,
  );
  let found: Awaited<ReturnType<typeof calibrated>>;
  beforeAll(async () => {
    found = await calibrated(text, { cohorts, effective });
  }, 120_000);

  it('has the mean and the standard deviation of the exact posterior', () => {
    const { mean, sd } = exact(120, 200, 0.01);
    const one = found.summary.parameters['falls-ill']!;
    // of the weighted points, and of the simulated mean, which all points have in common; the rest is the logit's curvature
    expect(Math.abs(one.mean - mean)).toBeLessThan(4 * sd * Math.sqrt(1 / effective + 1 / cohorts));
    expect(Math.abs(one.sd - sd)).toBeLessThan(4 * sd * Math.sqrt(1 / (2 * effective) + 1 / (2 * cohorts)));
  });

  it('gives the same answer again, and on two threads', async () => {
    const executor = pointPool(2);
    const again = await calibrated(text, { cohorts, effective, executor });
    await executor.close();
    expect(again.summary).toEqual(found.summary);
  }, 180_000);

  it('reaches the effective sample size', () => {
    const { effectiveSampleSize, weights } = found.result.posterior;
    expect(effectiveSampleSize).toBeGreaterThanOrEqual(effective);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('knows how one cohort scatters from all cohorts of the checked draws, not from those of one', () => {
    const { predicted } = found.result;
    const pooled = pooledCovariance(predicted.map(({ evaluation }) => evaluation))[0]!;
    // variance of a share of 200 patients, over the same draws
    const wanted = predicted.map(({ evaluation: { means } }) =>
      varianceOfArcsine(Math.sin(means[0]!) ** 2, 200),
    );
    const mean = wanted.reduce((sum, value) => sum + value, 0) / wanted.length;
    const error = Math.sqrt(2 / (predicted.length * cohorts));
    expect(Math.abs(pooled / mean - 1)).toBeLessThan(4 * error);
    // with cohorts that all draws share, the pool would scatter as those of a single draw
    const own = predicted.map(({ evaluation: { covariance } }) => covariance![0]!);
    const spread = Math.sqrt(own.reduce((sum, value) => sum + (value / mean - 1) ** 2, 0) / own.length);
    expect(spread).toBeGreaterThan(0.5 * Math.sqrt(2 / cohorts));
  });

  it('reproduces the figure', () => {
    const [target] = found.summary.targets;
    expect(target!.p).toBeGreaterThan(0.5);
    expect(target!.lower).toBeLessThan(0.6);
    expect(target!.upper).toBeGreaterThan(0.6);
  });

  it('has a normal law at the maximum that is near the posterior', async () => {
    const { summary } = await calibrated(text, { cohorts, effective, isMapOnly: true });
    const [quick, whole] = [summary, found.summary].map(({ parameters }) => parameters['falls-ill']!);
    expect(Math.abs(quick!.mean - whole!.mean)).toBeLessThan(0.3 * whole!.sd);
    expect(quick!.sd / whole!.sd).toBeGreaterThan(0.8);
    expect(quick!.sd / whole!.sd).toBeLessThan(1.25);
  });
});

describe('a count without a cohort', () => {
  it('has its exact likelihood: a chance with a beta prior has a beta posterior', async () => {
    const text = `
scenario: A chance
time: { unit: month, origin: start, horizon: 12 }
evidence: { paper: { cite: Somebody 2020 } }
parameters: { cured: { value: 0.5, assumption: to be calibrated } }
start: begin
states:
  begin: { decide: [{ to: well, chance: cured }, { to: ill, chance: rest }] }
  well: { transitions: [{ to: dead, law: exponential, rate: { value: 0.01, assumption: any } }] }
  ill: { transitions: [{ to: dead, law: exponential, rate: { value: 0.05, assumption: any } }] }
  dead: {}
endpoints: { OS: { event: dead } }
proportions: { got-well: { if: { reached: well } } }
targets: [{ proportion: got-well, events: 7, of: 20, from: paper, calibration: true }]
calibrate: { parameters: { cured: { distribution: { law: beta, shape1: 2, shape2: 2 } } } }`;
    const { summary } = await calibrated(text, { cohorts: 500, effective: 300 });
    const [a, b] = [9, 15];
    const [mean, sd] = [a / (a + b), Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)))];
    const one = summary.parameters.cured!;
    // ten samples of 1,000 patients tell a share to half a percent point
    const simulated = Math.sqrt((mean * (1 - mean)) / 10_000);
    expect(Math.abs(one.mean - mean)).toBeLessThan(4 * Math.hypot(sd / Math.sqrt(300), simulated));
    expect(Math.abs(one.sd - sd)).toBeLessThan(4 * (sd / Math.sqrt(600)) + simulated);
  });
});

describe('two competing rates', () => {
  it('have the posterior of a grid: two shares of one cohort, a trinomial', async () => {
    const [cohorts, effective] = [400, 300];
    const { summary } = await calibrated(
      illness(`proportions:
  ill-first: { if: { reached: ill } }
  dead-first: { if: { reached: dead, not: { reached: ill } } }
targets:
  - { proportion: ill-first, events: 120, of: 200, from: paper, calibration: true }
  - { endpoint: PFS, at: 12, survival: 0.55, from: paper, calibration: true }
calibrate:
  cohorts: { paper: { patients: 200 } }
  parameters: { falls-ill: { range: [0.005, 0.1] }, dies-well: { range: [0.001, 0.1] } }`),
      { cohorts, effective },
    );
    const grid = gridOf(200);
    for (const [name, { mean, sd }] of Object.entries(grid)) {
      const one = summary.parameters[name]!;
      // of the weighted points, and of the simulated means and covariance, which all points have in common
      const error = sd * Math.sqrt(1 / effective + 2 / cohorts);
      expect(Math.abs(one.mean - mean), name).toBeLessThan(4 * error);
      expect(Math.abs(one.sd - sd), name).toBeLessThan(4 * error);
    }
  });

  /** Multinomial over ill by 60, dead by 60 without it, by 12 and after; summed over a grid of both rates. */
  function gridOf(n: number) {
    const points = Array.from({ length: 200 * 200 }, (_, i) => ({
      ill: 0.005 + ((Math.floor(i / 200) + 0.5) * 0.095) / 200,
      dies: 0.001 + (((i % 200) + 0.5) * 0.099) / 200,
    }));
    const logs = points.map(({ ill, dies }) => {
      const total = ill + dies;
      const [early, all] = [1 - Math.exp(-12 * total), 1 - Math.exp(-60 * total)];
      // the two published figures: a share of all, and one of those events that are early; by their joint normal law
      const share = (ill / total) * all;
      const free = 1 - early;
      const covariance = ((ill / total) * early - share * (1 - free)) / n;
      const [v, w] = [(share * (1 - share)) / n, (free * early) / n];
      const [x, y, c] = [0.6 - share, 0.55 - free, -covariance];
      const det = v * w - c * c;
      return -0.5 * ((x * x * w - 2 * x * y * c + y * y * v) / det) - 0.5 * Math.log(det);
    });
    const most = Math.max(...logs);
    const weights = logs.map((log) => Math.exp(log - most));
    const sum = weights.reduce((a, b) => a + b, 0);
    const moments = (of: (point: (typeof points)[number]) => number) => {
      const mean = points.reduce((a, point, i) => a + (weights[i]! / sum) * of(point), 0);
      const sd = Math.sqrt(
        points.reduce((a, point, i) => a + (weights[i]! / sum) * (of(point) - mean) ** 2, 0),
      );
      return { mean, sd };
    };
    return { 'falls-ill': moments(({ ill }) => ill), 'dies-well': moments(({ dies }) => dies) };
  }
});

describe('figures of one cohort', () => {
  const months = [3, 6, 9, 12, 15, 18, 21, 24];
  const targets = months.map(
    (at) =>
      `  - { endpoint: PFS, at: ${at}, survival: ${Math.exp(-0.05 * at).toFixed(3)}, from: paper, calibration: true }`,
  );

  it('tell less together than if they were independent', async () => {
    const { summary } = await calibrated(illness(`targets:\n${targets.join('\n')}${priors}`), {
      cohorts: 200,
      effective: 200,
      isIndependentToo: true,
    });
    const { lower, upper, independent } = summary.parameters['falls-ill']!;
    // eight points of one curve: each patient stands behind several
    expect((independent!.upper - independent!.lower) / (upper - lower)).toBeLessThan(0.75);
  });
});

describe('what the targets leave open', () => {
  const two = `
calibrate:
  cohorts: { paper: { patients: 300 } }
  parameters: { falls-ill: { range: [0.001, 0.1] }, dies-well: { range: [0.001, 0.1] } }`;

  it('is said: of two rates out of one state a share tells the sum alone', async () => {
    const { summary } = await calibrated(
      illness(`targets: [{ endpoint: PFS, at: 12, survival: 0.55, from: paper, calibration: true }]${two}`),
      { cohorts: 200, effective: 200 },
    );
    expect(summary.correlation['falls-ill']!['dies-well']).toBeLessThan(-0.8);
    expect(summary.unidentified.map(({ parameters }) => parameters.toSorted())).toContainEqual([
      'dies-well',
      'falls-ill',
    ]);
  });

  it('is said: of a rate and a ratio that all patients have, their product alone is known', async () => {
    const { summary } = await calibrated(
      `
scenario: A rate and a ratio
time: { unit: month, origin: entry, horizon: 60 }
evidence: { paper: { cite: Somebody 2020 } }
parameters:
  everybody: { value: 1, assumption: all are treated }
  rate: { value: 0.05, assumption: to be calibrated }
  effect: { value: 0.8, assumption: to be calibrated }
characteristics: { treated: { chance: everybody } }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: rate, hazard-ratio: { treated: effect } }] }
  dead: {}
endpoints: { OS: { event: dead } }
targets:
  - { endpoint: OS, at: 12, survival: 0.62, from: paper, calibration: true }
  - { endpoint: OS, at: 36, survival: 0.24, from: paper, calibration: true }
calibrate:
  cohorts: { paper: { patients: 150 } }
  parameters: { rate: { range: [0.01, 0.2] }, effect: { range: [0.3, 1.5] } }`,
      { cohorts: 100, effective: 200 },
    );
    const [said] = summary.unidentified;
    expect(said!.parameters.toSorted()).toEqual(['effect', 'rate']);
    // the product itself is known: its spread is far below that of either
    const spreadOf = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value / mean - 1) ** 2, 0) / values.length);
    };
    const { rows } = summary;
    expect(spreadOf(rows.map(([rate, effect]) => rate! * effect!))).toBeLessThan(0.15);
    for (const k of [0, 1]) expect(spreadOf(rows.map((row) => row[k]!))).toBeGreaterThan(0.25);
  });

  it('is closed by a target of the other', async () => {
    const { summary } = await calibrated(
      illness(`targets:
  - { endpoint: PFS, at: 12, survival: 0.55, from: paper, calibration: true }
  - { endpoint: OS, at: 12, survival: 0.75, from: paper, calibration: true }${two}`),
      { cohorts: 200, effective: 200 },
    );
    expect(summary.unidentified).toEqual([]);
  });

  it('and a figure that contradicts the others is named', async () => {
    const { summary } = await calibrated(
      illness(`targets:
  - { endpoint: PFS, at: 6, survival: 0.74, from: paper, calibration: true }
  - { endpoint: PFS, at: 12, survival: 0.55, from: paper, calibration: true }
  - { endpoint: PFS, at: 18, survival: 0.2, from: paper }
  - { endpoint: PFS, at: 24, survival: 0.3, from: paper, calibration: true }${priors}`),
      { cohorts: 200, effective: 200 },
    );
    const far = summary.targets.filter(({ p }) => p < 0.001);
    expect(far.map(({ target }) => target)).toEqual(['PFS at 18']);
  });
});

describe('what cannot be calibrated', () => {
  const target = 'targets: [{ endpoint: PFS, at: 12, survival: 0.6, from: paper, calibration: true }]';
  const free = (parameters: string, cohorts = '{ paper: { patients: 200 } }') =>
    illness(`${target}\ncalibrate: { cohorts: ${cohorts}, parameters: ${parameters} }`);

  it.each([
    ['an unknown parameter', '{ fals-ill: {} }', 'did you mean "falls-ill"'],
    ['one without a prior', '{ falls-ill: {} }', 'falls-ill has neither counts nor an interval'],
    [
      'a prior outside the law',
      '{ falls-ill: { range: [-0.1, 0.1] } }',
      'the prior of falls-ill reaches -0.1',
    ],
  ])('is told with its place: %s', (_, parameters, message) => {
    const [problem] = problemsOf(free(parameters));
    expect(problem).toMatch(/^calibrate\.parameters\./);
    expect(problem).toContain(message);
  });

  it('is told of a target without any design', () => {
    expect(problemsOf(free('{ falls-ill: { range: [0.01, 0.1] } }', '{}'))).toEqual([
      'targets.0: nothing says how precise the figure is; give it a cohort, an interval, or events and of',
    ]);
  });

  it('is told where a figure is out of reach', async () => {
    const { summary } = await calibrated(
      illness(`targets: [{ endpoint: OS, median: 12, from: paper, calibration: true }]
calibrate: { cohorts: { paper: { patients: 200 } }, parameters: { dies-well: { range: [0.0001, 0.001] } } }`),
      { cohorts: 100, effective: 100 },
    );
    expect(summary.targets[0]!.p).toBeLessThan(1e-6);
  });
});
