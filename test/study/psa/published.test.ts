import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { inlineDraws } from '../../../src/study/draws/executor.ts';
import { type PsaResult, psa } from '../../../src/study/psa/index.ts';
import type { DrawSummary } from '../../../src/study/psa/summary.ts';
import { scenarioOf } from '../../uncertainty/scenarios.ts';

interface Known {
  mean: number;
  sd: number;
  lower: number;
  median: number;
  upper: number;
}

/** A million draws by R: script and values side by side. */
const byR = JSON.parse(readFileSync('test/known/published.json', 'utf8')) as Record<string, Known>;

/** Mean, standard deviation and interval lie within four of the standard errors that the answer gives. */
function expectKnown(found: DrawSummary, known: Known) {
  for (const [value, error, of] of [
    [found.mean, found.mcse, known.mean],
    [found.sd, found.mcseSd, known.sd],
    [found.lower, found.mcseLower, known.lower],
    [found.median, found.mcseMedian, known.median],
    [found.upper, found.mcseUpper, known.upper],
  ] as const)
    expect(Math.abs(value! - of), `${value} beside ${of}`).toBeLessThan(4 * error!);
}

async function resultOf(
  text: string,
  strategies: string[],
  questions: { rmst?: number[]; at?: number[]; patients: number },
): Promise<PsaResult> {
  const { rmst = [], at = [], patients } = questions;
  return psa({
    scenario: scenarioOf(text),
    strategies,
    questions: { endpoints: ['OS'], at, rmst, proportions: false },
    seed: '1',
    draws: 400,
    patients,
    engine: 'wasm',
    generator: 'triple32',
    executor: inlineDraws(),
  });
}

describe('the HIV model of Chancellor and others', () => {
  let result: PsaResult;
  beforeAll(async () => {
    const text = readFileSync('scenarios/hiv-therapy.yaml', 'utf8');
    result = await resultOf(text, ['zidovudine', 'with-lamivudine'], { rmst: [20], patients: 1000 });
  });
  const figure = (strategy: string) =>
    result.strategies[strategy]!.find(({ outcome }) => outcome.name === 'OS RMST(20)')!;

  it('has the life-years that its matrices have', () => {
    expectKnown(figure('zidovudine').summary!, byR.zidovudine!);
    expectKnown(figure('with-lamivudine').summary!, byR['with-lamivudine']!);
    expectKnown(figure('with-lamivudine').difference!, byR.gained!);
  });

  it('has the life-years that were published', () => {
    // mean, and standard deviation, of the 1,000 runs of the textbook's own solution of exercise 4.7, as R's rdecision has them
    const published = [
      [figure('zidovudine').summary!, 8.487959, 0.2061792],
      [figure('with-lamivudine').summary!, 9.412583, 0.266653],
      [figure('with-lamivudine').difference!, 0.9247135, 0.1738847],
    ] as const;
    for (const [{ mean, mcse, sd, mcseSd }, mean1000, sd1000] of published) {
      expect(Math.abs(mean! - mean1000)).toBeLessThan(4 * Math.hypot(mcse!, sd1000 / Math.sqrt(1000)));
      expect(Math.abs(sd! - sd1000)).toBeLessThan(4 * Math.hypot(mcseSd!, sd1000 / Math.sqrt(2000)));
    }
  });
});

describe('the hip prostheses of Briggs and others', () => {
  // ln lambda = cons + age years + male + new prosthesis, and ln gamma: S = exp(-lambda t^gamma), of a man of 60 years
  const text = `scenario: Revision of hip prostheses
time: { unit: year, origin: operation, horizon: 20, landmarks: [20] }
evidence:
  briggs: { cite: "Briggs A, Sculpher M, Dawson J and others. Appl Health Econ Health Policy 2004;3:79-89" }
parameters:
  lambda: { value: ${Math.exp(-5.490935)}, from: briggs }
  year-older: { ratio: ${Math.exp(-0.0367022)}, from: briggs }
  male-ratio: { ratio: ${Math.exp(0.768536)}, from: briggs }
  new-ratio: { ratio: ${Math.exp(-1.344474)}, from: briggs }
  gamma: { value: ${Math.exp(0.3740968)}, from: briggs }
  one: { value: 1, assumption: a year }
  new-chance: { value: 0, assumption: the standard prosthesis }
  male-chance: { value: 1, assumption: men }
  age-from: { value: 59.999999, assumption: of 60 years }
  age-to: { value: 60.000001, assumption: of 60 years }
characteristics:
  new: { chance: new-chance }
  male: { chance: male-chance }
  age: { law: uniform, min: age-from, max: age-to }
start: in-place
states:
  in-place:
    transitions:
      - to: revised
        law: weibull
        shape: gamma
        scale: one
        hazard-ratio: { in-place: lambda, male: male-ratio, new: new-ratio, age: { per-unit: year-older, reference: 0 } }
  revised: {}
endpoints: { OS: { title: Prosthesis in place, event: revised } }
strategies:
  standard: {}
  new: { parameters: { new-chance: { value: 1, assumption: the new prosthesis } } }
fits:
  revision:
    parameters: [lambda, year-older, male-ratio, new-ratio, gamma]
    scale: log
    from: briggs
    covariance:
      - [${0.207892 ** 2}, -0.000783, -0.007247, -0.000642, -0.005691]
      - [-0.000783, ${0.0052112 ** 2}, 0.000033, -0.000111, 0.000000028]
      - [-0.007247, 0.000033, ${0.109066 ** 2}, 0.000184, 0.0000051]
      - [-0.000642, -0.000111, 0.000184, ${0.3825815 ** 2}, 0.000259]
      - [-0.005691, 0.000000028, 0.0000051, 0.000259, ${0.0474501 ** 2}]
`;

  it('last as their Weibull regression with its covariance says', async () => {
    const result = await resultOf(text, ['standard', 'new'], { at: [20], patients: 4000 });
    const figure = (strategy: string) =>
      result.strategies[strategy]!.find(({ outcome }) => outcome.name === 'OS at 20')!;
    expectKnown(figure('standard').summary!, byR['standard at 20']!);
    expectKnown(figure('new').summary!, byR['new at 20']!);
    expectKnown(figure('new').difference!, byR['spared at 20']!);
  });
});
