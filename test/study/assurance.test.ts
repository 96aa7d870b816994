import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../src/run/inline.ts';
import { conditionalPower, predictivePower } from '../../src/sequential/conditional-power.ts';
import { assuranceOf, drawnArms } from '../../src/study/assurance/index.ts';
import { readTrial } from '../../src/trial/language/read.ts';
import { resizeTrial } from '../../src/trial/language/resize.ts';
import { resolveTrial } from '../../src/trial/language/resolve.ts';
import { uncertainNumbers } from '../../src/trial/language/uncertain.ts';

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
  const arms = drawnArms(raw, undefined, '1')!;
  return assuranceOf({ designs, arms, draws, trials, seed: '1', executor: inlineExecutor() });
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
