import { expect, it } from 'vitest';
import { languageOf } from '../../src/language/language.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { scenarioJsonSchema } from '../../src/scenario/schema/index.ts';
import { readTrial } from '../../src/trial/language/read.ts';

const scenario = (transition: string, more = '') => `
scenario: keys
time: { unit: month, horizon: 60, origin: entry }
start: well
states:
  well: { transitions: [{ to: dead, law: exponential, rate: { value: 0.1, assumption: a }${transition} }] }
  dead: {}
endpoints: { OS: { event: dead } }
${more}`;

it.each([
  [', per-unit: 1.1', '', 'unknown key "per-unit"; it belongs in hazard-ratio: { NAME: { per-unit: ... } }'],
  [', landmarks: [12]', '', 'unknown key "landmarks"; it belongs in time'],
  [', start: well', '', 'unknown key "start"; it belongs at the top of the file or in strategies'],
  [', raet: 0.1', '', 'unknown key "raet"; did you mean "rate"?'],
  [
    ', hazard-ratio: { age: { value: 1.1, assumption: a, per-unit: 1.1 } }',
    '',
    'unknown key "per-unit"; it stands in { per-unit, reference }, without value, assumption',
  ],
  [
    '',
    'parameters: { x: { value: 1, assumption: a, per-unit: 2 } }',
    'unknown key "per-unit"; it belongs in hazard-ratio, time-ratio, chance-ratio or odds-ratio',
  ],
])('a key at a wrong place of a scenario is told where it belongs: %s%s', (transition, more, message) => {
  const { problems } = readScenario(scenario(transition, more));
  expect(problems.map((one) => one.message)).toEqual([message]);
});

it.each([
  [
    'arms: { treatment: { median: 12, margin: 1.3 } }',
    'unknown key "margin"; it belongs in milestone, cox or proportion',
  ],
  [
    'arms: { treatment: { median: 12 } }\npower: 0.8',
    'unknown key "power"; it belongs in futility: { power: ... }',
  ],
  [
    'arms: { treatment: { median: 12, patients: 9 } }',
    'unknown key "patients"; it belongs at the top of the file',
  ],
])('and of a design: %s', (lines, message) => {
  const { problems } = readTrial(
    `trial: keys\nunit: month\ntest: log-rank\naccrual: { duration: 1 }\n${lines}\n`,
  );
  expect(problems.map((one) => one.message)).toEqual([message]);
});

it('is never told to be meant as itself, whatever other shape it is of', () => {
  const keys = languageOf(scenarioJsonSchema).keysAt(['parameters', 'x']);
  expect(keys.length).toBeGreaterThan(15);
  for (const key of keys.filter((one) => one !== 'value' && one !== 'assumption')) {
    const { problems } = readScenario(
      scenario('', `parameters: { x: { value: 1, assumption: a, ${key}: [[{}]] } }`),
    );
    expect(problems.map(({ message }) => message).join()).not.toContain(`did you mean "${key}"`);
    expect(problems).not.toEqual([]);
  }
});
