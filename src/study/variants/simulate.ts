import { gridTimes } from '../../estimates/life-tables.ts';
import { createEngine } from '../../kernel/engine.ts';
import type { GeneratorName } from '../../kernel/generators.ts';
import { type EngineName, machineOf } from '../../kernel/primitives/index.ts';
import type { Plan } from '../../plan.ts';
import { streamKeys } from '../../run/keys.ts';
import { KeptTables } from '../../scenario/compile/kept-tables.ts';
import { StrategyPlans } from '../../scenario/compile/strategy-plans.ts';
import { planAgain } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { sumCounters } from '../../tally.ts';
import { curveTracks } from '../compare/collect.ts';
import { type Ratios, ratiosOf } from '../compare/figures.ts';
import { type Lives, makeRows, type Rows, writeRows } from '../compare/lives.ts';
import { varianceOfMean } from '../compare/paired.ts';
import { askedOfVariants, type VariantQuestions } from './asked.ts';
import { curveTimes } from './curve-times.ts';
import {
  type EndpointFigures,
  type EndpointRows,
  eventRowsOf,
  figuresOfRows,
  pooledRows,
  rowsOf,
} from './endpoint-rows.ts';
import { livesIn, timesFor } from './lives.ts';
import { type Outcome, outcomesOf } from './outcomes.ts';

/** The settings that all variants of a scenario share. Plain data, so that it can be sent to threads. */
export interface VariantJob {
  scenario: Scenario;
  /** the reference first */
  strategies: readonly string[];
  questions: VariantQuestions;
  seed: string;
  /** patients of each variant, the same under all strategies (common random numbers) */
  patients: number;
  engine: EngineName;
  generator: GeneratorName;
  /** batches of patients, from which Monte Carlo errors are estimated; by default BATCHES */
  batches?: number;
}

/** Default number of batches of patients; their variation gives the Monte Carlo error of the figures. */
export const BATCHES = 4;

/** The figures of one strategy of a variant, outcome by outcome; NaN if not reached, or for a share of no patients. */
export interface VariantFigures {
  values: number[];
  /** squared Monte Carlo standard errors */
  variances: number[];
  /** squared Monte Carlo standard errors of the differences from the reference, with common random numbers; 0 for the reference */
  pairedVariances: number[];
  /** the values by batch, to compare variants with common random numbers */
  batches: readonly (readonly number[])[];
  /** survival of all patients at the curve's times, one endpoint after another */
  curves: Float64Array;
  /** likewise: squared Monte Carlo standard errors of survival, and of its difference from the reference */
  curveVariances: Float64Array;
  pairedCurveVariances: Float64Array;
}

/** Simulates a scenario repeatedly with other parameter values, and keeps what the variants share. */
export interface VariantSimulator {
  outcomes: readonly Outcome[];
  curveTimes: readonly number[];
  /**
   * @param changed the scenario of the job with other parameter values
   * @param first number of the first patient
   * @returns the figures, strategy by strategy
   * @throws OverrideError if the values are impossible together
   */
  figuresOf(changed: Scenario, first: number): VariantFigures[];
}

