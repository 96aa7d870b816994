import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runAnswer } from '../../src/answers/run/answer.ts';
import { resultJsonSchema, runAnswerSchema } from '../../src/answers/run/schema.ts';
import { strategyTables } from '../../src/answers/run/sections.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { questionsOf, run } from '../../src/run/run.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { scenarioJsonSchema } from '../../src/scenario/schema/index.ts';

const shipped = (name: string) => readFileSync(new URL(`../../scenarios/${name}`, import.meta.url), 'utf8');

// many strategies take a while to compile
const known = new Map<string, ReturnType<typeof checkScenario>>();

function checkedFile(name: string) {
  const checked = known.get(name) ?? checkScenario(shipped(`${name}.yaml`));
  known.set(name, checked);
  return checked;
}

async function resultOf(name: string, n: number) {
  const { scenario, plans, errors } = checkedFile(name);
  expect(errors).toEqual([]);
  const result = await run({
    scenario: scenario!,
    plans: Object.values(plans),
    n,
    seed: '1',
    executor: inlineExecutor(),
  });
  const file = runAnswer(result, {
    version: '1.2.3',
    scenario: { file: 'x.yaml', sha256: 'abc', title: scenario!.scenario },
    seed: '1',
    threads: 1,
    engine: 'typescript',
    generator: 'triple32',
    seconds: 1,
    patientsPerSecond: n,
  });
  return { scenario: scenario!, result, text: JSON.stringify(file) };
}

const names = [
  'illness-death',
  'reversible',
  'laws',
  'background-mortality',
  'stage-iv-rectal',
  'immortal-time',
  'benchmark',
];

describe('the result of a run', () => {
  // a single patient leaves curves without anybody at risk, subgroups without patients, times not reached
  it.each(names.flatMap((name) => [1, 3, 200].map((n) => ({ name, n }))))(
    'of $n patients of $name has the shape that its schema says',
    async ({ name, n }) => {
      const { scenario, result, text } = await resultOf(name, n);
      expect(runAnswerSchema.safeParse(JSON.parse(text)).error).toBeUndefined();
      for (const [strategy, answer] of Object.entries(result.strategies)) {
        const printed = strategyTables(strategy, answer, questionsOf(scenario), 'month');
        expect(printed).not.toMatch(/NaN|undefined|null|Infinity|\be[+-]\d/);
      }
    },
  );

  it('has every key that a reader counts on', async () => {
    const { text } = await resultOf('stage-iv-rectal', 500);
    const { provenance, strategies } = runAnswerSchema.parse(JSON.parse(text));
    for (const key of ['version', 'seed', 'n', 'threads', 'fingerprint', 'seconds'])
      expect(provenance).toHaveProperty(key);
    expect(provenance.scenario).toEqual({ file: 'x.yaml', sha256: 'abc', title: expect.any(String) });
    expect(provenance.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    const strategy = Object.values(strategies)[0]!;
    const { survival, quantiles, rmst } = strategy.endpoints.OS!;
    expect(survival[0]).toEqual({
      at: expect.any(Number),
      value: expect.any(Number),
      mcse: expect.any(Number),
    });
    expect(quantiles.map((one: { p: number }) => one.p)).toEqual([0.25, 0.5, 0.75]);
    expect(Object.keys(quantiles[0]!)).toEqual(['p', 'value', 'mcse', 'lower', 'upper']);
    expect(Object.keys(rmst[0]!)).toEqual(['tau', 'value', 'mcse']);
    const subgroup = Object.values(strategy.subgroups)[0]!;
    expect(Object.keys(subgroup.proportion)).toEqual(['value', 'mcse']);
    expect(Object.keys(subgroup.endpoints)).toEqual(Object.keys(strategy.endpoints));
    const proportion = Object.values(strategy.proportions)[0]!;
    expect(proportion).toMatchObject({ value: expect.any(Number), mcse: expect.any(Number) });
    const { times, states, mcse } = strategy.occupancy;
    for (const shares of [...Object.values(states), ...Object.values(mcse)])
      expect(shares).toHaveLength(times.length);
    expect(Object.keys(mcse)).toEqual(Object.keys(states));
    for (const key of ['published', 'interval', 'simulated', 'mcse', 'inside'])
      expect(strategy.targets[0]).toHaveProperty(key);
  });

  it('shows no decimal of a mean time that one patient more could change', async () => {
    const { scenario, result } = await resultOf('illness-death', 1);
    const text = strategyTables(
      'usual-care',
      result.strategies['usual-care']!,
      questionsOf(scenario),
      'year',
    );
    // a single patient: RMST to 10 years is known to no better than 10 years
    expect(text).toMatch(/^healthy-survival +all +\d\.\d +- +9 +10$/m);
  });
});

describe('the schemas that stand beside the scenarios', () => {
  it('are those that the program has', () => {
    expect(JSON.parse(shipped('scenario.schema.json'))).toEqual(
      JSON.parse(JSON.stringify(scenarioJsonSchema())),
    );
    expect(JSON.parse(shipped('result.schema.json'))).toEqual(JSON.parse(JSON.stringify(resultJsonSchema())));
  });
});
