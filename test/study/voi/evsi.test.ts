import { describe, expect, it } from 'vitest';
import { generators } from '../../../src/kernel/generators.ts';
import { normalQuantile } from '../../../src/math/normal.ts';
import { inlineDraws, psa } from '../../../src/study/psa/index.ts';
import { decisionBy } from '../../../src/study/voi/decision.ts';
import { informedBy, sampleInformation, trialsOfDraws } from '../../../src/study/voi/evsi.ts';
import { readTrial } from '../../../src/trial/language/read.ts';
import { resizeTrial } from '../../../src/trial/language/resize.ts';
import { resolveTrial } from '../../../src/trial/language/resolve.ts';
import { twoRatios } from './two-ratios.ts';

const DRAWS = 4000;
const normal = (stream: number, sd: number) =>
  Float64Array.from({ length: DRAWS }, (_, d) => {
    const draw = generators[1]!.draw(stream, 79, d, 0) >>> 0;
    return sd * normalQuantile((draw + 0.5) / 4294967296);
  });

describe('the value of a sample of a normal linear decision', () => {
  // B is better than A by theta1 + theta2 - theta0; the sample has a mean of theta2 with error 3 / sqrt(n)
  const [theta0, theta1, theta2] = [normal(1, 1), normal(2, 1), normal(3, 2)] as const;
  const difference = theta0.map((value, d) => theta1[d]! + theta2[d]! - value);
  const error = normal(4, 3);
  const sizes = [1, 4, 100].map((patients) => ({
    patients,
    columns: [theta2.map((value, d) => value + error[d]! / Math.sqrt(patients))],
    success: { value: 0, mcse: 0 },
  }));
  const evpi = { value: Math.sqrt(6 / (2 * Math.PI)), mcse: 0, uncorrected: 0 };
  const { sizes: found, evppi } = sampleInformation(
    { sizes },
    { differences: [difference], evpi },
    { names: ['theta2'], columns: [theta2] },
  );

  it.each([0, 1, 2])('is that of the closed form at every size: %i', (k) => {
    // the expectation given the sample has variance 2^4 / (2^2 + 3^2 / n)
    const sd = 4 / Math.sqrt(4 + 9 / sizes[k]!.patients);
    const { value, se } = found[k]!;
    expect(Math.abs(value - sd / Math.sqrt(2 * Math.PI))).toBeLessThan(4 * se);
    expect(se).toBeLessThan(0.05);
  });

  it('is no more than that of knowing what the sample tells of, and no less of a larger one', () => {
    expect(evppi!.value).toBeLessThanOrEqual(evpi.value);
    for (const { value } of found) expect(value).toBeLessThanOrEqual(evppi!.value);
    expect(found.map(({ value }) => value)).toEqual(found.map(({ value }) => value).sort((a, b) => a - b));
  });
});

const design = `
trial: The next trial
unit: month
scenario: two-ratios.yaml
arms: { control: control, treatment: treatment }
endpoint: OS
patients: 60
accrual: { duration: 6 }
follow-up: 12
test: log-rank
alpha: 0.025
`;

describe('the value of the trial of a design', async () => {
  const job = { ...twoRatios(), patients: 400 };
  const result = await psa({ ...job, draws: 240, executor: inlineDraws() });
  const raw = readTrial(design).trial!;
  const base = resolveTrial(raw, { scenario: job.scenario }).design!;
  const designs = [60, 1200].map(
    (size) => resolveTrial(resizeTrial(raw, base, 'patients', size), { scenario: job.scenario }).design!,
  );
  const trials = await trialsOfDraws({ job, result, raw, designs });
  const informed = informedBy(job, result, { endpoint: 'OS', strategies: ['control', 'treatment'] });
  const { evppi, sizes } = sampleInformation(trials, decisionBy(result, 'OS at 12'), informed);

  it('grows with its size up to that of knowing all that it depends on', () => {
    expect(informed.names).toEqual(['death', 'effect']);
    const [small, large] = sizes as [(typeof sizes)[0], (typeof sizes)[0]];
    expect(small.value).toBeLessThan(0.9 * large.value);
    expect(large.value).toBeLessThanOrEqual(evppi!.value);
    expect(large.value).toBeGreaterThan(0.7 * evppi!.value);
    expect(large.success.value).toBeGreaterThan(small.success.value);
  });

  it('sees the draw’s own effect: the estimate of a large trial follows it', () => {
    const at = result.drawn.findIndex(({ name }) => name === 'effect');
    const effect = result.table.parameter(at).map(Math.log);
    const [, , estimate] = trials.sizes[1]!.columns as [Float64Array, Float64Array, Float64Array];
    // some 400 events: an error of 0.1 about the logarithm of the draw's ratio, whose sd is 0.25
    const distances = estimate.map((value, d) => (value - effect[d]!) ** 2);
    const distance = Math.sqrt(distances.reduce((sum, one) => sum + one, 0) / distances.length);
    expect(distance).toBeGreaterThan(0.05);
    expect(distance).toBeLessThan(0.13);
  });
});
