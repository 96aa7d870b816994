import { gridTimes } from '../../estimates/life-tables.ts';
import { type Counts, createEngine, roomFor } from '../../kernel/engine.ts';
import type { GeneratorName } from '../../kernel/generators.ts';
import { type EngineName, machineOf } from '../../kernel/primitives/index.ts';
import type { Plan } from '../../plan.ts';
import { streamKeys } from '../../run/keys.ts';
import { KeptTables } from '../../scenario/compile/kept-tables.ts';
import { StrategyPlans } from '../../scenario/compile/strategy-plans.ts';
import { planOf } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { sumCounters } from '../../tally.ts';
import { curveTracks } from '../compare/collect.ts';
import { varianceOfMean } from '../compare/paired.ts';
import { askedOfVariants, type VariantQuestions } from './asked.ts';
import { curveTimes } from './curve-times.ts';
import { type EndpointRows, figuresOfRows, pooledRows, rowsOf } from './endpoint-rows.ts';
import { type Outcome, outcomesOf } from './outcomes.ts';

/** What all variants of a scenario share. Plain data: it crosses threads as it is. */
export interface VariantJob {
  scenario: Scenario;
  /** the reference first */
  strategies: readonly string[];
  questions: VariantQuestions;
  seed: string;
  /** patients of each variant, under each strategy the same ones */
  patients: number;
  engine: EngineName;
  generator: GeneratorName;
}

/** The patients of a variant are simulated in this many batches, which tell the error of its figures. */
export const BATCHES = 4;

/** The figures of one strategy of a variant, outcome by outcome; NaN: not reached, or a share of nobody. */
export interface VariantFigures {
  values: number[];
  /** squared Monte Carlo standard errors */
  variances: number[];
  /** of the values less the reference's, of the same patients; of the reference itself 0 */
  pairedVariances: number[];
  /** by endpoint one after the other, survival at the curve's times */
  curves: Float64Array;
}

/** Simulates a scenario with other numbers again and again, and keeps between variants what they share. */
export interface VariantSimulator {
  outcomes: readonly Outcome[];
  curveTimes: readonly number[];
  /**
   * @param changed the job's scenario with other numbers
   * @param first number of the first patient
   * @returns strategy by strategy
   * @throws OverrideError where the numbers cannot be together
   */
  figuresOf(changed: Scenario, first: number): VariantFigures[];
}

/** @throws OverrideError where the scenario itself cannot be compiled */
export function variantSimulator(job: VariantJob): VariantSimulator {
  const { scenario, strategies, questions, seed, patients, generator } = job;
  const asked = askedOfVariants(questions);
  // the strategies of a variant share most of their laws
  const tables = new KeptTables();
  const plansOf = strategies.map(() => new StrategyPlans(asked, tables));
  const plans = (changed: Scenario) => {
    tables.next();
    return strategies.map((name, s) => planOf(changed, name, plansOf[s]!));
  };
  const outcomes = outcomesOf(scenario, plans(scenario), questions);
  const times = curveTimes(scenario.time.horizon);
  const keysBy = new Map<string, Int32Array>();
  const keysOf = (streams: readonly string[]) => {
    const name = JSON.stringify(streams);
    const keys = keysBy.get(name) ?? streamKeys(seed, streams);
    keysBy.set(name, keys);
    return keys;
  };
  const kept: { size: string; counts: Counts }[] = [];
  /** Room for the counts of a strategy, used again from variant to variant while its size stays. */
  const roomOf = ({ graph }: Plan, strategy: number): Counts => {
    const size = `${graph.tracks} ${graph.counters} ${graph.grid.rows}`;
    if (kept[strategy]?.size !== size)
      kept[strategy] = { size, counts: roomFor(graph, Math.ceil(patients / BATCHES)) };
    return kept[strategy]!.counts;
  };
  const simulate = (plan: Plan, first: number, into: Counts): StrategyBatches => {
    const engine = createEngine(plan.graph, machineOf(job.engine), { generator });
    const keys = keysOf(plan.graph.streams);
    const tracks = questions.endpoints.map((endpoint) => curveTracks(plan, { endpoint }));
    const startOf = (batch: number) => Math.floor((batch * patients) / BATCHES);
    const batches = Array.from({ length: BATCHES }, (_, b): Batch => {
      const counts = engine.run(keys, first + startOf(b), startOf(b + 1) - startOf(b), into);
      return {
        endpoints: tracks.map((curve) => rowsOf(curve, counts, plan.graph.grid.rows)),
        counters: counts.counters.slice(),
      };
    });
    return { plan, batches };
  };
  return {
    outcomes,
    curveTimes: times,
    figuresOf(changed, first) {
      const found = plans(changed).map((plan, s) =>
        readStrategy(simulate(plan, first, roomOf(plan, s)), outcomes, questions, times),
      );
      const [reference] = found as [StrategyFigures];
      return found.map(({ values, batches, curves }) => ({
        values,
        variances: outcomes.map((_, k) => varianceOfMean(batches.map((batch) => batch[k]!))),
        pairedVariances: outcomes.map((_, k) =>
          varianceOfMean(batches.map((batch, b) => batch[k]! - reference.batches[b]![k]!)),
        ),
        curves,
      }));
    },
  };
}

