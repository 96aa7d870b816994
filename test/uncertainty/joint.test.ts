import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/scenario/check.ts';
import { withOverrides, withWhatIf } from '../../src/scenario/overrides.ts';
import { uncertaintyOf } from '../../src/uncertainty/items.ts';
import { intervalOf } from '../../src/uncertainty/law.ts';
import { drawsOf, problemsOf, scenarioOf, scenarioText } from './scenarios.ts';

const fit = `fits:
  leave: { parameters: [shape, scale], scale: log, covariance: [[0.004, 0.003], [0.003, 0.008]], from: paper }`;
const correlated = (correlation: string) =>
  `together: [{ parameters: [death, two.death, ratio], ${correlation}, assumption: one hospital }]`;

/** Pearson's correlation. */
function correlationOf(xs: readonly number[], ys: readonly number[]): number {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [meanOf(xs), meanOf(ys)];
  const product = (a: readonly number[], ofA: number, b: readonly number[], ofB: number) =>
    a.reduce((sum, value, i) => sum + (value - ofA) * (b[i]! - ofB), 0);
  return product(xs, x, ys, y) / Math.sqrt(product(xs, x, xs, x) * product(ys, y, ys, y));
}

/** A correlation rho of n draws lies within four standard errors, (1 - rho²) / sqrt(n). */
function expectCorrelation(found: number, rho: number, draws: number) {
  expect(Math.abs(found - rho)).toBeLessThan((4 * (1 - rho * rho)) / Math.sqrt(draws));
}

const DRAWS = 2000;

describe('coefficients of a fit', () => {
  it('are multivariate normal on the scale of the fit, with the covariance that the file has', () => {
    const drawn = drawsOf(scenarioOf(scenarioText(fit)), DRAWS);
    const logs = (name: string) => drawn[name]!.map(Math.log);
    const [shape, scale] = [logs('shape'), logs('scale')];
    expectCorrelation(correlationOf(shape, scale), 0.003 / Math.sqrt(0.004 * 0.008), DRAWS);
    for (const [values, mean, variance] of [
      [shape, Math.log(1.2), 0.004],
      [scale, Math.log(30), 0.008],
    ] as const) {
      const found = values.reduce((sum, value) => sum + value, 0) / DRAWS;
      expect(Math.abs(found - mean)).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
      const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS;
      // the variance of a squared normal number is 2 variance²
      expect(Math.abs(spread - variance)).toBeLessThan(4 * variance * Math.sqrt(2 / DRAWS));
    }
  });

  it('have as single laws what their standard errors give', () => {
    const { drawn } = uncertaintyOf(scenarioOf(scenarioText(fit)), ['one']);
    const shape = drawn.find(({ name }) => name === 'shape')!;
    expect(shape).toMatchObject({ rule: 'fit', basis: 'calibrated' });
    if (shape.kind !== 'number') throw new Error('not a number');
    // R: qlnorm(c(.025, .975), log(1.2), sqrt(.004))
    const [lower, upper] = intervalOf(shape.law);
    expect(lower).toBeCloseTo(1.0600992653892531, 11);
    expect(upper).toBeCloseTo(1.3583633599361591, 11);
  });

  it('take standard errors with a correlation for the same covariance', () => {
    const rho = 0.003 / Math.sqrt(0.004 * 0.008);
    const errors = `fits:
  leave: { parameters: [shape, scale], scale: [log, log], standard-errors: [${Math.sqrt(0.004)}, ${Math.sqrt(0.008)}], correlation: ${rho}, from: paper }`;
    const [one, other] = [fit, errors].map((text) => drawsOf(scenarioOf(scenarioText(text)), 3));
    for (const name of ['shape', 'scale'])
      one![name]!.forEach((value, d) => {
        expect(other![name]![d]! / value).toBeCloseTo(1, 13);
      });
  });

  it('turn the sign of a correlation with a coefficient of the inverse, as that of survreg', () => {
    const inverse = fit.replace('scale: log,', 'scale: [log-inverse, log],');
    const drawn = drawsOf(scenarioOf(scenarioText(inverse)), DRAWS);
    const rho = -0.003 / Math.sqrt(0.004 * 0.008);
    expectCorrelation(correlationOf(drawn.shape!.map(Math.log), drawn.scale!.map(Math.log)), rho, DRAWS);
  });

  it.each([
    ['[[0.004, 0.003]]', '1 row for 2 parameters, must be 2 of 2 numbers'],
    ['[[0.004, 0.003], [0.002, 0.008]]', '0.002 of scale with shape, but 0.003 of shape with scale'],
    ['[[0.004, 0], [0, 0]]', 'the variance of scale is 0, must be above 0'],
    ['[[0.004, 0.03], [0.03, 0.008]]', 'must lie between -0.005657 and 0.005657'],
    ['[[0.004, .nan], [.nan, 0.008]]', 'number'],
  ])('are refused with a covariance of %s', (covariance, message) => {
    const [problem] = problemsOf(scenarioText(fit.replace('[[0.004, 0.003], [0.003, 0.008]]', covariance)));
    expect(problem!.message).toContain(message);
    expect(problem!.line).toBe(26);
  });

  it.each([
    ['[shape, sclae]', 'did you mean "scale"?'],
    ['[shape, twice]', 'twice follows from other parameters'],
    ['[shape, shape]', 'shape stands here twice'],
  ])('are refused for parameters %s', (parameters, message) => {
    const [problem] = problemsOf(scenarioText(fit.replace('[shape, scale]', parameters)));
    expect(problem).toMatchObject({ line: 26, message: expect.stringContaining(message) });
  });

  it('are refused on a scale that their values cannot stand on', () => {
    const [problem] = problemsOf(scenarioText(fit.replace('scale: log,', 'scale: logit,')));
    expect(problem!.message).toBe('shape is 1.2, on the scale logit it must lie between 0 and 1');
  });

  it('are refused without their correlation', () => {
    const errors =
      'fits:\n  leave: { parameters: [shape, scale], scale: log, standard-errors: [0.1, 0.1], from: paper }';
    expect(problemsOf(scenarioText(errors))[0]!.message).toContain(
      'do not say how the coefficients go together',
    );
  });

  it('need evidence as any number does', () => {
    const { evidence } = checkScenario(scenarioText(fit.replace(', from: paper }', ' }')));
    expect(evidence.map(({ message }) => message)).toEqual([
      'these numbers have no evidence; say where it comes from: from or assumption',
    ]);
  });
});