/** @throws OverrideError if the scenario cannot be compiled */
export function variantSimulator(job: VariantJob): VariantSimulator {
  const { scenario, strategies, questions, seed, patients, generator, batches: batchCount = BATCHES } = job;
  const asked = askedOfVariants(questions);
  // the strategies of a variant share most of their laws
  const tables = new KeptTables();
  const plansOf = strategies.map(() => new StrategyPlans(asked, tables, { isOneAtATime: true }));
  const plans = (changed: Scenario) => {
    tables.next();
    return strategies.map((name, s) => planAgain(changed, name, plansOf[s]!));
  };
  const outcomes = outcomesOf(scenario, plans(scenario), questions);
  const timed = questions.endpoints.filter((name) =>
    outcomes.some(({ kind, of }) => kind === 'lives' && of === name),
  );
  const times = curveTimes(scenario.time.horizon);
  const groups = [undefined, ...(questions.subgroups ?? [])];
  const keysBy = new Map<string, Int32Array>();
  const keysOf = (streams: readonly string[]) => {
    const name = JSON.stringify(streams);
    const keys = keysBy.get(name) ?? streamKeys(seed, streams);
    keysBy.set(name, keys);
    return keys;
  };
  const kept: Room[] = [];
  /** The memory of a strategy, reused by all variants of the same size. */
  const roomOf = ({ graph }: Plan, strategy: number): Room => {
    const { rows } = graph.grid;
    const ofBatch = () =>
      Array.from({ length: groups.length * questions.endpoints.length }, () => new Uint32Array(rows));
    if (kept[strategy]?.rows !== rows)
      kept[strategy] = {
        ...{ rows, whole: ofBatch(), left: Array.from({ length: batchCount }, ofBatch) },
        times: timed.length === 0 ? undefined : [],
      };
    return kept[strategy]!;
  };
  const simulate = (plan: Plan, first: number, room: Room): StrategyBatches => {
    const engine = createEngine(plan.graph, machineOf(job.engine), { generator });
    const keys = keysOf(plan.graph.streams);
    const tracks = groups.flatMap((subgroup) =>
      questions.endpoints.map((endpoint) => curveTracks(plan, { endpoint, subgroup })),
    );
    const startOf = (batch: number) => Math.floor((batch * patients) / batchCount);
    const outcomeOf = (name: string) => plan.times!.endpoints.find((one) => one.name === name)!.outcome;
    const times = room.times && timesFor(room.times, plan, Math.ceil(patients / batchCount));
    const batches = Array.from({ length: batchCount }, (_, b): Batch => {
      const count = startOf(b + 1) - startOf(b);
      const counts = engine.peek(keys, first + startOf(b), count, times);
      return {
        rows: timed.map((name) => {
          const rows = makeRows(count, plan.graph.grid.rows);
          writeRows(rows, 0, times![outcomeOf(name)]!, count, plan.graph.grid);
          return rows;
        }),
        endpoints: tracks.map((curve, k) => rowsOf(curve, counts, plan.graph.grid.rows, room.left[b]![k]!)),
        counters: counts.counters.slice(),
      };
    });
    return { plan, batches: [pooled(batches, room.whole), ...batches] };
  };
  return {
    outcomes,
    curveTimes: times,
    figuresOf(changed, first) {
      const found = plans(changed).map((plan, s) =>
        readStrategy(simulate(plan, first, roomOf(plan, s)), questions, times),
      );
      const [reference] = found as [StrategyFigures];
      const read = found.map((one) =>
        one.parts.map((_, part) => valuesOf(one, reference, part, outcomes, timed, questions)),
      );
      const variances = (s: number, paired: boolean) =>
        outcomes.map((_, k) =>
          varianceOfMean(
            read[s]!.slice(1).map((values, b) => values[k]! - (paired ? read[0]![b + 1]![k]! : 0)),
          ),
        );
      return found.map(({ parts }, s) => {
        const [whole, ...batches] = parts as [Part, ...Part[]];
        const overBatches = (paired: boolean) => {
          const found = new Float64Array(whole.curves.length);
          const values = new Array<number>(batchCount).fill(0);
          for (let i = 0; i < found.length; i++) {
            for (let b = 0; b < batchCount; b++)
              values[b] = batches[b]!.curves[i]! - (paired ? reference.parts[b + 1]!.curves[i]! : 0);
            found[i] = varianceOfMean(values);
          }
          return found;
        };
        return {
          values: read[s]![0]!,
          variances: variances(s, false),
          pairedVariances: variances(s, true),
          batches: read[s]!.slice(1),
          curves: whole.curves,
          curveVariances: overBatches(false),
          pairedCurveVariances: overBatches(true),
        };
      });
    },
  };
}

/** Memory for the counts of a strategy. */
interface Room {
  rows: number;
  /** of all batches together, by group and endpoint */
  whole: Uint32Array[];
  /** by batch, then by group and endpoint: see `rowsOf` */
  left: Uint32Array[][];
  /** times of the patients of a batch, by outcome of the plan; undefined where they are not asked for */
  times: Float64Array[] | undefined;
}

interface StrategyBatches {
  plan: Plan;
  /** all patients first, then the batches */
  batches: Batch[];
}

