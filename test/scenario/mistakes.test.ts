import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/scenario/check.ts';

/** A sound scenario with a little of everything; each test spoils it in its own way. */
const sound = `scenario: Small
time: { unit: month, origin: start, horizon: 24, landmarks: [12, 24], rmst: [24] }
evidence:
  paper: { cite: Somebody 2020 }
parameters:
  relapse-rate: { value: 0.1, assumption: for the test }
  death-rate: { value: 0.02, assumption: for the test }
  response: { events: 30, of: 100, from: paper }
  half: { value: 0.5, assumption: for the test }
  ratio: { ratio: 0.7, assumption: for the test }
  doubled: { product: [relapse-rate, ratio] }
characteristics:
  responder: { chance: response }
timers:
  visit: { law: fixed, delay: { value: 3, assumption: for the test } }
start: well
groups:
  alive: [well, ill]
states:
  well:
    transitions:
      - { to: ill, law: exponential, rate: relapse-rate, hazard-ratio: { responder: ratio } }
      - { to: dead, law: exponential, rate: death-rate }
  ill:
    transitions:
      - { to: choice, at: visit }
      - { to: dead, law: weibull, shape: half, scale: { value: 9, assumption: for the test } }
  choice:
    decide:
      - { to: well, chance: half }
      - { to: dead, chance: rest }
  dead: {}
endpoints:
  OS: { event: dead }
subgroups:
  responders: { if: { responder: yes } }
strategies:
  usual: {}
  other:
    parameters: { ratio: { ratio: 0.5, assumption: for the test } }
targets:
  - { endpoint: OS, at: 12, survival: 0.6, from: paper }
  - { proportion: responder, events: 30, of: 100, from: paper }
`;

/** Replace texts, each of which must be there once. */
function spoilt(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text.split(from), `"${from}" stands once in the scenario`).toHaveLength(2);
    return text.replace(from, () => to);
  }, sound);
}

