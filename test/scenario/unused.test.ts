import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/scenario/check.ts';

const v = (value: number) => `{ value: ${value}, assumption: for this test }`;

const scenario = (more: string, effect = '') => `scenario: Unused
time: { unit: month, origin: start, horizon: 20 }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: rate${effect} }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies:
  control: {}
  treated: { parameters: { effect: ${v(0.7)} } }
parameters:
  rate: ${v(0.1)}
  effect: ${v(1)}
${more}
`;

const warnings = (text: string) => {
  const { errors, warnings: told } = checkScenario(text);
  expect(errors).toEqual([]);
  return told.map(({ line, message }) => `${line} ${message}`);
};

const acts = ', hazard-ratio: { treated: effect }';
const treated = `characteristics: { treated: { chance: ${v(0.5)} } }`;

describe('what nothing asks for', () => {
  it('is a treatment effect that no law goes by, told with the strategy that sets it', () => {
    expect(warnings(scenario(''))).toEqual([
      expect.stringMatching(/^10 strategy "treated" does not differ from "control"/),
      expect.stringMatching(
        /^10 parameter "effect" changes nothing: no law, chance or ratio of strategy "treated"/,
      ),
      expect.stringMatching(/^13 parameter "effect" is used nowhere/),
    ]);
  });

  it('is nothing once the effect acts', () => {
    expect(warnings(scenario(treated, acts))).toEqual([]);
  });

  it.each([
    [
      'characteristic',
      `characteristics: { old: { chance: ${v(0.4)} } }`,
      /characteristic "old" changes nothing/,
    ],
    [
      'number',
      `characteristics: { age: { law: uniform, min: ${v(40)}, max: ${v(90)} } }`,
      /characteristic "age" changes/,
    ],
    ['timer', `timers: { stop: { law: fixed, delay: ${v(3)} } }`, /timer "stop" is used nowhere/],
  ])('is a %s alone', (_, more, message) => {
    const found = warnings(scenario(more)).filter(
      (one) => !one.includes('"effect"') && !one.includes('"treated"'),
    );
    expect(found).toEqual([expect.stringMatching(message)]);
  });

  it('is not a mark, nor observed counts of a cohort', () => {
    const more = `marks: { seen: { on: alive, chance: ${v(0.4)} } }
characteristics: { treated: { chance: ${v(0.5)} }, sex: { counts: { male: 3, female: 4 }, from: paper } }
evidence: { paper: { cite: A paper } }`;
    expect(warnings(scenario(more, acts))).toEqual([]);
  });

  it('is a strategy that gives a parameter the value that it has', () => {
    const text = scenario(treated, acts).replace(`effect: ${v(0.7)}`, `effect: ${v(1)}`);
    expect(warnings(text)).toEqual([
      expect.stringMatching(/^10 strategy "treated" does not differ from "control"/),
    ]);
  });

  it('is nothing in the scenarios of the house', () => {
    const folder = new URL('../../scenarios/', import.meta.url);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
      const { warnings: told } = checkScenario(readFileSync(new URL(file, folder), 'utf8'), {
        compileOnly: () => [],
      });
      expect(told, file).toEqual([]);
    }
  });
});
