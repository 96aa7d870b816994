import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../src/answers/compare/answer.ts';
import { compareAnswerSchema } from '../../../src/answers/compare/schema.ts';
import { withOverrides } from '../../../src/scenario/overrides.ts';
import { compareQuestions, FEWEST } from '../../../src/study/compare/index.ts';
import { textOf } from '../../engine/simulated.ts';
import {
  type Comparable,
  comparable,
  compared,
  firstTwo,
  house,
  ONE_DEATH,
  only,
  timedPlan,
} from './scenarios.ts';

const one = comparable(ONE_DEATH);
const nobody = { value: null, mcse: null };

/** A comparison of any figures is one that the schema knows. */
function expectSound(given: Comparable, result: Awaited<ReturnType<typeof compared>>): void {
  const entries = JSON.parse(JSON.stringify(entriesOf(result, given.scenario)));
  expect(() => compareAnswerSchema.shape.comparisons.parse(entries)).not.toThrow();
}

/** Some are taken and looked at as a subgroup: three in ten, and `share` of them under the other strategy. */
const taking = (share: number, death = 0.03) => `
scenario: Some are taken
time: { unit: month, origin: entry, horizon: 24, landmarks: [6, 12], rmst: [12] }
parameters:
  some: { value: 0.3, assumption: for this test }
  death: { value: ${death}, assumption: for this test }
start: choice
states:
  choice: { decide: [{ to: taken, chance: some }, { to: left, chance: rest }] }
  taken: { transitions: [{ to: dead, law: exponential, rate: death }, { to: lost, law: exponential, rate: death }] }
  left: { transitions: [{ to: dead, law: exponential, rate: death }] }
  lost: {}
  dead: {}
endpoints: { OS: { event: dead }, known: { event: dead, censor: lost } }
subgroups: { of-them: { if: { reached: taken } } }
strategies:
  usual: {}
  other: { parameters: { some: { value: ${share}, assumption: for this test } } }
`;

describe('the fewest patients', () => {
  it('are enough for every figure of a common event', async () => {
    const result = await compared(one, FEWEST);
    expect(result.batches).toBe(16);
    expectSound(one, result);
    const { survival, rmst, hazardRatio } = only(result);
    for (const { difference, mcse } of [...survival, ...rmst]) {
      expect(Number.isFinite(difference)).toBe(true);
      expect(mcse).toBeGreaterThan(0);
    }
    expect(hazardRatio.mcse).toBeGreaterThan(0);
  });

  it('and no fewer', async () => {
    await expect(compared(one, FEWEST - 1)).rejects.toThrow('1599 patients are too few to compare');
  });
});

describe('where something is nothing', () => {
  it('a subgroup that is empty under one strategy has no figures there, and no differences', async () => {
    const given = comparable(taking(0));
    const result = await compared(given, 4000, { subgroups: ['of-them'] });
    expectSound(given, result);
    const { subgroups, survival, proportions } = only(result);
    const { patients, endpoints } = subgroups['of-them']!;
    expect(patients).toMatchObject({ strategy: { value: 0, mcse: 1 / 4000 } });
    expect(patients.difference).toBeCloseTo(-0.3, 1);
    const { survival: theirs, rmst, medians, hazardRatio, lives } = endpoints.OS!;
    for (const one of [...theirs, ...rmst, ...medians]) {
      expect(one).toMatchObject({ strategy: nobody, difference: null, mcse: null, varianceRatio: null });
    }
    expect(theirs.map(({ numberNeededToTreat }) => numberNeededToTreat)).toEqual([null, null]);
    expect(theirs[0]!.reference.value).toBeCloseTo(0.83, 1);
    expect(hazardRatio).toMatchObject({ ...nobody, proportionality: null });
    expect(lives).toBeNull();
    expect(survival[0]!.difference).not.toBeNull();
    expect(proportions['of-them']!.strategy.value).toBe(0);
  });

  it('so few in a subgroup that batches have none of them have figures without errors', async () => {
    const given = comparable(taking(0.003));
    const result = await compared(given, FEWEST, { subgroups: ['of-them'] });
    expectSound(given, result);
    const { endpoints } = only(result).subgroups['of-them']!;
    const [first] = endpoints.OS!.survival;
    expect(first!.difference).not.toBeNull();
    expect(first!.mcse).toBeNull();
    expect(first!.numberNeededToTreat).toBeNull();
  });

  it('a median that is not reached is none, and neither is its difference', async () => {
    const given = comparable(taking(0.5, 0.001));
    const result = await compared(given, 2000);
    expectSound(given, result);
    expect(only(result).medians).toEqual([
      { p: 0.5, reference: nobody, strategy: nobody, difference: null, mcse: null, varianceRatio: null },
    ]);
  });

  it('a period without events in a batch has no ratio with an error, and the test is of the others', async () => {
    const questions = { at: [0, 0.05, 24], rmst: [], periods: [0.05, 24, 60] };
    const result = await compared(one, 3000, { questions });
    expectSound(one, result);
    const { hazardRatio, survival, rmst } = only(result);
    expect(hazardRatio.periods[0]!.mcse).toBeNull();
    expect(hazardRatio.periods[1]!.mcse).toBeGreaterThan(0);
    // two periods are left
    expect(hazardRatio.proportionality!.df[0]).toBe(1);
    expect(rmst).toEqual([]);
    // at the start everybody is alive, as far as one patient tells
    expect(survival[0]).toMatchObject({
      reference: { value: 1, mcse: 1 / 3000 },
      difference: 0,
      mcse: 0,
      varianceRatio: null,
      numberNeededToTreat: null,
    });
  });

  it('nobody needs treatment for a difference of less than four errors', async () => {
    const weak = comparable(ONE_DEATH.replace('ratio: 0.5', 'ratio: 0.999'));
    for (const { difference, mcse, numberNeededToTreat } of only(await compared(weak, 2000)).survival) {
      expect(Math.abs(difference!)).toBeLessThan(4 * mcse! + 1e-12);
      expect(numberNeededToTreat).toBeNull();
    }
  });
});