describe('a stated correlation', () => {
  it('leaves each number its own law, and the first its own draws', () => {
    const alone = drawsOf(scenarioOf(scenarioText()), 500);
    const together = drawsOf(scenarioOf(scenarioText(correlated('correlation: 0.6'))), 500);
    expect(together.death).toEqual(alone.death);
    expect(together.response).toEqual(alone.response);
    expect(together['two.death']).not.toEqual(alone['two.death']);
    const { drawn } = uncertaintyOf(scenarioOf(scenarioText(correlated('correlation: 0.6'))), ['one', 'two']);
    const ratio = drawn.find(({ name }) => name === 'ratio')!;
    if (ratio.kind !== 'number') throw new Error('not a number');
    // as many draws below its quartiles as that says, within four binomial standard errors
    for (const p of [0.25, 0.5, 0.75]) {
      const below = together.ratio!.filter((value) => value < ratio.law.quantile(p)).length / 500;
      expect(Math.abs(below - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 500));
    }
  });

  it('is that of the normal numbers behind, whichever way it is written', () => {
    const matrix = 'correlation: [[1, 0.8, 0.3], [0.8, 1, 0], [0.3, 0, 1]]';
    const pairs = 'pairs: [[two.death, death, 0.8], [ratio, death, 0.3]]';
    const [one, other] = [matrix, pairs].map((text) =>
      drawsOf(scenarioOf(scenarioText(correlated(text))), DRAWS),
    );
    expect(other).toEqual(one);
    // a gamma law is no straight line of a normal number: Spearman's is 6 / pi asin(rho / 2)
    const ranks = (values: readonly number[]) => {
      const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
      const found: number[] = [];
      order.forEach((i, rank) => {
        found[i] = rank;
      });
      return found;
    };
    const spearman = (rho: number) => (6 / Math.PI) * Math.asin(rho / 2);
    for (const [a, b, rho] of [
      ['death', 'two.death', 0.8],
      ['death', 'ratio', 0.3],
      ['two.death', 'ratio', 0],
    ] as const)
      expectCorrelation(correlationOf(ranks(one![a]!), ranks(one![b]!)), spearman(rho), DRAWS);
  });

  it('does not depend on the strategies that are looked at', () => {
    const scenario = scenarioOf(scenarioText(correlated('correlation: 0.6')));
    expect(drawsOf(scenario, 20, { strategies: ['one'] }).ratio).toEqual(drawsOf(scenario, 20).ratio);
  });

  it.each([
    ['correlation: 1.2', 'the correlation of two.death and death is 1.2, must lie between -1 and 1'],
    ['correlation: -0.6', 'ratio cannot go with death, two.death like this'],
    [
      'correlation: [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]',
      'the correlation of ratio and two.death must lie between -1 and -0.62',
    ],
    ['correlation: [[1, 0.9], [0.9, 1]]', '2 rows for 3 parameters, must be 3 of 3 numbers'],
    ['correlation: [[2, 0, 0], [0, 1, 0], [0, 0, 1]]', '2 of death with itself, must be 1'],
    ['pairs: [[death, ratoi, 0.2]]', 'ratoi is not among the parameters: death, two.death, ratio'],
    ['pairs: [[death, ratio, 0.2], [ratio, death, 0.3]]', 'the pair of ratio and death stands here twice'],
    ['note: none', 'need correlation or pairs'],
  ])('is refused: %s', (stated, message) => {
    const [problem] = problemsOf(scenarioText(correlated(stated)));
    expect(problem).toMatchObject({ line: 25, message: expect.stringContaining(message) });
  });

  it.each([
    ['[death, other]', 'other is held fixed (an assumption without a range)'],
    ['[death, twice]', 'twice follows from other parameters'],
    ['[death, deth]', 'deth is not in the scenario; did you mean "death"?'],
    ['[death, death]', 'death stands here twice'],
  ])('is refused of %s', (parameters, message) => {
    const text = correlated('correlation: 0.2').replace('[death, two.death, ratio]', parameters);
    const [problem] = problemsOf(scenarioText(text));
    expect(problem).toMatchObject({ line: 25, message: expect.stringContaining(message) });
  });

  it('is refused of a number that is drawn with others already', () => {
    const text = `together:
  - { parameters: [death, ratio], correlation: 0.2, assumption: why }
  - { parameters: [response, ratio], correlation: 0.2, assumption: why }`;
    const [problem] = problemsOf(scenarioText(text));
    expect(problem!.line).toBe(27);
    expect(problem!.message).toBe(
      'ratio is drawn with others in together.0 already; it can be in one of them',
    );
  });

  it('is refused of two names of one piece of evidence', () => {
    const again = '  again: { ratio: 0.5, interval: [0.3, 0.8], from: paper }';
    const text = 'together: [{ parameters: [ratio, again], correlation: 0.2, assumption: why }]';
    expect(problemsOf(scenarioText(text, again))[0]!.message).toContain(
      'one piece of evidence, which is drawn once',
    );
  });
});

