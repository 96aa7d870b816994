import { beforeAll, describe, expect, it } from 'vitest';
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

describe('one rate with one share of a cohort', () => {
  const [patients, cohort, effective] = [40_000, 200, 1000];
  const text = illness(
    `targets: [{ endpoint: PFS, at: 12, survival: 0.6, from: paper, calibration: true }]${priors}`,
  );
  let found: Awaited<ReturnType<typeof calibrated>>;
  beforeAll(async () => {
    found = await calibrated(text, { patients, effective });
  }, 120_000);

  it('has the mean and the standard deviation of the exact posterior', () => {
    const { mean, sd } = exact(120, 200, 0.01);
    const one = found.summary.parameters['falls-ill']!;
    // of the weighted points, of resampling, and of the simulated share, which all points have in common
    const error = sd * Math.sqrt(1 / effective + 1 / 2000 + cohort / patients);
    expect(Math.abs(one.mean - mean)).toBeLessThan(4 * error);
    expect(Math.abs(one.sd - sd)).toBeLessThan(
      4 * sd * Math.sqrt(1 / (2 * effective) + 1 / 4000 + cohort / patients),
    );
  });

  it('gives the same answer again', async () => {
    const again = await calibrated(text, { patients, effective });
    expect(again.summary).toEqual(found.summary);
  });

  it('reaches the effective sample size', () => {
    expect(found.result.posterior.effectiveSampleSize).toBeGreaterThanOrEqual(effective);
    expect(found.result.posterior.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('reproduces the figure', () => {
    const [target] = found.summary.targets;
    expect(target!.p).toBeGreaterThan(0.5);
    expect(target!.lower).toBeLessThan(0.6);
    expect(target!.upper).toBeGreaterThan(0.6);
  });
});

describe('figures of one cohort', () => {
  const months = [3, 6, 9, 12, 15, 18, 21, 24];
  const targets = months.map(
    (at) =>
      `  - { endpoint: PFS, at: ${at}, survival: ${Math.exp(-0.05 * at).toFixed(3)}, from: paper, calibration: true }`,
  );

  it('tell less together than if they were independent', async () => {
    const { summary } = await calibrated(illness(`targets:\n${targets.join('\n')}${priors}`), {
      patients: 20_000,
      effective: 500,
    });
    // eight points of one curve: each patient stands behind several
    expect(summary.parameters['falls-ill']!.independentWidth).toBeLessThan(0.75);
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
      { patients: 10_000, effective: 500 },
    );
    expect(summary.correlation['falls-ill']!['dies-well']).toBeLessThan(-0.8);
    expect(summary.unidentified.map(({ parameters }) => parameters.toSorted())).toContainEqual([
      'dies-well',
      'falls-ill',
    ]);
  });

  it('is closed by a target of the other', async () => {
    const { summary } = await calibrated(
      illness(`targets:
  - { endpoint: PFS, at: 12, survival: 0.55, from: paper, calibration: true }
  - { endpoint: OS, at: 12, survival: 0.75, from: paper, calibration: true }${two}`),
      { patients: 10_000, effective: 500 },
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
      { patients: 10_000, effective: 500 },
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
      { patients: 2000, effective: 200 },
    );
    expect(summary.targets[0]!.p).toBeLessThan(1e-6);
  });
});