interface StrategyBatches {
  plan: Plan;
  batches: Batch[];
}

interface Batch {
  /** by endpoint */
  endpoints: EndpointRows[];
  counters: Float64Array;
}

interface StrategyFigures {
  /** by outcome, of all patients and of each batch */
  values: number[];
  batches: number[][];
  /** by endpoint, survival at the curve's times */
  curves: Float64Array;
}

function readStrategy(
  { plan, batches }: StrategyBatches,
  outcomes: readonly Outcome[],
  questions: VariantQuestions,
  curveTimes: readonly number[],
): StrategyFigures {
  const times = gridTimes(plan);
  const read = ({ endpoints, counters }: Batch) => {
    const figures = endpoints.map((rows) => figuresOfRows(rows, times, questions));
    const byEndpoint = new Map(questions.endpoints.map((name, k) => [name, figures[k]!]));
    const values: number[] = [];
    const figureOf = ({ kind, of, time, terms }: Outcome): number => {
      if (kind === 'combination')
        return terms!.reduce((sum, { index, weight }) => sum + weight * values[index]!, 0);
      if (kind === 'proportion') return shareOf(plan, counters, of);
      const { survival, rmst, median } = byEndpoint.get(of)!;
      if (kind === 'median') return median;
      return kind === 'survival'
        ? survival[questions.at.indexOf(time!)]!
        : rmst[questions.rmst.indexOf(time!)]!;
    };
    for (const outcome of outcomes) values.push(figureOf(outcome));
    return { values, figures };
  };
  const { values, figures } = read(pooled(batches));
  const curves = new Float64Array(figures.length * curveTimes.length);
  figures.forEach(({ line }, k) => {
    curveTimes.forEach((time, i) => {
      curves[k * curveTimes.length + i] = line.survival[Math.round(time * plan.graph.grid.perUnit)]!;
    });
  });
  return { values, batches: batches.map((batch) => read(batch).values), curves };
}

function pooled(batches: readonly Batch[]): Batch {
  const [first] = batches as [Batch];
  return {
    endpoints: first.endpoints.map((_, k) => pooledRows(batches.map(({ endpoints }) => endpoints[k]!))),
    counters: first.counters.map((_, i) => batches.reduce((sum, { counters }) => sum + counters[i]!, 0)),
  };
}

/** NaN of nobody. */
function shareOf({ readout }: Plan, counters: Float64Array, name: string): number {
  const { hits, among } = readout.proportions.findLast((one) => one.name === name)!;
  return sumCounters({ counters }, hits) / sumCounters({ counters }, among);
}