describe('an order', () => {
  it('holds in every draw, and moves only draws in which it would not', () => {
    const alone = drawsOf(scenarioOf(scenarioText()), 500);
    const ordered = drawsOf(scenarioOf(scenarioText('ordered: [[two.death, death]]')), 500);
    const crossed = alone.death!.flatMap((value, d) => (value < alone['two.death']![d]! ? [d] : []));
    expect(crossed.length).toBeGreaterThan(0);
    ordered.death!.forEach((value, d) => {
      expect(value).toBeGreaterThanOrEqual(ordered['two.death']![d]!);
      if (!crossed.includes(d)) expect(value).toBe(alone.death![d]!);
    });
    expect(ordered.ratio).toEqual(alone.ratio);
  });

  it('leaves the law of two even numbers given that the first is less', () => {
    const even = `  low: { value: 0.4, range: [0, 1], assumption: why }
  high: { value: 0.6, range: [0, 1], assumption: why }
  both: { product: [low, high] }`;
    const text = scenarioText('ordered: [[low, high]]', even).replace('chance: response', 'chance: both');
    const { low, high } = drawsOf(scenarioOf(text), DRAWS);
    const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / DRAWS;
    // the smaller and the larger of two even numbers: means 1/3 and 2/3, variance 1/18
    const error = 4 * Math.sqrt(1 / 18 / DRAWS);
    expect(Math.abs(meanOf(low!) - 1 / 3)).toBeLessThan(error);
    expect(Math.abs(meanOf(high!) - 2 / 3)).toBeLessThan(error);
  });

  it('and a correlation of the same numbers hold together', () => {
    const text = `${correlated('correlation: 0.9')}\nordered: [[two.death, death]]`;
    const drawn = drawsOf(scenarioOf(scenarioText(text)), 300);
    const independent = drawsOf(scenarioOf(scenarioText(correlated('correlation: 0.9'))), 300);
    drawn.death!.forEach((value, d) => {
      expect(value).toBeGreaterThanOrEqual(drawn['two.death']![d]!);
      if (independent.death![d]! >= independent['two.death']![d]!)
        expect(drawn.ratio![d]).toBe(independent.ratio![d]);
    });
  });

  it.each([
    [
      '[death, two.death]',
      'two.death is 0.025 and stands after death, which is 0.05; the lowest stands first',
    ],
    ['[two.death, other]', 'other is held fixed'],
    ['[two.death, deth]', 'did you mean "death"?'],
    ['[death]', 'two'],
  ])('is refused: %s', (order, message) => {
    const [problem] = problemsOf(scenarioText(`ordered: [${order}]`));
    expect(problem!.line).toBe(25);
    if (order !== '[death]') expect(problem!.message).toContain(message);
  });
});

