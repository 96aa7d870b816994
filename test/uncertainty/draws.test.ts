import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/scenario/check.ts';
import type { Scenario } from '../../src/scenario/schema/index.ts';
import { parameterDraws } from '../../src/uncertainty/draw.ts';
import { uncertaintyOf } from '../../src/uncertainty/items.ts';

const text = (parameters: string, more = '') => `
scenario: Draws
time: { unit: month, origin: entry, horizon: 12, rows-per-unit: 4 }
evidence: { paper: { cite: "Someone, 2020" } }
parameters:
${parameters}
characteristics:
  responds: { chance: response }
  site: { counts: { liver: 30, lung: 10, bone: 0 }, from: paper }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: death, hazard-ratio: { responds: ratio } }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies: { one: {} ${more} }
`;
const own = `
  response: { events: 30, of: 100, from: paper, where: Table 2 }
  death: { events: 20, exposure: 400, from: paper }
  ratio: { ratio: 0.5, interval: [0.3, 0.8], from: paper }`;

function scenarioOf(text: string): Scenario {
  const { scenario, errors } = checkScenario(text);
  expect(errors).toEqual([]);
  return scenario!;
}

const valuesByName = (scenario: Scenario, draw: number, strategies = ['one']) => {
  const uncertainty = uncertaintyOf(scenario, strategies);
  const values = parameterDraws(scenario, uncertainty, 'seed').valuesOf(draw);
  return Object.fromEntries(uncertainty.drawn.map(({ name }, i) => [name, values[i]]));
};

describe('parameter draws', () => {
  it('are of every number that the model asks for, each by its evidence', () => {
    const { drawn, fixed } = uncertaintyOf(
      scenarioOf(text(`${own}\n  unused: { value: 3, interval: [2, 4], from: paper }`)),
      ['one'],
    );
    expect(
      drawn.map((one) => (one.kind === 'number' ? [one.name, one.law.name] : [one.name, 'counts'])),
    ).toEqual([
      ['response', 'beta'],
      ['death', 'gamma'],
      ['ratio', 'log-normal'],
      ['characteristics.site', 'counts'],
    ]);
    expect(fixed).toEqual([]);
  });

  it('hold what has no interval, and say why', () => {
    const bare = own
      .replace('events: 30, of: 100', 'value: 0.3')
      .replace('interval: [0.3, 0.8], from: paper', 'assumption: half');
    expect(
      uncertaintyOf(scenarioOf(text(bare)), ['one']).fixed.map(({ name, basis, why }) => [name, basis, why]),
    ).toEqual([
      ['response', 'evidence', 'published without an interval or counts'],
      ['ratio', 'assumption', 'an assumption without a range'],
    ]);
  });

  it('are not moved by another number, another order, or another draw', () => {
    const more = text(
      `\n  early: { events: 5, of: 50, from: paper }${own}\n  late: { product: [early, response] }`,
    ).replace('responds: { chance: response }', 'responds: { chance: response }\n  other: { chance: late }');
    const [few, many] = [valuesByName(scenarioOf(text(own)), 3), valuesByName(scenarioOf(more), 3)];
    expect(many).toMatchObject(few);
    expect(Object.keys(many)).toHaveLength(Object.keys(few).length + 1);
    expect(valuesByName(scenarioOf(text(own)), 4).death).not.toBe(few.death);
  });

  it('draw evidence that two numbers cite once, and put it in both places', () => {
    const twice = text(
      own,
      ', other: { parameters: { response: { events: 30, of: 100, from: paper, where: Table 2 } } }',
    );
    const scenario = scenarioOf(twice);
    const uncertainty = uncertaintyOf(scenario, ['one', 'other']);
    expect(uncertainty.drawn.filter(({ name }) => name.endsWith('response'))).toHaveLength(1);
    const draws = parameterDraws(scenario, uncertainty, 'seed');
    const drawn = draws.scenarioWith(draws.valuesOf(0));
    expect(drawn.strategies.other!.parameters!.response!.value).toBe(drawn.parameters.response!.value);
    expect(drawn.parameters.response!.value).not.toBe(0.3);
  });

  it('give shares of levels that sum to 1, and leave a level that nobody had without patients', () => {
    const shares = valuesByName(scenarioOf(text(own)), 0)['characteristics.site'] as Record<string, number>;
    expect(shares.bone).toBe(0);
    expect(shares.liver! + shares.lung!).toBeCloseTo(1, 14);
  });

  it('leave the scenario as it is', () => {
    const scenario = scenarioOf(text(own));
    const before = JSON.stringify(scenario);
    const draws = parameterDraws(scenario, uncertaintyOf(scenario, ['one']), 'seed');
    draws.scenarioWith(draws.valuesOf(0));
    expect(JSON.stringify(scenario)).toBe(before);
  });

  it.each([
    ['range: [0.9, 0.2]', '0.9 to 0.2 is no range'],
    ['distribution: { law: beta, shape1: 0, shape2: 1 }', 'shape1'],
    ['distribution: { law: uniform, min: 2, max: 1 }', 'max must be above min'],
    ["quantiles: { '0.1': 0.5, '0.9': 0.4 }", 'must rise'],
    ["quantiles: { '0.1': 0.5 }", 'two quantiles'],
  ])('are refused with a place: %s', (wrong, message) => {
    const { errors } = checkScenario(
      text(
        own.replace(
          'events: 30, of: 100, from: paper, where: Table 2',
          `value: 0.3, assumption: why, ${wrong}`,
        ),
      ),
    );
    expect(errors.map((one) => one.message).join('\n')).toContain(message);
    expect(errors[0]!.line).toBe(7);
  });
});