interface Batch {
  /** by group, then by endpoint */
  endpoints: EndpointRows[];
  counters: Float64Array;
  /** by endpoint whose `lives` are asked for: the row of each patient's event; none of all patients together */
  rows: readonly Rows[];
}

/** Counts of all patients of a strategy, or of one batch. */
interface Part extends Batch {
  /** by group, then by endpoint */
  figures: EndpointFigures[];
  /** survival of all patients at the curve's times, by endpoint */
  curves: Float64Array;
}

interface StrategyFigures {
  plan: Plan;
  /** all patients first, then the batches */
  parts: Part[];
}

function readStrategy(
  { plan, batches }: StrategyBatches,
  questions: VariantQuestions,
  curveTimes: readonly number[],
): StrategyFigures {
  const times = gridTimes(plan);
  const rows = curveTimes.map((time) => Math.round(time * plan.graph.grid.perUnit));
  const parts = batches.map((batch): Part => {
    const figures = batch.endpoints.map((one) => figuresOfRows(one, times, questions, rows));
    const curves = new Float64Array(questions.endpoints.length * rows.length);
    for (let k = 0; k < questions.endpoints.length; k++) curves.set(figures[k]!.curve, k * rows.length);
    return { ...batch, figures, curves };
  });
  return { plan, parts };
}

/** The outcomes of a strategy in all patients or one batch, with the same part of the reference for differences. */
function valuesOf(
  { plan, parts }: StrategyFigures,
  reference: StrategyFigures,
  part: number,
  outcomes: readonly Outcome[],
  timed: readonly string[],
  { endpoints, subgroups = [], at, rmst, ratios }: VariantQuestions,
): number[] {
  const { counters, figures } = parts[part]!;
  const isReference = parts === reference.parts;
  const known = new Map<number, Ratios>();
  const ratiosAt = (k: number) => {
    const rowsIn = (one: readonly Part[]) => one[part]!.endpoints[k]!;
    const found =
      known.get(k) ?? ratiosOf(eventRowsOf(rowsIn(reference.parts), rowsIn(parts), gridTimes(plan)), ratios!);
    known.set(k, found);
    return found;
  };
  const shares = new Map<string, Record<keyof Lives, number>>();
  const livesOf = (of: string) => {
    const found = shares.get(of) ?? livesIn(reference.parts, parts, part, timed.indexOf(of));
    shares.set(of, found);
    return found;
  };
  const values: number[] = [];
  const figureOf = ({ kind, of, subgroup, time, period, terms, who }: Outcome): number => {
    if (kind === 'combination')
      return terms!.reduce((sum, { index, weight }) => sum + weight * values[index]!, 0);
    if (kind === 'proportion') return shareOf(plan, counters, of);
    const group = subgroup === undefined ? 0 : subgroups.indexOf(subgroup) + 1;
    const k = group * endpoints.length + endpoints.indexOf(of);
    if (kind === 'median') return figures[k]!.median;
    if (kind === 'survival') return figures[k]!.survival[at.indexOf(time!)]!;
    if (kind === 'rmst') return figures[k]!.rmst[rmst.indexOf(time!)]!;
    if (isReference) return 0;
    if (kind === 'lives') return livesOf(of)[who!];
    const { overall, periods } = ratiosAt(k);
    return period ? periods[ratios!.periods.indexOf(period.to)]! : overall;
  };
  for (const outcome of outcomes) values.push(figureOf(outcome));
  return values;
}

function pooled(batches: readonly Batch[], room: readonly Uint32Array[]): Batch {
  const [first] = batches as [Batch];
  return {
    endpoints: first.endpoints.map((_, k) =>
      pooledRows(
        batches.map(({ endpoints }) => endpoints[k]!),
        room[k]!,
      ),
    ),
    rows: [],
    counters: first.counters.map((_, i) => batches.reduce((sum, { counters }) => sum + counters[i]!, 0)),
  };
}

/** NaN for no patients. */
function shareOf({ readout }: Plan, counters: Float64Array, name: string): number {
  const { hits, among } = readout.proportions.findLast((one) => one.name === name)!;
  return sumCounters({ counters }, hits) / sumCounters({ counters }, among);
}