/** `line:column message`, as a user sees them, in order. */
function mistakesIn(text: string): string[] {
  const { errors, evidence } = checkScenario(text);
  return [...errors, ...evidence].map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** Take the marks out of a text. @returns it, and `line:column` of what stood after each mark */
function unmarked(text: string): { text: string; places: string[] } {
  const [first = '', ...rest] = text.split('¦');
  let before = first;
  const places = rest.map((part) => {
    const lines = before.split(/\r?\n/);
    before += part;
    return `${lines.length}:${lines.at(-1)!.length + 1}`;
  });
  return { text: before, places };
}

/** A marked text has these mistakes, one at each mark. */
function expectMistakes(marked: string, messages: readonly string[]): void {
  const { text, places } = unmarked(marked);
  expect(places).toHaveLength(messages.length);
  expect(mistakesIn(text)).toEqual(messages.map((message, i) => `${places[i]} ${message}`));
}

/** What is spoilt carries the mark ¦ where the mistake is to be told. */
type Row = [title: string, change: [from: string, to: string], expected: string[]];

const syntax: Row[] = [
  [
    'a tab for indentation',
    ['  well:\n    trans', '  well:\n¦\ttrans'],
    ['a tab indents this line, must be spaces'],
  ],
  [
    'a key that is given twice',
    ['  half: { value', '  ¦death-rate: { value: 0.02, assumption: x }\n  half: { value'],
    ['"death-rate" is given a second time, must be given once'],
  ],
  [
    'no space after a colon',
    ['start: well', '¦start:well'],
    ['a key is followed by a colon and a space, as in `start: healthy`'],
  ],
  [
    'an alias of nothing',
    ['to: choice,', 'to: ¦*choice,'],
    ['*choice repeats what &choice marks, and nothing before it is marked so'],
  ],
  [
    'a brace that is not closed',
    ['{ event: dead }\nsubgroups', '{ event: dead\n¦subgroups'],
    ['a { or [ before this is not closed, must end with } or ]'],
  ],
  [
    'a second document',
    ['endpoints:', '¦---\nendpoints:'],
    ['a second document starts here (---), a file must hold one scenario'],
  ],
  [
    'a tag',
    ['value: 0.1,', 'value: ¦!!js/function ¦0.1,'],
    [
      'the tag !!js/function means nothing here, leave it out',
      'value is "0.1", must be a finite number; leave out the quotes',
    ],
  ],
];

const shapes: Row[] = [
  ['NaN', ['value: 0.1,', 'value: ¦.nan,'], ['value is NaN, must be a finite number']],
  ['infinity', ['value: 0.1,', 'value: ¦.inf,'], ['value is Infinity, must be a finite number']],
  [
    'a number in quotes',
    ['value: 0.1,', 'value: ¦"0.1",'],
    ['value is "0.1", must be a finite number; leave out the quotes'],
  ],
  ['a percentage', ['value: 0.1,', 'value: ¦10%,'], ['value is "10%", must be a finite number; write 0.1']],
  [
    'a decimal comma',
    ['value: 0.1,', 'value: 0,¦1,'],
    ['unknown key "1"; decimals are written with a point, such as 0.05'],
  ],
  [
    'a misspelt key',
    ['law: exponential, rate: death-rate', 'law: exponential, ¦rat: death-rate'],
    ['unknown key "rat"; did you mean "rate"?'],
  ],
  ['a misspelt section', ['subgroups:', '¦subgroup:'], ['unknown key "subgroup"; did you mean "subgroups"?']],
  [
    'a misspelt key that must be there: one mistake, not two',
    ['  paper: { cite:', '  paper: { ¦cites:'],
    ['unknown key "cites"; did you mean "cite"?'],
  ],
  [
    'a misspelt law',
    ['law: weibull', 'law: ¦weibul'],
    [
      'law is "weibul", must be exponential, weibull, gompertz, log-normal, log-logistic, gamma, generalized-gamma, triangular, uniform, fixed, piecewise-exponential, empirical or life-table; did you mean "weibull"?',
    ],
  ],
  [
    'a misspelt unit',
    ['unit: month', 'unit: ¦months'],
    ['unit is "months", must be day, week, month or year; did you mean "month"?'],
  ],
  [
    'a bare hazard ratio',
    ['hazard-ratio: { responder: ratio }', 'hazard-ratio: ¦0.7'],
    ['hazard-ratio is 0.7, must be a mapping such as { treated: { ratio: 0.7, assumption: why } }'],
  ],
  [
    'a number without evidence',
    ['rate: death-rate', 'rate: ¦0.02'],
    ['rate 0.02 has no evidence: name a parameter, or write { value: 0.02, assumption: why }'],
  ],
  ['a horizon of 0', ['horizon: 24', 'horizon: ¦0'], ['horizon is 0, must be > 0']],
  [
    'a horizon in words',
    ['horizon: 24', 'horizon: ¦two years'],
    ['horizon is "two years", must be a finite number'],
  ],
  [
    'rows that are no power of two',
    ['horizon: 24', 'horizon: 24, rows-per-unit: ¦3'],
    ['rows-per-unit is 3, must be 1, 2, 4, 8, 16, 32, 64 or 128'],
  ],
  [
    'half a patient',
    ['events: 30, of: 100, from: paper }\n  half', 'events: ¦30.5, of: 100, from: paper }\n  half'],
    ['events is 30.5, must be a whole number'],
  ],
  [
    'a state without anything',
    ['  dead: {}', '  ¦dead:'],
    ['dead is empty, must be a mapping; write {} for an empty one'],
  ],
  [
    'a strategy without anything',
    ['  usual: {}', '  ¦usual:'],
    ['usual is empty, must be a mapping; write {} for an empty one'],
  ],
  [
    'a name that starts with a digit',
    ['  dead: {}', '  dead: {}\n  ¦2nd: {}'],
    ['"2nd" is no name: a name starts with a letter and holds letters, digits, "-", "_" and "."'],
  ],
  [
    'a name that JavaScript keeps for itself',
    ['  dead: {}', '  dead: {}\n  ¦__proto__: {}'],
    ['"__proto__" is no name; a name starts with a letter'],
  ],
  [
    'true where a level is asked for',
    ['responder: yes', 'responder: ¦true'],
    [
      'responder is true, must be text, a list or a mapping; yes and no are words here, true and false are not',
    ],
  ],
  [
    'no time',
    [
      'scenario: Small\ntime: { unit: month, origin: start, horizon: 24, landmarks: [12, 24], rmst: [24] }',
      '¦scenario: Small',
    ],
    ['time is missing, must be a mapping such as { unit: month, origin: first treatment, horizon: 120 }'],
  ],
  [
    'an interval of one number',
    ['value: 0.1,', 'value: 0.1, ¦interval: [1],'],
    ['interval is a list of 1, must have at least 2 entries such as [0.5, 0.9]'],
  ],
];

const names: Row[] = [
  ['a misspelt state', ['to: ill,', 'to: ¦il,'], ['state "il" is not defined; did you mean "ill"?']],
  ['a misspelt start', ['start: well', 'start: ¦wel'], ['state "wel" is not defined; did you mean "well"?']],
  [
    'a misspelt parameter',
    ['rate: death-rate', 'rate: ¦deth-rate'],
    ['parameter "deth-rate" is not defined; did you mean "death-rate"?'],
  ],
  ['a misspelt timer', ['at: visit', 'at: ¦vist'], ['timer "vist" is not defined; did you mean "visit"?']],
  [
    'a misspelt characteristic',
    ['{ responder: ratio }', '{ responders: ¦ratio }'],
    ['characteristic, mark or state "responders" is not defined; did you mean "responder"?'],
  ],
  [
    'what every object has',
    ['{ responder: ratio }', '{ toString: ¦ratio }'],
    [
      'characteristic, mark or state "toString" is not defined; known: responder, well, ill, choice, dead, alive',
    ],
  ],
  [
    'a level that is none',
    ['responder: yes', 'responder: ¦ja'],
    ['level of responder "ja" is not defined; known: yes, no'],
  ],
  [
    'an unknown endpoint of a target',
    ['{ endpoint: OS', '{ endpoint: ¦SO'],
    ['endpoint "SO" is not defined; did you mean "OS"?'],
  ],
  [
    'a state in no group',
    ['[well, ill]', '[well, ¦sick]'],
    ['state or group "sick" is not defined; known: well, ill, choice, dead, alive'],
  ],
  [
    'luck shared with a transition that is not there',
    ['to: dead, law: weibull', 'to: dead, name: ¦wel>dead, law: weibull'],
    ['transition without a name "wel>dead" is not defined; did you mean "well>dead"?'],
  ],
  [
    'luck shared with a transition that has a name of its own',
    [
      'to: dead, law: exponential, rate: death-rate }\n  ill:\n    transitions:\n      - { to: choice, at: visit }\n      - { to: dead,',
      'to: dead, name: death, law: exponential, rate: death-rate }\n  ill:\n    transitions:\n      - { to: choice, at: visit }\n      - { to: dead, name: ¦well>dead,',
    ],
    ['transition without a name "well>dead" is not defined; known: well>ill, ill>choice'],
  ],
  [
    'a name that leads through three states',
    ['to: dead, law: weibull', 'to: dead, name: ¦well>ill>dead, law: weibull'],
    [
      'name is "well>ill>dead", but a name starts with a letter and holds letters, digits, "-", "_" and "."; it may also be that of a transition without one, such as ill>dead',
    ],
  ],
  [
    'a decision by the name of a transition, which draws otherwise',
    ['choice:\n    decide', 'choice:\n    name: ¦well>dead\n    decide'],
    ['name is "well>dead", but a name starts with a letter and holds letters, digits, "-", "_" and "."'],
  ],
];

const numbers: Row[] = [
  [
    'a negative rate, told where it is stated and not where it is derived from',
    ['value: 0.1,', 'value: ¦-0.1,'],
    ['relapse-rate is -0.1, as rate in states.well it must be > 0'],
  ],
  ['a rate of 0', ['value: 0.02,', 'value: ¦0,'], ['death-rate is 0, as rate in states.well it must be > 0']],
  ['a negative scale in place', ['scale: { value: 9', 'scale: { value: ¦-9'], ['scale is -9, must be > 0']],
  [
    'a probability above 1',
    ['value: 0.5,', 'value: ¦1.2,'],
    ['half is 1.2, as chance in states.choice it must be a probability from 0 to 1'],
  ],
  [
    'chances that sum to 0.9',
    [
      'decide:\n      - { to: well, chance: half }\n      - { to: dead, chance: rest }',
      '¦decide:\n      - { to: well, chance: half }\n      - { to: dead, chance: { value: 0.4, assumption: x } }',
    ],
    ['the chances sum to 0.9, must sum to 1; give one of them `rest` to take what the others leave'],
  ],
  [
    'more events than patients',
    ['events: 30, of: 100, from: paper }\n  half', 'events: ¦130, of: 100, from: paper }\n  half'],
    ['events is 130, must be at most of = 100'],
  ],
  [
    'a landmark after the horizon',
    ['landmarks: [12, 24]', 'landmarks: [12, ¦36]'],
    ['landmarks[1] is 36, must be at most the horizon 24'],
  ],
  [
    'a tau after the horizon',
    ['rmst: [24]', 'rmst: [¦36]'],
    ['rmst[0] is 36, must be at most the horizon 24'],
  ],
  ['a target after the horizon', ['at: 12,', 'at: ¦500,'], ['at is 500, must not be after the horizon 24']],
  [
    'a division by 0',
    [
      '{ product: [relapse-rate, ratio] }',
      '{ quotient: [ratio, ¦none] }\n  none: { value: 0, assumption: x }',
    ],
    ['none is 0, must not be: it divides'],
  ],
  [
    'a number derived from itself',
    ['product: [relapse-rate, ratio]', 'product: [¦doubled, ratio]'],
    ['parameter "doubled" is derived from itself'],
  ],
  [
    'odds derived from themselves',
    ['product: [relapse-rate, ratio]', 'with-odds: [¦doubled, ratio]'],
    ['parameter "doubled" is derived from itself'],
  ],
  [
    'a difference of three',
    ['product: [relapse-rate, ratio]', '¦difference: [half, ratio, death-rate]'],
    ['difference is a list of 3, must have at most 2 entries such as [all-deaths, other-deaths]'],
  ],
  [
    'a difference with a parameter that is not there',
    ['product: [relapse-rate, ratio]', 'difference: [half, ¦ration]'],
    ['parameter "ration" is not defined; did you mean "ratio"?'],
  ],
  [
    'a difference below 0, where there must be a chance',
    [
      'doubled: { product: [relapse-rate, ratio] }\ncharacteristics:\n  responder: { chance: response }',
      '¦doubled: { difference: [death-rate, relapse-rate] }\ncharacteristics:\n  responder: { chance: doubled }',
    ],
    ['doubled is -0.08, as chance in characteristics.responder it must be a probability from 0 to 1'],
  ],
  [
    'odds of what is no chance, told where it is stated',
    [
      'value: 0.1, assumption: for the test }\n  death-rate: { value: 0.02, assumption: for the test }\n  response: { events: 30, of: 100, from: paper }\n  half: { value: 0.5, assumption: for the test }\n  ratio: { ratio: 0.7, assumption: for the test }\n  doubled: { product: [relapse-rate, ratio] }',
      'value: ¦1.1, assumption: for the test }\n  death-rate: { value: 0.02, assumption: for the test }\n  response: { events: 30, of: 100, from: paper }\n  half: { value: 0.5, assumption: for the test }\n  ratio: { ratio: 0.7, assumption: for the test }\n  doubled: { with-odds: [relapse-rate, ratio] }',
    ],
    ['relapse-rate is 1.1, as chance in parameters.doubled it must be a probability from 0 to 1'],
  ],
  [
    'a negative odds ratio',
    [
      '{ product: [relapse-rate, ratio] }',
      '{ with-odds: [half, less] }\n  less: { ratio: ¦-2, assumption: x }',
    ],
    ['less is -2, as odds ratio in parameters.doubled it must be >= 0'],
  ],
  [
    'no odds at all of what is certain',
    [
      '  doubled: { product: [relapse-rate, ratio] }',
      '  doubled: { ¦with-odds: [all, none] }\n  all: { value: 1, assumption: x }\n  none: { value: 0, assumption: x }',
    ],
    ['an odds ratio of 0 on a chance of 1 has no meaning'],
  ],
  [
    'a number derived in two ways',
    [
      'doubled: { product: [relapse-rate, ratio] }',
      '¦doubled: { difference: [half, ratio], complement: half }',
    ],
    [
      'doubled states its number in more than one way, must have one of value, ratio, mean, events + of, events + exposure, product, quotient, complement, difference, with-odds',
    ],
  ],
];

describe('a mistake in a scenario', () => {
  it('is found in none that is sound', () => {
    expect(mistakesIn(sound)).toEqual([]);
  });

  for (const [kind, rows] of Object.entries({ syntax, shapes, names, numbers })) {
    it.each(rows)(`of ${kind} is told with its place and what would be right: %s`, (_, change, expected) => {
      expectMistakes(spoilt(change), expected);
    });
  }

  it.each([
    ['', '1:1 the file is empty; a scenario starts with `scenario: its title`'],
    ['# only a comment\n', '1:1 the file is empty; a scenario starts with `scenario: its title`'],
    [
      '- a\n- b\n',
      '1:1 the file holds a list, must be a mapping; a scenario starts with `scenario: its title`',
    ],
    [
      'hello',
      '1:1 the file holds one value, must be a mapping; a scenario starts with `scenario: its title`',
    ],
    ['ab\u0000', '1:3 the file is not text: it holds control characters; a scenario is YAML in UTF-8'],
  ])('is told of a file that is no scenario: %j', (text, expected) => {
    expect(mistakesIn(text)).toEqual([expected]);
  });

  it('is told once where it stands, though Windows ends lines otherwise', () => {
    expectMistakes(spoilt(['to: ill,', 'to: ¦il,']).replaceAll('\n', '\r\n'), [
      'state "il" is not defined; did you mean "ill"?',
    ]);
  });
});

describe('a choice', () => {
  const chosen = (choice: string) =>
    spoilt(
      ['{ chance: response }', `{ chance: response, latent: ${choice} }`],
      ['{ if: { responder: yes } }', `{ if: { reached: ill, observed: ${choice} } }`],
      ['survival: 0.6,', `survival: 0.6, calibration: ${choice},`],
      [
        'start: well',
        'follow-up: { law: fixed, delay: { value: 9, assumption: for the test } }\nstart: well',
      ],
    );
  const read = (choice: string) => checkScenario(chosen(choice));

  it.each([
    ['yes', 'true'],
    ['no', 'false'],
  ])('%s is %s', (word, value) => {
    expect(read(word).errors).toEqual([]);
    expect(read(word).scenario).toEqual(read(value).scenario);
    expect(read(word).plans).toEqual(read(value).plans);
  });

  it('is one of two', () => {
    expect(read('yes').plans).not.toEqual(read('no').plans);
    for (const odd of ['maybe', '1', '[yes]', 'Yes'])
      expect(mistakesIn(chosen(odd)).filter((line) => line.endsWith(', must be yes or no'))).toHaveLength(3);
  });
});

describe('several mistakes in a file', () => {
  it('are all told in one go, in the order of the file', () => {
    const text = spoilt(
      ['horizon: 24', 'horizon: ¦-1'],
      ['value: 0.1,', 'value: ¦-0.1,'],
      ['  half: { value', '  ¦death-rate: { value: 0.02, assumption: x }\n  half: { value'],
      ['to: ill,', 'to: ¦il,'],
      ['rate: death-rate', 'rate: ¦0.02'],
      ['    decide:', '    ¦decide:'],
      ['chance: rest', 'chance: { value: 0.4, assumption: x }'],
      ['{ event: dead }', '{ event: ¦daed }'],
      ['responder: yes', 'responder: ¦ja'],
      ['  - { endpoint: OS, at: 12, survival: 0.6', '  - ¦3\n  - { endpoint: ¦SO, at: 12, survival: ¦6'],
    );
    expectMistakes(text, [
      'horizon is -1, must be > 0',
      'relapse-rate is -0.1, as rate in states.well it must be > 0',
      '"death-rate" is given a second time, must be given once',
      'state "il" is not defined; did you mean "ill"?',
      'rate 0.02 has no evidence: name a parameter, or write { value: 0.02, assumption: why }',
      'the chances sum to 0.9, must sum to 1; give one of them `rest` to take what the others leave',
      'state or group "daed" is not defined; did you mean "dead"?',
      'level of responder "ja" is not defined; known: yes, no',
      'targets[0] is 3, must be a mapping such as { endpoint: OS, at: 12, survival: 0.6, from: paper }',
      'endpoint "SO" is not defined; did you mean "OS"?',
      'survival is 6, must be from 0 to 1',
    ]);
  });

  it('of shape in lists do not shift the places of what comes after them', () => {
    const text = spoilt([
      '      - { to: ill, law: exponential,',
      '      - ¦1\n      - { to: dead, ¦lw: 3 }\n      - { to: ¦il, law: exponential,',
    ]);
    expectMistakes(text, [
      'transitions[0] is 1, must be a mapping such as { to: dead, law: exponential, rate: death-rate }',
      'unknown key "lw"; did you mean "law"?',
      'state "il" is not defined; did you mean "ill"?',
    ]);
  });

  it('bring no others with them: what refers to a wrong entry is not blamed', () => {
    const text = spoilt(
      ['  responder: { chance: response }', '  responder: { ¦chanc: response }'],
      ['  visit: { law: fixed,', '  visit: { law: ¦fixd,'],
      ['  ill:\n    transitions:', '  ill:\n    ¦transition:'],
      ['  OS: { event: dead }', '  OS: { event: ¦3 }'],
      ['  paper: { cite:', '  paper: { ¦cites:'],
    );
    const { text: file, places } = unmarked(text);
    expect(mistakesIn(file).map((line) => line.split(' ')[0])).toEqual(places);
  });
});

describe('a file made to do harm', () => {
  it('cannot unfold aliases without bound', () => {
    const letters = [...'abcdefghi'];
    const bomb = letters.map((letter, i) =>
      i === 0
        ? 'a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]'
        : `${letter}: &${letter} [${Array(9)
            .fill(`*${letters[i - 1]}`)
            .join(', ')}]`,
    );
    // unfolded it would be 9^9 values: this would not end, nor fit into memory
    expect(mistakesIn(bomb.join('\n'))).toEqual([
      '7:8 with *f the file holds more than 1,000,000 values; write fewer aliases of aliases',
    ]);
  });

  it('cannot nest without bound', () => {
    const [flow] = mistakesIn(`scenario: ${'['.repeat(20_000)}`);
    expect(flow).toMatch(/^1:\d+ lists and mappings are nested too deeply/);
    const condition = `{ not: ${'{ not: '.repeat(3000)}{ responder: yes }${' }'.repeat(3001)}`;
    const found = mistakesIn(spoilt(['{ responder: yes }', condition]));
    expect(found.length).toBeLessThan(2);
    expect(found.join()).not.toMatch(/stack|undefined/i);
  });

  it('cannot be larger than a scenario ever is', () => {
    expect(mistakesIn('#'.repeat(1_000_001))).toEqual([
      '1:1 the file has 1,000,001 characters, a scenario has at most 1,000,000',
    ]);
  });
});
