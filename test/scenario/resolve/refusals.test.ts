import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../src/scenario/check.ts';

/** A number with its excuse. */
const given = (value: number) => `{ value: ${value}, assumption: for this test }`;

interface Parts {
  states?: string;
  rest?: string;
}

/** A small sound scenario, with its states or anything after them replaced. */
function scenario({ states, rest = '' }: Parts): string {
  return `scenario: Refusals
time: { unit: month, origin: entry, horizon: 24 }
start: well
states:
${states ?? `  well: { transitions: [{ to: dead, law: exponential, rate: ${given(0.1)} }] }`}
  dead: {}
endpoints: { OS: { event: dead } }
${rest}
`;
}

const refusals: [mistake: string, parts: Parts, place: RegExp, message: RegExp][] = [
  [
    'a ratio on the branch that takes the rest',
    {
      states: `  well: { decide: [{ to: ill, chance: ${given(0.3)} }, { to: dead, chance: rest, odds-ratio: { sex: { male: ${given(2)} } } }] }
  ill: {}`,
      rest: `characteristics: { sex: { shares: { male: ${given(0.5)}, female: rest } } }`,
    },
    /^5:/,
    /takes the rest, so a ratio cannot change it; put the ratio on the others/,
  ],
  [
    'a chance multiplied by a number without bound',
    {
      states: `  well: { decide: [{ to: ill, chance: ${given(0.3)}, chance-ratio: { age: { per-unit: ${given(1.01)} } } }, { to: dead, chance: rest }] }
  ill: {}`,
      rest: `characteristics: { age: { law: uniform, min: ${given(40)}, max: ${given(80)} } }`,
    },
    /^5:/,
    /use odds-ratio/,
  ],
  [
    'odds by a number in a decision among three',
    {
      states: `  well: { decide: [{ to: ill, chance: ${given(0.3)}, odds-ratio: { age: { per-unit: ${given(1.01)} } } }, { to: worse, chance: ${given(0.2)} }, { to: dead, chance: rest }] }
  ill: {}
  worse: {}`,
      rest: `characteristics: { age: { law: uniform, min: ${given(40)}, max: ${given(80)} } }`,
    },
    /^5:/,
    /need a decision between two/,
  ],
  [
    'a fixed delay with a cure fraction on another clock',
    {
      states: `  well: { transitions: [{ to: dead, law: fixed, delay: ${given(6)}, clock: start, cure: ${given(0.2)} }] }`,
    },
    /^5:/,
    /clock since entry only; split by a decision instead/,
  ],
  [
    'a numeric characteristic whose law leaves some without a value',
    {
      rest: `characteristics: { age: { law: gompertz, shape: ${given(-0.5)}, rate: ${given(0.1)} } }`,
    },
    /^8:/,
    /leaves some patients without a value/,
  ],
  [
    'a factor that can be negative',
    {
      states: `  well: { transitions: [{ to: dead, law: exponential, rate: ${given(0.1)}, hazard-ratio: { frailty: value } }] }`,
      rest: `characteristics: { frailty: { law: uniform, min: ${given(-1)}, max: ${given(2)} } }`,
    },
    /^8:/,
    /min is -1, must be >= 0/,
  ],
  [
    'a stream name that draws a characteristic already',
    {
      states: `  well: { transitions: [{ to: dead, name: sex, law: exponential, rate: ${given(0.1)} }] }`,
      rest: `characteristics: { sex: { chance: ${given(0.5)} } }`,
    },
    /^5:/,
    /"sex" already draws a characteristic, choose another name/,
  ],
  [
    'a clock since a state that a patient may not have passed',
    {
      states: `  well: { transitions: [{ to: ill, law: exponential, rate: ${given(0.1)} }, { to: late, law: exponential, rate: ${given(0.1)} }] }
  ill: { transitions: [{ to: late, law: exponential, rate: ${given(0.1)} }] }
  late: { transitions: [{ to: dead, law: weibull, shape: ${given(2)}, scale: ${given(9)}, clock: { since: ill } }] }`,
    },
    /^7:/,
    /"late" can be entered without passing ill/,
  ],
  [
    'a time ratio of 0',
    {
      states: `  well: { transitions: [{ to: dead, law: exponential, rate: ${given(0.1)}, time-ratio: { sex: ${given(0)} } }] }`,
      rest: `characteristics: { sex: { chance: ${given(0.5)} } }`,
    },
    /^5:/,
    /ratio is 0.*must be > 0/,
  ],
  [
    'a timer that waits for itself',
    {
      rest: `timers: { a: { after: b, law: fixed, delay: ${given(1)} }, b: { after: a, law: fixed, delay: ${given(1)} } }`,
    },
    /^8:/,
    /waits for itself/,
  ],
  [
    'a parameter derived from itself',
    {
      states: '  well: { transitions: [{ to: dead, law: exponential, rate: a }] }',
      rest: 'parameters: { a: { complement: b }, b: { complement: a } }',
    },
    /^8:/,
    /is derived from itself/,
  ],
  [
    'chances that ratios drive above one',
    {
      states: `  well: { decide: [{ to: ill, chance: ${given(0.7)}, chance-ratio: { sex: ${given(2)} } }, { to: dead, chance: rest }] }
  ill: {}`,
      rest: `characteristics: { sex: { chance: ${given(0.5)} } }`,
    },
    /^5:/,
    /the chance becomes 1\.4 for patients with sex yes, must stay at most 1/,
  ],
  [
    'a life table without a column for a level',
    {
      states: '  well: { transitions: [{ to: dead, law: life-table, table: us }] }',
      rest: `characteristics: { sex: { shares: { male: ${given(0.5)}, female: rest } } }
life-tables: { us: { first-age: 0, by: sex, probabilities: { male: [0.1, 0.2] }, assumption: none } }`,
    },
    /^9:/,
    /no column of probabilities for sex = female/,
  ],
  [
    'levels of a characteristic asked for a range',
    {
      rest: `characteristics: { sex: { shares: { male: ${given(0.5)}, female: rest } } }
subgroups: { old: { if: { sex: { from: 60 } } } }`,
    },
    /^9:/,
    /sex has levels \(male, female\), ask for one of them/,
  ],
];

describe('what the language can write and the simulator refuses', () => {
  it('starts from a scenario that is sound', () => {
    expect(checkScenario(scenario({})).errors).toEqual([]);
  });

  it.each(refusals)('%s', (_, parts, place, message) => {
    const found = checkScenario(scenario(parts)).errors.map(
      ({ line, column, message: text }) => `${line}:${column} ${text}`,
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(place);
    expect(found[0]).toMatch(message);
  });
});

it('a transition with a wrong law still tells that its state is misspelt', () => {
  const text = scenario({
    states: `  well: { transitions: [{ to: deed, law: exponentail, rate: ${given(0.1)} }] }`,
  });
  const found = checkScenario(text).errors.map(({ line, message }) => `${line} ${message}`);
  expect(found).toEqual([
    '5 state "deed" is not defined; did you mean "dead"?',
    expect.stringMatching(/^5 law is "exponentail", must be .*did you mean "exponential"\?$/),
  ]);
});
