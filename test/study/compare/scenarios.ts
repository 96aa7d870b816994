import type { Plan } from '../../../src/plan.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { checkScenario } from '../../../src/scenario/check.ts';
import type { Asked } from '../../../src/scenario/compile/asked.ts';
import { StrategyPlans } from '../../../src/scenario/compile/strategy-plans.ts';
import { planOf } from '../../../src/scenario/overrides.ts';
import type { Scenario } from '../../../src/scenario/schema/index.ts';
import {
  type CompareOptions,
  type CompareResult,
  type Comparison,
  compare,
  compareQuestions,
} from '../../../src/study/compare/index.ts';
import { textOf } from '../../engine/simulated.ts';

/** A small scenario for comparisons. */
export interface Comparable {
  scenario: Scenario;
  plans: Record<string, Plan>;
}

/** Asks for everything, and for the individual times of every endpoint. */
const withTimes = ({ endpoints }: Scenario): Asked => ({ times: { endpoints: Object.keys(endpoints) } });

/** A strategy's plan for comparisons. */
export const timedPlan = (scenario: Scenario, strategy: string): Plan =>
  planOf(scenario, strategy, new StrategyPlans(withTimes(scenario)));

/** @throws Error with all problems of the text */
export function comparable(text: string): Comparable {
  const { scenario, plans, errors } = checkScenario(text, { asked: withTimes });
  if (errors.length > 0) throw new Error(errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return { scenario: scenario!, plans };
}

/** A shipped scenario, with its first two strategies. */
export const house = (name: string): Comparable => firstTwo(comparable(textOf(`${name}.yaml`)));

export function firstTwo({ scenario, plans }: Comparable): Comparable {
  return { scenario, plans: Object.fromEntries(Object.entries(plans).slice(0, 2)) };
}

/** Death at a constant rate of 0.03 a month and, under `treated`, at half that rate, with common random numbers. */
export const ONE_DEATH = `
scenario: One death
time: { unit: month, origin: entry, horizon: 60, landmarks: [12, 24, 36], rmst: [36] }
parameters:
  death: { value: 0.03, assumption: for this test }
  half: { ratio: 0.5, assumption: for this test }
  halved: { product: [death, half] }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: death }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies:
  usual: {}
  treated: { states: { alive: { transitions: [{ to: dead, law: exponential, rate: halved }] } } }
`;

/** The treatment's ratio is 0.5 for a year, and 0.9 from then on. */
export const WANING = ONE_DEATH.replace(
  'law: exponential, rate: halved',
  'law: piecewise-exponential, breaks: [0, 12], rates: [halved, nearly]',
).replace('  halved:', '  nearly: { value: 0.027, assumption: for this test }\n  halved:');

/** Compares two strategies, or any plans, with the scenario's own questions. */
export async function compared(
  { scenario, plans }: Comparable,
  n: number,
  { reference, plans: others, ...options }: Partial<CompareOptions> = {},
): Promise<Compared> {
  const { landmarks = [], rmst = [], horizon } = scenario.time;
  const [first, ...rest] = Object.values(plans);
  const { curves, ...result } = await compare({
    reference: reference ?? first!,
    plans: others ?? rest,
    n,
    seed: '1',
    executor: inlineExecutor(),
    questions: compareQuestions({ at: landmarks, rmst, quantiles: [] }, horizon),
    endpoints: Object.keys(scenario.endpoints),
    ...options,
  });
  return { ...result, curves: curves() };
}

/** A result without the parts that differ between runs. */
export type Compared = Omit<CompareResult, 'curves'> & { curves: ReturnType<CompareResult['curves']> };

/** The comparison of a result that has only one. */
export function only({ comparisons }: Pick<CompareResult, 'comparisons'>): Comparison {
  const all = Object.values(comparisons);
  if (all.length !== 1) throw new Error(`${all.length} comparisons, must be one`);
  return all[0]!;
}
