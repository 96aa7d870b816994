import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src/math/normal.ts';
import { allotmentFor, bestPatients, errorOfMean } from '../../../src/study/psa/allotment.ts';
import { bestOf } from '../../../src/study/psa/best.ts';
import { ratioSummaryOf, summaryOf } from '../../../src/study/psa/summary.ts';

/** Normal numbers that are the same in every run. */
function normals(count: number, stream: number): Float64Array {
  // a multiplicative generator with 31 bits (Park & Miller 1988), started apart for each stream
  let state = 48271 * (stream + 1);
  return Float64Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return normalQuantile((state + 0.5) / 2147483648);
  });
}

const DRAWS = 4000;
/** Parameters: difference of mean 0.5 and sd 1; a patient has sd 30, so that 100 patients err by 3. */
const [MEAN, SD, PATIENT] = [0.5, 1, 30];

/** Draws of the problem with some patients each; variances are themselves estimates with three degrees of freedom. */
function problem(patients: number) {
  const [own, chance] = [normals(DRAWS, 1), normals(DRAWS, 2 + patients)];
  const error = PATIENT / Math.sqrt(patients);
  const parts = [3, 4, 5].map((k) => normals(DRAWS, k + 10 * patients));
  const difference = own.map((z, d) => MEAN + SD * z + error * chance[d]!);
  const variances = own.map((_, d) => (error ** 2 * parts.reduce((sum, part) => sum + part[d]! ** 2, 0)) / 3);
  const found = bestOf(
    ['reference', 'other'],
    [new Float64Array(DRAWS), difference],
    [new Float64Array(DRAWS), variances],
  )!;
  const variance = variances.reduce((sum, one) => sum + one, 0) / DRAWS;
  return { found, summary: summaryOf(difference, variance) };
}

describe('what the parameters leave uncertain', () => {
  // of a normal difference: P(better) = Phi(0.5), EVPI = phi(0.5) - 0.5 Phi(-0.5)
  const [better, evpi] = [0.6914624612740131, 0.1977964698588];

  it.each([100, 1000, 10_000])('is the same with %i patients a draw, within its errors', (patients) => {
    const { found, summary } = problem(patients);
    const { value, mcse } = found.best.other!;
    expect(Math.abs(value - better)).toBeLessThan(4 * mcse);
    expect(Math.abs(found.evpi.value - evpi)).toBeLessThan(4 * found.evpi.mcse);
    expect(Math.abs(summary.sd! - SD)).toBeLessThan(4 * summary.mcseSd!);
    for (const [end, error, p] of [
      [summary.lower, summary.mcseLower, 0.025],
      [summary.median, summary.mcseMedian, 0.5],
      [summary.upper, summary.mcseUpper, 0.975],
    ] as const)
      expect(Math.abs(end! - (MEAN + SD * normalQuantile(p)))).toBeLessThan(4 * error!);
  });

  it('is overstated by far where the chance of few patients is left in', () => {
    const { found } = problem(100);
    expect(found.evpi.uncorrected).toBeGreaterThan(4 * evpi);
    expect(found.evpi.uncorrected - found.evpi.value).toBeGreaterThan(8 * found.evpi.mcse);
  });

  it('has errors that repeated analyses have', () => {
    // 40 analyses of 100 draws each, of one long one: the spread of their interval ends against what each says
    const chance = normals(DRAWS, 78);
    const all = normals(DRAWS, 77).map((z, d) => z + 0.7 * chance[d]!);
    const parts = Array.from({ length: 40 }, (_, k) => summaryOf(all.slice(100 * k, 100 * (k + 1)), 0.49));
    for (const [end, error] of [
      ['median', 'mcseMedian'],
      ['upper', 'mcseUpper'],
      ['sd', 'mcseSd'],
    ] as const) {
      const ends = parts.map((one) => one[end]!);
      const mean = ends.reduce((sum, one) => sum + one, 0) / 40;
      const spread = Math.sqrt(ends.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 39);
      const said = Math.sqrt(parts.reduce((sum, one) => sum + one[error]! ** 2, 0) / 40);
      // a standard deviation of 40 is known to 1 / sqrt(78)
      expect(Math.abs(said / spread - 1), end).toBeLessThan(4 / Math.sqrt(78));
    }
  });

  it('of a ratio is that of its logarithm', () => {
    const logs = normals(2000, 5).map((z) => Math.log(0.8) + 0.1 * z);
    const { median, lower, mean, sd, mcse } = ratioSummaryOf(logs, 0);
    expect(Math.abs(median! - 0.8)).toBeLessThan(0.01);
    expect(Math.abs(lower! - 0.8 * Math.exp(-0.196))).toBeLessThan(0.015);
    // moments of a log-normal law
    expect(Math.abs(mean! - 0.8 * Math.exp(0.005))).toBeLessThan(4 * mcse!);
    expect(Math.abs(sd! / (mean! * Math.sqrt(Math.exp(0.01) - 1)) - 1)).toBeLessThan(4 / Math.sqrt(4000));
  });
});

describe('who is best', () => {
  it('shares ties', () => {
    const { best } = bestOf(
      ['a', 'b', 'c'],
      [Float64Array.of(1, 1, 0, 2), Float64Array.of(1, 1, 3, 2), Float64Array.of(0, 1, 0, 0)],
      [1, 2, 3].map(() => new Float64Array(4)),
    )!;
    expect(best.a!.value).toBeCloseTo((1 / 2 + 1 / 3 + 1 / 2) / 4, 12);
    expect(best.b!.value).toBeCloseTo((1 / 2 + 1 / 3 + 1 + 1 / 2) / 4, 12);
  });
});

describe('an allotment of draws and patients', () => {
  const variances = { parameters: 4, patient: 9000 };
  const limits = { draws: 1e6, patients: 1e6, fewestPatients: 400 };
  const workOf = (patients: number, draws: number) => draws * (50_000 + patients);

  it('reaches the precision with the least work', () => {
    const found = allotmentFor(variances, 0.01, limits);
    expect(errorOfMean(variances, found)).toBeLessThanOrEqual(0.01);
    for (const patients of [found.patients / 2, found.patients * 2]) {
      const draws = (variances.parameters + variances.patient / patients) / 0.01 ** 2;
      expect(workOf(patients, draws)).toBeGreaterThan(workOf(found.patients, found.draws - 1));
    }
    expect(found.patients).toBe(Math.ceil(bestPatients(variances)));
  });

  it('takes more patients where draws are few, and all there are where that is not enough', () => {
    const some = allotmentFor(variances, 0.1, { ...limits, draws: 410 });
    expect(some.draws).toBe(410);
    expect(errorOfMean(variances, some)).toBeLessThanOrEqual(0.1);
    expect(allotmentFor(variances, 0.001, { ...limits, draws: 100, patients: 5000 })).toEqual({
      draws: 100,
      patients: 5000,
    });
  });
});
