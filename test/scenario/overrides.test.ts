import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/plan.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import {
  type Override,
  OverrideError,
  planOf,
  resolvable,
  strategiesWithOwnValue,
  withOverrides,
  withWhatIf,
} from '../../src/scenario/overrides.ts';
import { textOf } from '../engine/simulated.ts';

const TEXT = `
scenario: Chances and rates
time: { unit: month, origin: entry, horizon: 24 }
parameters:
  death: { value: 0.05, assumption: for this test }
  ratio.low: { ratio: 0.5, assumption: for this test }
  low: { product: [death, ratio.low] }
  first: { events: 1, of: 4, assumption: for this test }
  second: { value: 0.25, assumption: for this test }
start: choice
states:
  choice: { decide: [{ to: one, chance: first }, { to: two, chance: second }, { to: three, chance: rest }] }
  one: { transitions: [{ to: dead, law: exponential, rate: death }] }
  two: { transitions: [{ to: dead, law: exponential, rate: low }] }
  three: { transitions: [{ to: dead, law: exponential, rate: death }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies:
  usual: {}
  treat.ed:
    title: Treatment
    caveat: made up
    parameters:
      death: { value: 0.04, assumption: for this test }
      extra: { ratio: 0.5, assumption: for this test }
      own: { product: [death, extra] }
    states: { one: { transitions: [{ to: dead, law: exponential, rate: own }] } }
`;

const read = (text: string) => {
  const { scenario, plans, errors } = checkScenario(text);
  expect(errors).toEqual([]);
  return { scenario: scenario!, plans };
};
const { scenario, plans } = read(TEXT);

/** The plans of the text with a part of it replaced, which must be there once. */
function edited(from: string, to: string, text = TEXT): Record<string, Plan> {
  expect(text.split(from)).toHaveLength(2);
  return read(text.replace(from, to)).plans;
}

const withOne = (strategy: string | undefined, parameter: string, value: number) =>
  withOverrides(scenario, [{ strategy, parameter, value }]);

describe('another value for a parameter', () => {
  it('is as if the file had it', () => {
    const changed = withOne(undefined, 'death', 0.06);
    const plansOfText = edited('  death: { value: 0.05', '  death: { value: 0.06');
    expect(planOf(changed, 'usual')).toEqual(plansOfText.usual);
    expect(planOf(changed, 'usual')).not.toEqual(plans.usual);
  });

  it('reaches what is derived from it, and may take the place of what is derived', () => {
    const ratio = withOne(undefined, 'ratio.low', 0.8);
    expect(planOf(ratio, 'usual')).toEqual(
      edited('ratio.low: { ratio: 0.5', 'ratio.low: { ratio: 0.8').usual,
    );
    const low = withOne(undefined, 'low', 0.04);
    const text = edited('{ product: [death, ratio.low] }', '{ value: 0.04, assumption: for this test }');
    expect(planOf(low, 'usual')).toEqual(text.usual);
  });

  it('may take the place of a proportion', () => {
    const text = edited('{ events: 1, of: 4,', '{ value: 0.4,');
    expect(planOf(withOne(undefined, 'first', 0.4), 'usual')).toEqual(text.usual);
  });

  it('leaves a strategy the value of its own, and says which do', () => {
    const changed = withOne(undefined, 'death', 0.06);
    // the strategy's own death, 0.04, is all that it uses
    expect(planOf(changed, 'treat.ed')).toEqual(plans['treat.ed']);
    expect(strategiesWithOwnValue(scenario, { parameter: 'death' }, ['usual', 'treat.ed'])).toEqual([
      'treat.ed',
    ]);
    expect(strategiesWithOwnValue(scenario, { parameter: 'death' }, ['usual'])).toEqual([]);
    expect(strategiesWithOwnValue(scenario, { parameter: 'first' }, ['usual', 'treat.ed'])).toEqual([]);
    expect(
      strategiesWithOwnValue(scenario, { strategy: 'treat.ed', parameter: 'death' }, ['treat.ed']),
    ).toEqual([]);
  });

  it('in one strategy alone is of no concern to the others', () => {
    const changed = withOne('treat.ed', 'first', 0.4);
    expect(planOf(changed, 'usual')).toEqual(plans.usual);
    const all = planOf(withOne(undefined, 'first', 0.4), 'treat.ed');
    expect(planOf(changed, 'treat.ed')).toEqual(all);
    expect(all).not.toEqual(plans['treat.ed']);
  });

  it('reaches what a strategy derives of its own', () => {
    const text = edited('extra: { ratio: 0.5', 'extra: { ratio: 0.9');
    expect(planOf(withOne('treat.ed', 'extra', 0.9), 'treat.ed')).toEqual(text['treat.ed']);
  });

  it("that is the file's changes nothing", () => {
    expect(planOf(withOne(undefined, 'first', 0.25), 'usual')).toEqual(plans.usual);
  });

  it('is one of several, the last one of a name counting, and leaves the scenario as it was', () => {
    const several: Override[] = [
      { parameter: 'first', value: 0.9 },
      { parameter: 'second', value: 0.1 },
      { parameter: 'first', value: 0.2 },
    ];
    const text = TEXT.replace('{ events: 1, of: 4,', '{ value: 0.2,').replace(
      '{ value: 0.25,',
      '{ value: 0.1,',
    );
    expect(planOf(withOverrides(scenario, several), 'usual')).toEqual(read(text).plans.usual);
    expect(withOverrides(scenario, [])).toBe(scenario);
    expect(planOf(scenario, 'usual')).toEqual(plans.usual);
  });

  it('reaches the strategies that use it', () => {
    const study = read(textOf('illness-death.yaml'));
    const changed = withOverrides(study.scenario, [{ parameter: 'prevention-ratio', value: 0.7 }]);
    const text = edited(
      'prevention-ratio: { ratio: 0.6',
      'prevention-ratio: { ratio: 0.7',
      textOf('illness-death.yaml'),
    );
    expect(planOf(changed, 'prevention')).toEqual(text.prevention);
    expect(planOf(changed, 'usual-care')).toEqual(study.plans['usual-care']);
  });
});

