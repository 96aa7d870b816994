import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { assuranceOf } from '../../../src/study/assurance/index.ts';
import { binomialSizeOf, successesNeeded } from '../../../src/trial/expected/exact-binomial.ts';
import { nullConfigurations } from '../../../src/trial/hypotheses/nulls.ts';
import { simulateHypotheses } from '../../../src/trial/hypotheses/simulate.ts';
import { readTrial } from '../../../src/trial/language/read.ts';
import type { Simulated } from '../../../src/trial/operating-characteristics.ts';
import { simulateTrial } from '../../../src/trial/simulate.ts';
import { designOf, hypothesesOf, mistakesIn, worked } from './designs.ts';

const folder = fileURLToPath(new URL('../../../scenarios/trials', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

const simulated = (text: string, replicates: number) =>
  simulateTrial(designOf(text), { seed: 'worked', replicates, executor: inlineExecutor() });

const near = ({ value, mcse }: Simulated, expected: number, known = 0) =>
  expect(Math.abs(value - expected), `${value} and ${expected}`).toBeLessThan(4 * Math.hypot(mcse, known));

describe('the designs that come with the program', () => {
  it('are all here', () => expect(names.length).toBe(20));

  it.each(names)('%s has nothing wrong with it, names its schema and tells what to expect', (name) => {
    const text = worked(name);
    expect(mistakesIn(text)).toEqual([]);
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/design\.schema\.json\n/);
    expect(text).toContain('# Expected of `sojourn ');
  });

  it('three looks: power .8646, looks crossing .0233, .4821, .3593, 247.6 events', async () => {
    const { rejected, looks, expected } = await simulated(worked('three-looks'), 4000);
    near(rejected, 0.8646, 0.0003);
    near(looks[0]!.efficacy, 0.0233);
    near(looks[1]!.efficacy, 0.4821);
    near(looks[2]!.efficacy, 0.3593);
    near(expected.events, 247.6);
  });

  it('a promising zone: power .749, of the same trials without rules .696', async () => {
    const { rejected, adaptation } = await simulated(worked('promising-zone'), 2000);
    near(rejected, 0.749, 0.0031);
    near(adaptation!.withoutRules.rejected, 0.696, 0.0033);
    const promising = adaptation!.zones.find(({ rule }) => rule === 'promising')!;
    near(promising.share, 0.342, 0.0034);
    near(promising.rejected, 0.867, 0.0041);
    near(promising.events, 416.5, 0.59);
  });

  it('laws of scenarios: power .850, looks crossing .314, .535, 158.0 events', async () => {
    const { rejected, looks, expected } = await simulated(worked('weibull-cure'), 2000);
    near(rejected, 0.85, 0.0036);
    near(looks[0]!.efficacy, 0.314, 0.0046);
    near(looks[1]!.efficacy, 0.535, 0.005);
    near(expected.events, 158.0, 0.32);
  });

  // the power wanted is .8 at about the size in the file: these sizes are rounded to 1%, which is 0.3 points of power
  it.each([
    ['total-neoadjuvant-from-day-0', 0.8],
    ['total-neoadjuvant-after-schedule', 0.88],
  ])('%s: about 80% power, a hazard ratio near %d', async (name, ratio) => {
    const { rejected, estimate } = await simulated(worked(name), 300);
    near(rejected, 0.8);
    expect(Math.abs(estimate.quantiles.find(({ p }) => p === 0.5)!.value - ratio)).toBeLessThan(0.01);
  });

  it('adjuvant treatment: 600 patients have a power of 16%', async () => {
    const { rejected } = await simulated(worked('adjuvant'), 600);
    // of 2,000 trials
    near(rejected, 0.161, 0.0082);
  });

  it('phase III: power of 87%, assurance of 57% with a ceiling of 74%', async () => {
    const text = worked('phase-three');
    const { trial } = readTrial(text);
    const options = { designs: [designOf(text)], draws: 300, trials: 1, seed: '1' };
    const [found] = await assuranceOf({ ...options, raw: trial! });
    // of 300 draws whose power has a standard deviation of .42
    near({ value: found!.closedForm!, mcse: 0.42 / Math.sqrt(300) }, 0.57, 0.005);
    near(found!.effect!.exists as { value: number; mcse: number }, 0.744, 0.0005);
    near((await simulated(text, 500)).rejected, 0.8698, 0.0005);
  });

  it('go or no-go: go in .698 of trials with the effect', async () => {
    const { decision } = await simulated(worked('go-no-go'), 500);
    near(decision!.go, 0.698, 0.0046);
  });

  it('responses: power of .801 in two arms, of .902 in two stages', async () => {
    near((await simulated(worked('response-two-arms'), 1000)).rejected, 0.801, 0.002);
    near((await simulated(worked('simon-two-stage'), 1000)).rejected, 0.9016);
  });

  it('PFS and OS: powers of .893 and .869, of both .830, success .887, error .0244', async () => {
    const design = hypothesesOf(worked('pfs-and-os'));
    const options = { seed: 'worked', replicates: 1500, executor: inlineExecutor() };
    const { hypotheses, all, success, expected } = await simulateHypotheses(design, options);
    near(hypotheses[0]!.rejected, 0.893, 0.0015);
    near(hypotheses[1]!.rejected, 0.869, 0.0017);
    near(all, 0.83, 0.0019);
    near(success!, 0.887, 0.0016);
    near(expected.time, 46.2, 0.07);
    const [none] = nullConfigurations(design);
    const found = await simulateHypotheses(none!.design, { ...options, estimate: false });
    near(found.any, 0.0244, 0.0008);
  });

  it('total neoadjuvant therapy, PFS before OS: powers of .772 and .599', async () => {
    const design = hypothesesOf(worked('total-neoadjuvant-pfs-and-os'));
    const options = { seed: 'worked', replicates: 400, executor: inlineExecutor(), estimate: false };
    const { hypotheses, all } = await simulateHypotheses(design, options);
    near(hypotheses[0]!.rejected, 0.772, 0.0042);
    near(hypotheses[1]!.rejected, 0.599, 0.0049);
    // nothing is claimed of OS without PFS
    expect(all).toEqual(hypotheses[1]!.rejected);
  });

  it('watch-and-wait, non-inferiority: 5,370 are screened for 618', async () => {
    const { rejected, screened } = await simulated(worked('watch-and-wait-non-inferiority'), 300);
    near(rejected, 0.8);
    expect(Math.abs(screened!.value - 5370)).toBeLessThan(100);
  });

  it('organ preservation: 50 patients, at least 29 successes', () => {
    const design = designOf(worked('organ-preservation'));
    expect(binomialSizeOf(design, 0.8)!.patients).toBe(50);
    expect(successesNeeded(design)).toBe(29);
    expect(binomialSizeOf(design, 0.8)!.steady.patients).toBe(54);
  });

  it.each([
    [0.55, 435],
    [0.6, 127],
    [0.65, 61],
  ])('completion of %d against 0.49: %d patients', (share, patients) => {
    const text = worked('completion-single-arm').replace('value: 0.6,', `value: ${share},`);
    expect(binomialSizeOf(designOf(text), 0.8)!.patients).toBe(patients);
  });

  it('enrichment helps where metastases tell who benefits, and not where they tell who lives longer', async () => {
    const powers = [];
    for (const kind of ['predictive', 'prognostic'])
      for (const all of [false, true]) {
        const text = worked(`enrichment-${kind}`);
        powers.push((await simulated(all ? text.replace('enrol: [few]\n', '') : text, 1000)).rejected);
      }
    const [enriched, diluted, same, everybody] = powers as [Simulated, Simulated, Simulated, Simulated];
    expect(same).toEqual(enriched);
    expect(enriched.value - diluted.value).toBeGreaterThan(4 * Math.hypot(enriched.mcse, diluted.mcse));
    near(enriched, 0.8);
    expect(everybody.value).toBeGreaterThan(same.value);
  });

  // powers of 2,000 trials, by test
  it.each([
    [
      'entry',
      {
        'log-rank': 0.197,
        '{ fleming-harrington: { rho: 0, gamma: 1 } }': 0.3155,
        '{ rmst: { tau: 36 } }': 0.1175,
      },
    ],
    [
      'completion',
      {
        'log-rank': 0.935,
        '{ fleming-harrington: { rho: 0, gamma: 1 } }': 0.8355,
        '{ rmst: { tau: 36 } }': 0.9135,
      },
    ],
  ])('a treatment after completion, randomised at %s, by three tests', async (at, powers) => {
    for (const [test, power] of Object.entries(powers)) {
      const text = worked(`after-completion-from-${at}`).replace('test: log-rank', `test: ${test}`);
      const { rejected } = await simulated(text, 400);
      near(rejected, power, Math.sqrt((power * (1 - power)) / 2000));
    }
  });
});
