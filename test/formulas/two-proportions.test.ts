import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { binomialCrossing } from '../../src/formulas/binomial-looks.ts';
import { simonDesigns } from '../../src/formulas/simon.ts';
import {
  binomialShares,
  boschlooP,
  fisherP,
  newcombeInterval,
  twoProportionsZ,
} from '../../src/formulas/two-proportions.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { closedFormOf } from '../../src/trial/expected/index.ts';
import { readTrial } from '../../src/trial/language/read.ts';
import { resolveTrial } from '../../src/trial/language/resolve.ts';
import { simulateTrial } from '../../src/trial/simulate.ts';

/** By test/known/two-proportions.R. */
const known = JSON.parse(readFileSync(new URL('../known/two-proportions.json', import.meta.url), 'utf8')) as {
  tables: [number, number, number, number][];
  newcombe: [number, number][];
  rpact: number[];
  fisherPower: number;
} & Record<'pooled' | 'fisher' | 'difference' | 'ratio', number[]>;

const arms = known.tables.map(
  ([x0, n0, x1, n1]) =>
    [
      { events: x0, patients: n0 },
      { events: x1, patients: n1 },
    ] as const,
);

const near = (value: number, expected: number, within = 1e-11) =>
  expect(Math.abs(value - expected), `${value} and ${expected}`).toBeLessThan(within);

const designOf = (test: string, { responses = [0.3, 0.5], patients = 190 } = {}) => {
  const { trial, problems } = readTrial(`trial: Responses
unit: month
arms: { control: { response: ${responses[0]} }, treatment: { response: ${responses[1]} } }
patients: ${patients}
accrual: { duration: 19 }
follow-up: 3
test: { proportion: { at: 3, ${test} } }
`);
  expect(problems).toEqual([]);
  const { design, problems: more } = resolveTrial(trial!);
  expect(more).toEqual([]);
  return design!;
};

describe('two shares', () => {
  it('have R the same score tests, p values and intervals', () => {
    arms.forEach(([control, treatment], i) => {
      near(twoProportionsZ(control, treatment, 'difference', 0), known.pooled[i]!);
      near(twoProportionsZ(control, treatment, 'ratio', 1), known.pooled[i]!);
      near(fisherP(control, treatment), known.fisher[i]!);
      const { lower, upper } = newcombeInterval(control, treatment);
      near(lower, known.newcombe[i]![0]);
      near(upper, known.newcombe[i]![1]);
      // R finds the shares under the null by a search to 1e-8
      near(twoProportionsZ(control, treatment, 'difference', -0.1), known.difference[i]!, 1e-6);
      near(twoProportionsZ(control, treatment, 'ratio', 0.8), known.ratio[i]!, 1e-6);
    });
  });

  it('by Boschloo are rejected at least as often as by Fisher, and at the level for every share', () => {
    const [n0, n1] = [12, 17];
    const p = boschlooP(n0, n1);
    for (let x0 = 0; x0 <= n0; x0++)
      for (let x1 = 0; x1 <= n1; x1++)
        expect(p(x0, x1)).toBeLessThanOrEqual(
          fisherP({ events: x0, patients: n0 }, { events: x1, patients: n1 }) + 1e-12,
        );
    for (const share of [0.11, 0.333, 0.5, 0.72]) {
      const [b0, b1] = [binomialShares(n0, share), binomialShares(n1, share)];
      let size = 0;
      b0.forEach((one, x0) => {
        b1.forEach((other, x1) => {
          if (p(x0, x1) <= 0.025) size += one * other;
        });
      });
      expect(size).toBeLessThanOrEqual(0.025 + 1e-4);
    }
    expect(() => boschlooP(501, 10)).toThrow('must be at most 500');
  });

  it.each([
    ['margin: 0', [0.3, 0.5], 0],
    ['margin: 0.15', [0.45, 0.5], 1],
    ['by: ratio, margin: 0.75', [0.5, 0.5], 2],
  ])('%s: power by the closed form is that of rpact, and that of trials', async (test, responses, i) => {
    const design = designOf(test, { responses });
    const { closedForm } = closedFormOf(design);
    near(closedForm!.power, known.rpact[i]!, 1e-7);
    const { rejected } = await simulateTrial(design, {
      ...{ seed: '1', replicates: 2000, executor: inlineExecutor() },
    });
    // a share has steps of 1 / 95 an arm
    expect(Math.abs(rejected.value - closedForm!.power)).toBeLessThan(4 * rejected.mcse + 0.01);
    const none = await simulateTrial(design, {
      ...{ seed: '1', replicates: 2000, executor: inlineExecutor(), truth: 'null' },
    });
    expect(Math.abs(none.rejected.value - 0.025)).toBeLessThan(4 * none.rejected.mcse + 0.005);
  });

  it("has the exact power of Fisher's test of R, and trials have it too", async () => {
    const design = designOf('by: fisher', { responses: [0.2, 0.5], patients: 60 });
    const { closedForm } = closedFormOf(design);
    near(closedForm!.power, known.fisherPower);
    const { rejected } = await simulateTrial(design, {
      ...{ seed: '1', replicates: 3000, executor: inlineExecutor() },
    });
    expect(Math.abs(rejected.value - known.fisherPower)).toBeLessThan(4 * rejected.mcse);
    const more = closedFormOf(designOf('by: boschloo', { responses: [0.2, 0.5], patients: 60 })).closedForm!;
    expect(more.power).toBeGreaterThan(known.fisherPower);
    expect(more.error).toBeLessThanOrEqual(0.025);
  });

  it('of which a lower one is better are those of which the rest is higher', async () => {
    const run = (design: ReturnType<typeof designOf>) => closedFormOf(design).closedForm!.power;
    near(
      run(designOf('better: lower', { responses: [0.5, 0.3] })),
      run(designOf('margin: 0', { responses: [0.5, 0.7] })),
      1e-12,
    );
    near(
      run(designOf('better: lower, margin: 0.1', { responses: [0.3, 0.3] })),
      run(designOf('margin: 0.1', { responses: [0.7, 0.7] })),
      1e-12,
    );
  });
});