describe('a number that is set', () => {
  it('goes with no others any more, and the others stay as they are', () => {
    const text = scenarioText(`${fit}\n${correlated('correlation: 0.6')}\nordered: [[two.death, death]]`);
    const scenario = scenarioOf(text);
    const set = withOverrides(scenario, [
      { parameter: 'shape', value: 1 },
      { parameter: 'ratio', value: 0.4 },
    ]);
    const [before, after] = [drawsOf(scenario, 20), drawsOf(set, 20)];
    expect(after.shape).toBeUndefined();
    expect(after.ratio).toBeUndefined();
    expect(after.death).toEqual(before.death);
    expect(after['two.death']).toEqual(before['two.death']);
    expect(after.scale).toHaveLength(20);
  });
});

describe('counts of one whole', () => {
  const decisions = (branches: string, more = '') => `scenario: Branches
time: { unit: month, origin: entry, horizon: 12 }
evidence: { paper: { cite: "Someone, 2020" } }
parameters:
  cured: { events: 30, of: 100, from: paper }
  better: { events: 20, of: 100, from: paper }
  worse: { events: 0, of: 100, from: paper }
  other: { events: 40, of: 200, from: paper }
start: entry
states:
  entry: { decide: ${branches} }
  well: {}
  ill: {}
  dead: {}
endpoints: { OS: { event: dead } }
${more}`;
  const three = decisions(
    '[{ to: well, chance: cured }, { to: ill, chance: better }, { to: dead, chance: worse }, { to: entry2, chance: rest }]',
  ).replace('  well: {}', '  well: {}\n  entry2: {}');

  it('are drawn by a Dirichlet law over the branches of a decision, the first as by itself', () => {
    const drawn = drawsOf(scenarioOf(three), DRAWS, { strategies: ['reference'] });
    const alone = drawsOf(
      scenarioOf(decisions('[{ to: well, chance: cured }, { to: dead, chance: rest }]')),
      DRAWS,
      { strategies: ['reference'] },
    );
    expect(Object.keys(alone)).toEqual(['cured']);
    // half a patient more in the whole of three
    expect(drawn.cured![0]! / alone.cured![0]!).toBeCloseTo(1, 1);
    const [a, b] = [30, 20];
    const whole = 100.5;
    for (const [values, count] of [
      [drawn.cured!, a],
      [drawn.better!, b],
      [drawn.worse!, 0.5],
    ] as const) {
      const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
      const share = count / whole;
      const sd = Math.sqrt((share * (1 - share)) / (whole + 1));
      expect(Math.abs(mean - share)).toBeLessThan((4 * sd) / Math.sqrt(DRAWS));
    }
    // of two shares of a Dirichlet law: -sqrt(a b / ((n - a) (n - b)))
    const rho = -Math.sqrt((a * b) / ((whole - a) * (whole - b)));
    expectCorrelation(correlationOf(drawn.cured!, drawn.better!), rho, DRAWS);
    drawn.cured!.forEach((value, d) => {
      expect(value + drawn.better![d]! + drawn.worse![d]!).toBeLessThan(1);
    });
    const { joints, drawn: numbers } = uncertaintyOf(scenarioOf(three), ['reference']);
    expect(joints).toMatchObject([
      { kind: 'counts', title: 'states.entry', names: ['cured', 'better', 'worse'] },
    ]);
    expect(numbers[2]).toMatchObject({ law: { parameters: { shape1: 0.5, shape2: 100 } } });
  });

  it('sum to 1 where no branch takes the rest, though two have the same counts', () => {
    const text = decisions(
      '[{ to: well, chance: { events: 30, of: 80, from: paper } }, { to: ill, chance: { events: 30, of: 80, from: paper } }, { to: dead, chance: { events: 20, of: 80, from: paper } }]',
    );
    const drawn = Object.values(drawsOf(scenarioOf(text), 50, { strategies: ['reference'] }));
    expect(drawn).toHaveLength(3);
    expect(drawn[0]).not.toEqual(drawn[1]);
    for (let d = 0; d < 50; d++)
      expect(drawn.reduce((sum, values) => sum + values[d]!, 0)).toBeCloseTo(1, 12);
  });

  it('are of one source and one number of patients, and of no group of the file', () => {
    const joints = (text: string) =>
      uncertaintyOf(scenarioOf(text), ['reference']).joints.map(({ kind, names }) => [kind, names]);
    const mixed =
      '[{ to: well, chance: cured }, { to: ill, chance: other }, { to: dead, chance: better }, { to: well2, chance: rest }]';
    const base = decisions(mixed).replace('  well: {}', '  well: {}\n  well2: {}');
    expect(joints(base)).toEqual([['counts', ['cured', 'better']]]);
    const stated = 'together: [{ parameters: [cured, other], correlation: 0.2, from: paper }]';
    expect(joints(base + stated)).toEqual([['together', ['cured', 'other']]]);
    const shares = decisions('[{ to: well, chance: 1x }]').replace('1x', '{ value: 1, assumption: all }');
    expect(
      joints(`${shares}characteristics: { level: { shares: { a: cured, b: better, c: rest } } }`),
    ).toEqual([['counts', ['cured', 'better']]]);
  });
});

