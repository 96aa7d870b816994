import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalQuantileOfUpper } from '../../src/math/normal.ts';
import { conditionalPower, predictivePower } from '../../src/sequential/conditional-power.ts';
import { crossingProbabilities } from '../../src/sequential/crossing.ts';
import { assuranceOf, hypothesesAssuranceOf } from '../../src/study/assurance/index.ts';
import { readTrial } from '../../src/trial/language/read.ts';
import { resizeTrial } from '../../src/trial/language/resize.ts';
import { resolveTrial } from '../../src/trial/language/resolve.ts';
import { uncertainNumbers } from '../../src/trial/language/uncertain.ts';
import { drawPool } from '../../workers/pool/draws.ts';

const EVENTS = 300;

function trialOf(ratio: string) {
  const { trial, problems } = readTrial(`trial: Drawn
unit: month
arms: { control: { median: 20 }, treatment: { hazard-ratio: ${ratio} } }
patients: 600
accrual: { duration: 24 }
test: log-rank
analyses: [{ events: 150 }, { events: ${EVENTS} }]
efficacy: { spending: obrien-fleming }
`);
  expect(problems).toEqual([]);
  return trial!;
}

async function assured(ratio: string, { draws = 400, trials = 2, sizes = [600] } = {}) {
  const raw = trialOf(ratio);
  const { design } = resolveTrial(raw);
  const designs = sizes.map((size) =>
    size === 600 ? design! : resolveTrial(resizeTrial(raw, design!, 'patients', size)).design!,
  );
  return assuranceOf({ raw, designs, draws, trials, seed: '1' });
}

describe('assurance', () => {
  it('of a log-normal hazard ratio is the closed form, and that of the trials too', async () => {
    const [{ assurance, closedForm, effect, power }] = (await assured(
      '{ value: 0.75, distribution: { law: log-normal, meanlog: -0.2876820724517809, sdlog: 0.2 }, from: phase II }',
    )) as [Awaited<ReturnType<typeof assured>>[number]];
    const { design } = resolveTrial(trialOf('0.75'));
    const { fractions, efficacy } = design!.boundaries;
    const perUnit = Math.sqrt(EVENTS / 4);
    const drift = { mean: 0.2876820724517809 * perUnit, sd: 0.2 * perUnit };
    const start = { now: { fraction: 0, z: 0 }, fractions, efficacy };
    const exact = predictivePower(start, drift);
    // the closed form of 400 draws has the error of their powers alone
    expect(Math.abs(closedForm! - exact)).toBeLessThan(4 * (power!.sd / Math.sqrt(400)));
    expect(Math.abs(assurance.value! - closedForm!)).toBeLessThan(4 * assurance.mcse!);
    // with an effect in 92.5% of draws: P(ln ratio < 0)
    expect(Math.abs(effect!.exists.value! - 0.9248)).toBeLessThan(4 * effect!.exists.mcse!);
    // less than the power at the value, which is on the concave part of the power curve
    expect(assurance.value!).toBeLessThan(conditionalPower(start, drift.mean));
  });

  it('without an effect is the type I error', async () => {
    const [{ assurance, effect }] = (await assured(
      '{ value: 0.75, interval: [0.5, 1.1], no-effect: 1, assumption: none }',
    )) as [Awaited<ReturnType<typeof assured>>[number]];
    expect(Math.abs(assurance.value! - 0.025)).toBeLessThan(4 * Math.sqrt((0.025 * 0.975) / 800));
    expect(effect!.exists.value).toBe(0);
    expect(effect!.claimIfExists.value).toBeNull();
  });

  it('of a size is the same whatever sizes are asked beside it, and grows with the size', async () => {
    const ratio = '{ value: 0.75, interval: [0.6, 0.94], from: phase II }';
    const [alone] = await assured(ratio, { draws: 60 });
    const three = await assured(ratio, { draws: 60, sizes: [300, 600] });
    expect(three.map(({ patients }) => patients)).toEqual([300, 600]);
    expect(three[0]!.closedForm).toBeLessThan(alone!.closedForm!);
    expect(three[1]!.closedForm).toBe(alone!.closedForm);
  });
});