describe('a single arm with two stages', () => {
  const twoStages = (text = '', events = '[none, 7]', stop = '[2]') =>
    readTrial(`trial: Simon
unit: month
arms: { treatment: { response: 0.3 } }
patients: 35
accrual: { rate: 3 }
follow-up: 3
test: { proportion: { at: 3, null: 0.1 } }
alpha: 0.05
analyses: [{ patients: 18, after: 3 }, { patients: 35, after: 3 }]
efficacy: { events: ${events} }
futility: { events: ${stop}, binding: yes }
${text}`).trial!;

  it('has the exact chances of Simon, and trials have them too', async () => {
    const { optimal } = simonDesigns({ p0: 0.1, p1: 0.3, alpha: 0.05, power: 0.9 });
    const { design } = resolveTrial(twoStages());
    const { closedForm } = closedFormOf(design!);
    near(closedForm!.power, optimal.power, 1e-12);
    near(closedForm!.error, optimal.alpha, 1e-12);
    near(closedForm!.looks[0]!.null.futility, optimal.stopsEarly, 1e-12);
    const options = { seed: '1', replicates: 3000, executor: inlineExecutor() };
    for (const [truth, power] of [
      ['alternative', optimal.power],
      ['null', optimal.alpha],
    ] as const) {
      const { rejected } = await simulateTrial(design!, { ...options, truth });
      expect(Math.abs(rejected.value - power)).toBeLessThan(4 * rejected.mcse);
    }
  });

  it('is by hand what the recursion says of three patients and two looks', () => {
    const { efficacy, futility } = binomialCrossing(
      { patients: [1, 3], efficacy: [2, 2], futility: [0, 1] },
      0.5,
    );
    expect(futility[0]).toBeCloseTo(0.5, 12);
    expect(efficacy[1]).toBeCloseTo(0.375, 12);
    expect(futility[1]).toBeCloseTo(0.125, 12);
  });

  it.each([
    ['[7]', '[2]', ['efficacy', 'events'], 'must have 2, one for each analysis'],
    ['[none, 7]', '[2.5]', ['futility', 'events', 0], 'must be a whole number from 0 to 18'],
    ['[none, 36]', '[2]', ['efficacy', 'events', 1], 'must be a whole number from 0 to 35'],
  ])('refuses %s and %s', (events, stop, path, message) => {
    const { problems } = resolveTrial(twoStages('', events, stop));
    expect(problems.map((one) => one.path)).toEqual([path]);
    expect(problems[0]!.message).toContain(message);
  });

  it.each([
    ['{ at: 3 }', 'proportion compares two arms'],
    ['{ at: 3, null: 0.1, by: fisher }', 'null is of a single arm, must stand without'],
    ['{ at: 3, null: 1.1 }', 'above 0 and below 1'],
  ])('refuses the test %s', (test, message) => {
    const raw = readTrial(`trial: x
unit: month
arms: { treatment: { response: 0.3 } }
patients: 35
accrual: { rate: 3 }
follow-up: 3
test: { proportion: ${test} }
`).trial!;
    expect(
      resolveTrial(raw)
        .problems.map((one) => one.message)
        .join(),
    ).toContain(message);
  });

  it('refuses looks at events, looks that are too early, and a response without its test', () => {
    const of = (more: string, test = 'proportion: { at: 3 }') =>
      resolveTrial(
        readTrial(`trial: x
unit: month
arms: { control: { response: 0.3 }, treatment: { response: 0.5 } }
patients: 100
accrual: { duration: 10 }
test: { ${test} }
${more}
`).trial!,
      ).problems.map((one) => one.message);
    expect(of('analyses: [{ events: 20 }]')[0]).toContain('the proportion test counts patients');
    expect(of('follow-up: 1')[0]).toContain('must be at 13 or later, when all have been followed for 3');
    expect(of('follow-up: 3', 'milestone: { at: 3 }')[0]).toContain('by the time of a proportion test');
  });
});