describe('a copy of a strategy', () => {
  it('has the draws of the original, of a fit too, but for what is set', () => {
    const text = scenarioText(
      `fits:
  two: { parameters: [two.shape, two.scale], scale: log, covariance: [[0.004, 0.003], [0.003, 0.008]], from: paper }`,
    ).replace(
      'two: { parameters: { death',
      'two: { parameters: { shape: { value: 1.1, calibrated: to a curve }, scale: { value: 20, calibrated: to a curve }, other: { value: 0.03, assumption: why, range: [0.02, 0.04] }, death',
    );
    const overrides = [{ parameter: 'scale', value: 25 }];
    const scenario = withWhatIf(scenarioOf(text), { name: 'what-if', of: 'two', overrides });
    const { drawn } = uncertaintyOf(scenario, ['two', 'what-if']);
    const copied = drawn.filter((one) => one.kind === 'number' && one.places.length > 1);
    expect(copied.map(({ name }) => name)).toEqual(['two.shape', 'two.other', 'two.death']);
    // alone it is drawn likewise
    const alone = drawsOf(scenario, 5, { strategies: ['what-if'] });
    const both = drawsOf(scenario, 5, { strategies: ['two', 'what-if'] });
    expect(Object.values(alone)).toContainEqual(both['two.shape']);
    expect(Object.values(alone)).not.toContainEqual(both['two.scale']);
  });
});

describe('an order that the evidence contradicts', () => {
  it('is refused with its place', () => {
    const parameters =
      '  low: { value: 1, assumption: why, distribution: { law: gamma, shape: 400, rate: 80 } }\n  high: { value: 2, assumption: why, distribution: { law: normal, mean: 2, sd: 0.1 } }';
    const text = scenarioText('ordered: [[low, high]]', parameters)
      .replace('rate: other', 'rate: high')
      .replace('scale: scale', 'scale: low');
    expect(problemsOf(text)).toEqual([
      {
        line: 26,
        column: 11,
        message:
          'the order of low, high was not found in 10000 tries of one draw: the evidence contradicts it',
      },
    ]);
  });
});