describe('lives', () => {
  it('are compared where every patient has a time: for endpoints that do not censor, of everybody', async () => {
    const given = house('reversible');
    const { lives, endpoints, subgroups } = only(
      await compared(given, 4000, { subgroups: ['relapsed-early'] }),
    );
    expect(lives).not.toBeNull();
    expect(endpoints.RFS!.lives).not.toBeNull();
    expect(endpoints['time-to-refractory']!.lives).toBeNull();
    expect(subgroups['relapsed-early']!.endpoints.OS!.lives).toBeNull();
  });

  it('nor where only a strategy censors', async () => {
    const never = comparable(taking(0.4).replace('some: { value: 0.3', 'some: { value: 0'));
    const { usual, other } = never.plans;
    for (const [reference, plan] of [
      [usual!, other!],
      [other!, usual!],
    ] as const) {
      const { lives, endpoints } = only(await compared(never, 2000, { reference, plans: [plan] }));
      expect(lives).not.toBeNull();
      expect(endpoints.known!.lives).toBeNull();
    }
  });
});

describe("a strategy beside itself with the file's own value", async () => {
  const given = house('illness-death');
  const again = timedPlan(
    withOverrides(given.scenario, [{ strategy: 'prevention', parameter: 'falls-ill', value: 0.05 }]),
    'prevention',
  );
  const result = await compared(given, 100_000, {
    reference: given.plans.prevention!,
    plans: [again],
    subgroups: ['smokers', 'never-smokers'],
  });
  const { subgroups, proportions, endpoints, ...first } = only(result);
  const curves = [
    first,
    ...Object.values(endpoints),
    ...Object.values(subgroups).flatMap((subgroup) => Object.values(subgroup.endpoints)),
  ];

  it('differs by exactly nothing, in everything', () => {
    const differences = [
      ...curves.flatMap(({ survival, rmst, medians }) => [...survival, ...rmst, ...medians]),
      ...Object.values(proportions),
      ...Object.values(subgroups).map(({ patients }) => patients),
    ];
    expect(differences.length).toBeGreaterThan(25);
    const known = differences.filter(({ reference }) => reference.value !== null);
    for (const one of known) expect(one).toMatchObject({ difference: 0, mcse: 0, varianceRatio: null });
    expect(known.length).toBeGreaterThan(20);
  });

  it('has hazard ratios of exactly 1, and all lives the same', () => {
    for (const { hazardRatio } of curves) {
      for (const one of [hazardRatio, ...hazardRatio.periods])
        expect(one).toMatchObject({ value: 1, mcse: 0 });
      expect(hazardRatio.proportionality).toBeNull();
    }
    for (const { lives } of [first, ...Object.values(endpoints)])
      expect(lives).toMatchObject({ longer: { value: 0 }, same: { value: 1 }, shorter: { value: 0 } });
  });
});

it('a subgroup and a proportion of one name are two things', async () => {
  const text = textOf('illness-death.yaml').replace(
    'proportions:',
    'proportions:\n  smokers: { title: Ill by 10, if: { reached: ill, by: 10 } }',
  );
  const { subgroups, proportions } = only(
    await compared(firstTwo(comparable(text)), 4000, { subgroups: ['smokers'] }),
  );
  expect(subgroups.smokers!.patients).toMatchObject({ difference: 0, mcse: 0 });
  expect(subgroups.smokers!.patients.reference.value).toBeCloseTo(0.3, 1);
  const { title, ...figures } = proportions['ill-within-10-years']!;
  expect(proportions.smokers).toEqual({ ...figures, title: 'Ill by 10' });
  expect(title).not.toBe('Ill by 10');
});

describe('what is asked', () => {
  it('must be there in every strategy', async () => {
    await expect(compared(one, 2000, { endpoints: ['PFS'] })).rejects.toThrow(
      'strategy usual has no endpoint or subgroup PFS',
    );
    await expect(compared(one, 2000, { subgroups: ['young'] })).rejects.toThrow(
      'strategy usual has no endpoint or subgroup young',
    );
  });

  it('puts the first endpoint first, and the others beside it', async () => {
    const given = house('illness-death');
    const { endpoint, endpointTitle, endpoints } = only(
      await compared(given, 2000, { endpoints: ['healthy-survival', 'survival'] }),
    );
    expect([endpoint, endpointTitle, Object.keys(endpoints)]).toEqual([
      'healthy-survival',
      'Alive and never ill',
      ['survival'],
    ]);
  });

  it('has periods between the landmarks and up to the horizon, in order and each once', () => {
    const periods = (at: number[]) => compareQuestions({ at, rmst: [], quantiles: [] }, 60).periods;
    expect(periods([12, 36])).toEqual([12, 36, 60]);
    expect(periods([36, 12, 36, 60, 0])).toEqual([12, 36, 60]);
    expect(periods([0])).toEqual([60]);
  });
});
