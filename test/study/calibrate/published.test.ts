import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkScenario } from '../../../src/scenario/check.ts';
import { calibrated } from './calibrated.ts';

/**
 * The calibration exercise of Alarid-Escudero et al. (2018), Med Decis Making 38, 810-821: 200 patients without evidence of
 * disease, metastatic recurrence and death, and how many were alive after 2, 3, ... 60 months. Here in continuous time.
 */
const text = readFileSync(new URL('../../../scenarios/recurrence.yaml', import.meta.url), 'utf8');
const PATIENTS = 200;
const ALIVE = checkScenario(text, { compileOnly: () => [] }).scenario!.targets.map(({ survival }) =>
  Math.round(PATIENTS * survival!),
);
const [RECURS, DIES] = [
  [0.04, 0.17],
  [0.04, 0.13],
] as const;

/** Survival with two exponential times one after the other. */
function survival(first: number, second: number, time: number): number {
  if (Math.abs(first - second) < 1e-9) return Math.exp(-first * time) * (1 + first * time);
  return (second * Math.exp(-first * time) - first * Math.exp(-second * time)) / (second - first);
}

/** Mean survival over a grid of both rates: its mean, standard deviation and 95% interval, by the exact likelihood or the product. */
function exact(isIndependent: boolean) {
  const points = Array.from({ length: 200 * 200 }, (_, i) => {
    const [a, b] = [Math.floor(i / 200), i % 200];
    const first = RECURS[0] + ((a + 0.5) / 200) * (RECURS[1] - RECURS[0]);
    const second = DIES[0] + ((b + 0.5) / 200) * (DIES[1] - DIES[0]);
    const shares = ALIVE.map((_, m) => survival(first, second, m + 2));
    let log = 0;
    if (isIndependent)
      shares.forEach((share, m) => {
        log += ALIVE[m]! * Math.log(share) + (PATIENTS - ALIVE[m]!) * Math.log(1 - share);
      });
    else {
      // deaths between two months are multinomial
      [1, ...shares].forEach((share, m, all) => {
        const [here, next] = [m === 0 ? PATIENTS : ALIVE[m - 1]!, ALIVE[m] ?? 0];
        log += (here - next) * Math.log(share - (all[m + 1] ?? 0));
      });
    }
    return { log, value: 1 / first + 1 / second };
  });
  const most = points.reduce((high, { log }) => Math.max(high, log), Number.NEGATIVE_INFINITY);
  const weighted = points
    .map(({ log, value }) => ({ value, weight: Math.exp(log - most) }))
    .sort((a, b) => a.value - b.value);
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const mean = weighted.reduce((sum, { value, weight }) => sum + (value * weight) / total, 0);
  const sd = Math.sqrt(
    weighted.reduce((sum, { value, weight }) => sum + ((value - mean) ** 2 * weight) / total, 0),
  );
  const quantile = (p: number) => {
    let sum = 0;
    return weighted.find(({ weight }) => {
      sum += weight / total;
      return sum >= p;
    })!.value;
  };
  return { mean, sd, lower: quantile(0.025), upper: quantile(0.975) };
}

describe('a published calibration to 59 points of one curve', () => {
  const effective = 300;
  let found: Awaited<ReturnType<typeof calibrated>>;
  beforeAll(async () => {
    found = await calibrated(text, { cohorts: 200, effective });
  }, 120_000);

  it('has the mean survival of the exact likelihood of its 200 patients', () => {
    const { mean, sd, lower, upper } = exact(false);
    const means = found.summary.rows.map(([first, second]) => 1 / first! + 1 / second!).sort((a, b) => a - b);
    const own = means.reduce((sum, value) => sum + value, 0) / means.length;
    expect(Math.abs(own - mean)).toBeLessThan(4 * sd * Math.sqrt(1 / effective));
    // a quantile's error is the root of p (1 - p) over the density there, 0.058 / sd of a normal law
    const bound = (4 * sd * Math.sqrt((0.025 * 0.975) / effective)) / 0.058;
    expect(Math.abs(means[Math.floor(0.025 * means.length)]! - lower)).toBeLessThan(bound);
    expect(Math.abs(means[Math.floor(0.975 * means.length)]! - upper)).toBeLessThan(bound);
  });

  it('would have an interval five times too narrow by a product over the points', () => {
    const [right, wrong] = [exact(false), exact(true)];
    expect(wrong.sd / right.sd).toBeCloseTo(0.2, 1);
  });
});

describe('figures of all patients and of two groups that hardly agree', () => {
  const groups = `
scenario: All patients and two groups
time: { unit: month, origin: entry, horizon: 60 }
evidence: { paper: { cite: Somebody 2020 } }
parameters:
  share: { value: 0.5, assumption: to be calibrated }
  scale: { value: 30, assumption: to be calibrated }
  ratio: { value: 2, assumption: to be calibrated }
characteristics: { marked: { chance: share } }
start: alive
states:
  alive: { transitions: [{ to: dead, law: weibull, shape: { value: 1, assumption: any }, scale: scale, hazard-ratio: { marked: ratio } }] }
  dead: {}
subgroups: { with-mark: { if: { marked: yes } }, without: { if: { marked: no } } }
endpoints: { OS: { event: dead } }
targets:
${[
  [12, 0.605, 0.5, 0.7],
  [36, 0.225, 0.1, 0.33],
]
  .map(
    ([at, all, marked, others]) => `
  - { endpoint: OS, at: ${at}, survival: ${all}, from: paper, calibration: true }
  - { endpoint: OS, at: ${at}, subgroup: with-mark, survival: ${marked}, from: paper, calibration: true }
  - { endpoint: OS, at: ${at}, subgroup: without, survival: ${others}, from: paper, calibration: true }`,
  )
  .join('')}
  - { proportion: marked, events: 75, of: 150, from: paper, calibration: true }
calibrate:
  cohorts: { paper: { patients: 150 } }
  parameters: { share: { range: [0.2, 0.8] }, scale: { range: [8, 90] }, ratio: { range: [0.5, 6] } }`;

  it('give the same posterior from two seeds, within its Monte Carlo errors', async () => {
    const parametersOf = async (seed: string) =>
      (await calibrated(groups, { cohorts: 100, effective: 150, seed })).summary.parameters;
    const one = await parametersOf('1');
    const other = await parametersOf('2');
    for (const [name, { mean, mcse, sd }] of Object.entries(one)) {
      const again = other[name]!;
      expect(Math.abs(mean - again.mean), name).toBeLessThan(4 * Math.hypot(mcse, again.mcse));
      expect(mcse, name).toBeLessThan(0.2 * sd);
    }
  }, 300_000);
});
