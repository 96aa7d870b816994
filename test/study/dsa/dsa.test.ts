import { describe, expect, it } from 'vitest';
import { exp } from '../../../src/math/elementary.ts';
import { checkScenario } from '../../../src/scenario/check.ts';
import { type DsaOptions, dsa } from '../../../src/study/dsa/index.ts';

const text = `
scenario: One at a time
time: { unit: month, origin: entry, horizon: 12, rows-per-unit: 4, landmarks: [6], rmst: [12] }
evidence: { paper: { cite: "Someone, 2020" } }
parameters:
  nobody: { value: 0, assumption: untreated }
  everybody: { value: 1, assumption: treated }
  death: { value: 0.1, interval: [0.05, 0.2], from: paper }
  effect: { ratio: 0.7, interval: [0.5, 0.98], from: paper }
  idle: { value: 0.5, assumption: "a range", range: [0.2, 0.9] }
characteristics:
  treated: { chance: nobody }
  quiet: { chance: idle }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: death, hazard-ratio: { treated: effect } }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies:
  control: {}
  treatment: { characteristics: { treated: { chance: everybody } } }
analyses:
  no-effect: { title: No effect, set: { effect: 1 } }
  slow: { set: { death: 0.05 } }
`;

function options(over: Partial<DsaOptions> = {}): DsaOptions {
  const { scenario, errors } = checkScenario(text);
  expect(errors).toEqual([]);
  return {
    scenario: scenario!,
    strategies: ['control', 'treatment'],
    questions: { endpoints: ['OS'], at: [6], rmst: [12], proportions: false },
    ...{ seed: '1', patients: 4000, engine: 'wasm', generator: 'triple32', outcome: 'OS at 6' },
    ...over,
  };
}

describe('deterministic sensitivity analysis', async () => {
  const result = await dsa(options({ threshold: 'effect' }));
  const at = (figures: (typeof result)['base'] | undefined) => figures!.treatment![0]!;

  it('varies each number to the ends of its interval, all else at its value', () => {
    const death = result.oneWay.find(({ name }) => name === 'death')!;
    for (const { value, figures } of [death.low, death.high]) {
      const { value: survival, mcse } = at(figures);
      expect(Math.abs(survival! - exp(-value * 0.7 * 6))).toBeLessThan(
        4 * Math.max(mcse!, Math.sqrt(0.25 / 4000)),
      );
    }
    expect(death.low.value).toBeCloseTo(0.05, 12);
    expect(death.high.value).toBeCloseTo(0.2, 12);
  });

  it('moves no figure by a number on which nothing depends', () => {
    const idle = result.oneWay.find(({ name }) => name === 'idle')!;
    expect([idle.low.value, idle.high.value]).toEqual([0.2, 0.9]);
    expect(idle.low.figures).toEqual(result.base);
    expect(idle.high.figures).toEqual(result.base);
  });

  it('tells what each end changes, with an error of the same patients: smaller than that of the difference itself', () => {
    const effect = result.oneWay.find(({ name }) => name === 'effect')!;
    const base = at(result.base);
    expect([base.change, base.changeMcse]).toEqual([0, 0]);
    for (const { value, figures } of [effect.low, effect.high]) {
      const { difference, change, changeMcse } = at(figures);
      expect(change).toBeCloseTo(difference! - base.difference!, 12);
      const expected = exp(-0.1 * value * 6) - exp(-0.1 * 0.7 * 6);
      // of 4,000 patients those whose fate the ratio decides differ: a share of the change itself
      expect(Math.abs(change! - expected)).toBeLessThan(4 * Math.sqrt(Math.abs(expected) / 4000));
      expect(changeMcse).toBeLessThan(0.01);
    }
  });

  it('counts the variants of the threshold among those that are planned', async () => {
    const told: [number, number][] = [];
    const { variants } = await dsa(
      options({
        ...{ patients: 400, threshold: 'effect' },
        onProgress: (done, planned) => told.push([done, planned]),
      }),
    );
    // the file's values, two ends of three numbers, two analyses, nine values of the threshold and sixteen halvings
    expect(told.at(-1)).toEqual([34, 34]);
    expect(variants).toBe(34);
  });

  it('stops a number at the value of one that it may not cross, and says which are drawn together', async () => {
    const more = `
ordered: [[death, idle]]
together: [{ parameters: [death, effect], correlation: 0.5, assumption: why }]
`;
    const { scenario } = checkScenario(text.replace('range: [0.2, 0.9]', 'range: [0.05, 0.9]') + more);
    const found = await dsa(options({ scenario: scenario!, patients: 400 }));
    const [death, , idle] = found.oneWay;
    expect(idle).toMatchObject({ low: { value: 0.1, limitedBy: 'death' }, high: { value: 0.9 } });
    expect(death!.low.limitedBy).toBeUndefined();
    expect(death!.high.limitedBy).toBeUndefined();
    expect(found.joints.map(({ names }) => names)).toEqual([['death', 'effect']]);
  });

  it('takes weighted sums of figures', async () => {
    const combination = {
      name: 'sum',
      terms: [
        { outcome: 'OS at 6', weight: 2 },
        { outcome: 'OS RMST(12)', weight: -1 },
      ],
    };
    const questions = {
      endpoints: ['OS'],
      at: [6],
      rmst: [12],
      proportions: false,
      combinations: [combination],
    };
    const { outcomes, base } = await dsa(options({ questions, outcome: 'sum', patients: 400 }));
    const of = (name: string) => base.treatment![outcomes.findIndex((one) => one.name === name)]!.difference!;
    expect(of('sum')).toBeCloseTo(2 * of('OS at 6') - of('OS RMST(12)'), 12);
  });

  it('has errors of many batches, nearer to those of the binomial law', () => {
    // of thirty-two batches an error is known to an eighth
    const { mcse } = result.base.control![0]!;
    const survival = exp(-0.6);
    const binomial = Math.sqrt((survival * (1 - survival)) / 4000);
    expect(Math.abs(mcse! / binomial - 1)).toBeLessThan(4 / Math.sqrt(2 * 31));
  });

  it('has a row for each scenario analysis', () => {
    expect(result.analyses.map(({ title }) => title)).toEqual(['No effect', 'slow']);
    // the same patients with the same random numbers: no difference at all
    expect(at(result.analyses[0]!.figures).difference).toBe(0);
  });

  it('finds the value at which a strategy is as good as the reference', () => {
    const [threshold] = result.thresholds;
    expect(threshold!.value).toBeCloseTo(1, 2);
    expect(threshold!.lower).toBeLessThanOrEqual(1.001);
    expect(threshold!.upper).toBeGreaterThanOrEqual(0.999);
  });

  it('says so where nothing changes', async () => {
    const { thresholds } = await dsa(options({ threshold: 'death' }));
    expect(thresholds[0]!.value).toBeNull();
  });

  it.each([
    [{ outcome: 'OS at 7' }, 'outcome OS at 7 is not there; choose one of: OS at 6'],
    [
      { threshold: 'everybody' },
      'everybody has no range to be looked at; choose one of: death, effect, idle',
    ],
  ])('refuses %o', async (wrong, message) => {
    await expect(dsa(options(wrong))).rejects.toThrow(message);
  });

  it('names a parameter that an analysis sets and that is not there, with its place', () => {
    const { errors } = checkScenario(text.replace('set: { death: 0.05 }', 'set: { deth: 0.05 }'));
    expect(errors.map(({ message, line }) => `${line} ${message}`)).toEqual([
      expect.stringMatching(/^24 .*"deth".*did you mean "death"/),
    ]);
  });
});