describe('a what-if', () => {
  const whatIf = (of: string, overrides: Override[]) =>
    withWhatIf(scenario, { name: 'what-if', of, overrides });

  it('is a copy with other values, which says so in its title', () => {
    const changed = whatIf('treat.ed', [
      { parameter: 'death', value: 0.02 },
      { parameter: 'first', value: 0.3 },
    ]);
    expect(changed.strategies['what-if']).toMatchObject({
      title: 'Treatment, death = 0.02, first = 0.3',
      caveat: 'made up',
    });
    const same = withOverrides(scenario, [
      { strategy: 'treat.ed', parameter: 'death', value: 0.02 },
      { strategy: 'treat.ed', parameter: 'first', value: 0.3 },
    ]);
    expect(planOf(changed, 'what-if')).toEqual({ ...planOf(same, 'treat.ed'), strategy: 'what-if' });
    expect(planOf(changed, 'treat.ed')).toEqual(plans['treat.ed']);
  });

  it('of a strategy without a title has its name', () => {
    const changed = whatIf('usual', [{ parameter: 'death', value: 0.02 }]);
    expect(changed.strategies['what-if']!.title).toBe('usual, death = 0.02');
  });

  it('knows no parameters of other strategies', () => {
    expect(() => whatIf('usual', [{ parameter: 'extra', value: 1 }])).toThrow(
      'parameter "extra" is not in the scenario',
    );
  });
});

describe('an override that cannot be', () => {
  it.each<[Override, string]>([
    [{ parameter: 'deth', value: 1 }, 'parameter "deth" is not in the scenario; did you mean "death"?'],
    [
      { parameter: 'nothing-like-it', value: 1 },
      'parameter "nothing-like-it" is not in the scenario; it has death, ratio.low, low, first, second',
    ],
    [
      { strategy: 'treated', parameter: 'death', value: 1 },
      'strategy "treated" is not in the scenario; did you mean "treat.ed"?',
    ],
    [{ parameter: 'extra', value: 1 }, 'parameter "extra" is not in the scenario'],
    [
      { strategy: 'treat.ed', parameter: 'extr', value: 1 },
      'parameter "extr" is not in the scenario; did you mean "extra"?',
    ],
  ])('is told with a near name: %o', (override, message) => {
    const act = () => withOverrides(scenario, [override]);
    expect(act).toThrow(OverrideError);
    expect(act).toThrow(message);
  });

  it.each<[string | undefined, string, number, string]>([
    [undefined, 'death', -1, 'death is -1, as rate in states.one it must be > 0 (at parameters.death.value)'],
    [undefined, 'death', 0, 'it must be > 0'],
    [undefined, 'first', 1.5, 'as chance in states.choice it must be a probability from 0 to 1'],
    [undefined, 'first', 0.8, 'the chances sum to 1.05, must leave a rest: at most 1'],
    [undefined, 'death', Number.POSITIVE_INFINITY, 'must be finite'],
    ['usual', 'ratio.low', 0, 'rate'],
  ])('is out of its range: %s %s %d', (strategy, parameter, value, message) => {
    const changed = withOne(strategy, parameter, value);
    const act = () => resolvable(changed, 'usual');
    expect(act).toThrow(OverrideError);
    expect(act).toThrow(message);
    expect(() => planOf(changed, 'usual')).toThrow(OverrideError);
  });

  it('is told of the strategy that it concerns, and of no other', () => {
    const changed = withOne('treat.ed', 'death', -1);
    expect(() => resolvable(changed, 'treat.ed')).toThrow(
      'own is -0.5, as rate in strategies.treat.ed it must be > 0',
    );
    expect(() => resolvable(changed, 'usual')).not.toThrow();
  });
});