describe('assurance after an interim analysis', () => {
  it('is the closed form of bpp: ln .85 and sd .11, 1,600 events, not stopped at 800 between z 3.09 and a ratio of 1.025', async () => {
    // bpp_1interim's integrals at a tenth of the events and sqrt(10) times the deviation: the same drift and boundaries
    const factor = Math.sqrt(10);
    const [meanlog, sdlog] = [factor * Math.log(0.85), factor * 0.11];
    const futility = -factor * Math.log(1.025) * Math.sqrt(80 / 4);
    const { trial: raw } = readTrial(`trial: bpp
unit: month
arms: { control: { median: 20 }, treatment: { hazard-ratio: { value: 0.6, distribution: { law: log-normal, meanlog: ${meanlog}, sdlog: ${sdlog} }, from: bpp } } }
patients: 600
accrual: { duration: 24 }
test: log-rank
analyses: [{ events: 80 }, { events: 160 }]
efficacy: { z: [${normalQuantileOfUpper(0.0005)}, ${normalQuantileOfUpper(0.0245)}] }
futility: { z: [${futility}], binding: yes }
`);
    const { design } = resolveTrial(raw!);
    const [found] = await assuranceOf({ raw: raw!, designs: [design!], draws: 200, trials: 4, seed: '1' });
    const perUnit = Math.sqrt(160 / 4);
    const { fractions, efficacy, futility: low } = design!.boundaries;
    const bounds = {
      sides: 1 as const,
      fractions: [...fractions],
      efficacy: [...efficacy],
      futility: [...low],
    };
    let [claims, passed, weights] = [0, 0, 0];
    for (let u = -8; u <= 8; u += 0.25) {
      const weight = Math.exp((-u * u) / 2);
      const chances = crossingProbabilities(bounds, -(meanlog + u * sdlog) * perUnit);
      weights += weight;
      claims += weight * chances.efficacy[1]!;
      passed += weight * (1 - chances.efficacy[0]! - chances.futility[0]!);
    }
    // trials have few events here, so that the logarithm of the ratio is not quite normal
    expect(Math.abs(found!.passed[0]!.value! - claims / passed)).toBeLessThan(
      4 * found!.passed[0]!.mcse! + 0.01,
    );
    expect(found!.assurance.value!).toBeGreaterThan(claims / weights);
  });

  it('is the same on two threads', async () => {
    const raw = trialOf('{ value: 0.75, interval: [0.6, 0.94], from: phase II }');
    const { design } = resolveTrial(raw);
    const options = { raw, designs: [design!], draws: 20, trials: 2, seed: '1' };
    const executor = await drawPool(2);
    try {
      expect(await assuranceOf({ ...options, executor })).toEqual(await assuranceOf(options));
    } finally {
      await executor.close();
    }
  });
});

describe('assurance of several hypotheses', () => {
  it('without spread is the power, and the same on two threads', async () => {
    const { trial: raw } = readTrial(
      readFileSync('scenarios/trials/pfs-and-os.yaml', 'utf8').replace(
        'hazard-ratio: { value: 0.7, assumption: The effect on progression worth finding }',
        'hazard-ratio: { value: 0.7, distribution: { law: log-normal, meanlog: -0.35667494393873245, sdlog: 1e-6 }, assumption: x }',
      ),
    );
    const options = { draws: 20, trials: 10, seed: '1' };
    const [found] = await hypothesesAssuranceOf([raw!], options);
    const executor = await drawPool(2);
    try {
      expect(await hypothesesAssuranceOf([raw!], { ...options, executor })).toEqual([found]);
    } finally {
      await executor.close();
    }
    const [pfs, os] = found!.hypotheses.map(({ assurance }) => assurance.value!);
    const error = (power: number) => 4 * Math.sqrt((power * (1 - power)) / 200);
    expect(Math.abs(pfs! - 0.893)).toBeLessThan(error(0.893));
    expect(Math.abs(os! - 0.869)).toBeLessThan(error(0.869));
    expect(Math.abs(found!.success!.assurance.value! - 0.887)).toBeLessThan(error(0.887));
  });
});

describe('the uncertain numbers of a design', () => {
  it('have the law of their interval, widened by what lies between trials', () => {
    const lawOf = (ratio: string) => uncertainNumbers(trialOf(ratio)).numbers[0]!;
    const own = lawOf('{ value: 0.75, interval: [0.6, 0.94], from: a }');
    expect(own.name).toBe('arms.treatment.hazard-ratio');
    const { sdlog } = own.law.parameters;
    const wide = lawOf('{ value: 0.75, interval: [0.6, 0.94], heterogeneity: 0.1, from: a }');
    expect(wide.law.parameters.sdlog).toBeCloseTo(Math.hypot(sdlog!, 0.1), 14);
    expect(wide.law.parameters.meanlog).toBeCloseTo(Math.log(0.75), 14);
    expect(lawOf('{ value: 0.75, quantiles: { 0.1: 0.6, 0.5: 0.75, 0.9: 1 }, from: a }').law.name).toBe(
      'expert',
    );
  });

  it.each([
    ['{ value: 0.75, interval: [0.8, 1], from: a }', '0.8 to 1 does not hold the value 0.75', 'interval'],
    ['{ value: 0.75, range: [0.8, 1], from: a }', '0.8 to 1 does not hold the value 0.75', 'range'],
    ['{ value: 0.75, heterogeneity: 0.1, from: a }', 'must stand beside its interval', 'heterogeneity'],
    [
      '{ value: 0.75, no-effect: 0.1, from: a }',
      'no-effect needs the distribution of an effect',
      'no-effect',
    ],
    [
      '{ value: 0.75, distribution: { law: normal, mean: 0.75, sd: 0.6 }, from: a }',
      'goes beyond where hazard-ratio may lie',
      'distribution',
    ],
  ])('refuses %s', (ratio, message, at) => {
    const { problems, design } = resolveTrial(trialOf(ratio));
    expect(design).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toContain(message);
    expect(problems[0]!.path).toEqual(['arms', 'treatment', 'hazard-ratio', at]);
  });
});
