import { gridTimes } from '../../estimates/life-tables.ts';
import { type Counts, createEngine, roomFor } from '../../kernel/engine.ts';
import { machineOf } from '../../kernel/primitives/index.ts';
import type { Plan } from '../../plan.ts';
import { streamKeys } from '../../run/keys.ts';
import { KeptTables } from '../../scenario/compile/kept-tables.ts';
import { StrategyPlans } from '../../scenario/compile/strategy-plans.ts';
import { OverrideError, planOf } from '../../scenario/overrides.ts';
import type { LifeTable } from '../../survival/index.ts';
import { sumCounters } from '../../tally.ts';
import { parameterDraws } from '../../uncertainty/draw.ts';
import { addCurve, type CurveTracks, curveTracks, emptyTable } from '../compare/collect.ts';
import { figuresOf } from '../compare/figures.ts';
import { varianceOfMean } from '../compare/paired.ts';
import { curveTimes } from './curve-times.ts';
import { BATCHES, type DrawJob, type DrawRange, type DrawResults } from './job.ts';
import { askedOfDraws, uncertaintyFor } from './needed.ts';
import { type Outcome, outcomesOf, type PsaQuestions } from './outcomes.ts';

/** Does draws of one job, one range after the other, and keeps between them what they share. */
export interface DrawSimulator {
  outcomes: readonly Outcome[];
  /** how many numbers are drawn */
  parameters: number;
  run(range: DrawRange): DrawResults;
}

/**
 * A draw takes patients of its own (patients d n to (d + 1) n - 1 for draw d), the same ones under every strategy, so that
 * the mean over D draws has the error of D n patients.
 *
 * @throws OverrideError where the scenario cannot be compiled
 */
export function drawSimulator(job: DrawJob): DrawSimulator {
  const { scenario, strategies, questions, seed, patients, generator } = job;
  const uncertainty = uncertaintyFor(job);
  const draws = parameterDraws(scenario, uncertainty, seed);
  const asked = askedOfDraws(questions);
  // the strategies of a draw share most of their laws
  const tables = new KeptTables();
  const plansOf = strategies.map(() => new StrategyPlans(asked, tables));
  const outcomes = outcomesOf(
    scenario,
    strategies.map((name, s) => planOf(scenario, name, plansOf[s]!)),
    questions,
  );
  const times = curveTimes(scenario.time.horizon);
  const size = {
    draw: strategies.length * outcomes.length,
    curves: strategies.length * questions.endpoints.length,
  };
  const keysBy = new Map<string, Int32Array>();
  const keysOf = (streams: readonly string[]) => {
    const name = JSON.stringify(streams);
    const keys = keysBy.get(name) ?? streamKeys(seed, streams);
    keysBy.set(name, keys);
    return keys;
  };

  function simulate(plan: Plan, first: number, into: Counts): StrategyDraw {
    const engine = createEngine(plan.graph, machineOf(job.engine), { generator });
    const keys = keysOf(plan.graph.streams);
    const tracks = questions.endpoints.map((endpoint) => curveTracks(plan, { endpoint }));
    const startOf = (batch: number) => Math.floor((batch * patients) / BATCHES);
    const batches = Array.from({ length: BATCHES }, (_, b) =>
      readBatch(plan, tracks, engine.run(keys, first + startOf(b), startOf(b + 1) - startOf(b), into)),
    );
    return { plan, batches };
  }

  function runDraw(draw: number, at: number, results: DrawResults): void {
    const values = draws.valuesOf(draw);
    values.forEach((value, i) => {
      if (typeof value === 'number') results.parameters[at * values.length + i] = value;
    });
    const changed = draws.scenarioWith(values);
    tables.next();
    const plans = strategies.map((name, s) => planOf(changed, name, plansOf[s]!));
    const room = rooms(plans);
    const found = plans.map((plan, s) =>
      figuresOfDraw(simulate(plan, draw * patients, room[s]!), outcomes, questions, times),
    );
    const [reference] = found as [DrawFigures];
    found.forEach((one, s) => {
      outcomes.forEach((_, k) => {
        const to = at * size.draw + s * outcomes.length + k;
        results.values[to] = one.values[k]!;
        results.variances[to] = varianceOfMean(one.batches.map((batch) => batch[k]!));
        results.pairedVariances[to] = varianceOfMean(
          one.batches.map((batch, b) => batch[k]! - reference.batches[b]![k]!),
        );
      });
      results.curves.set(one.curves, (at * size.curves + s * questions.endpoints.length) * times.length);
    });
  }

  const kept: { plan: string; counts: Counts }[] = [];
  /** Room for the counts of each strategy, used again from draw to draw while its size stays. */
  function rooms(plans: readonly Plan[]): Counts[] {
    return plans.map(({ graph }, s) => {
      const plan = `${graph.tracks} ${graph.counters} ${graph.grid.rows}`;
      if (kept[s]?.plan !== plan) kept[s] = { plan, counts: roomFor(graph, Math.ceil(patients / BATCHES)) };
      return kept[s]!.counts;
    });
  }

  return {
    outcomes,
    parameters: uncertainty.drawn.length,
    run({ first, count }) {
      const column = (length: number) => new Float64Array(count * length).fill(NaN);
      const results: DrawResults = {
        values: column(size.draw),
        variances: column(size.draw),
        pairedVariances: column(size.draw),
        parameters: column(uncertainty.drawn.length),
        curves: column(size.curves * times.length),
        impossible: [],
      };
      for (let at = 0; at < count; at++) {
        try {
          runDraw(first + at, at, results);
        } catch (error) {
          if (!(error instanceof OverrideError)) throw error;
          results.impossible.push({ draw: first + at, message: error.message });
        }
      }
      return results;
    },
  };
}

interface BatchOfDraw {
  /** by endpoint */
  tables: LifeTable[];
  counters: Float64Array;
}

interface StrategyDraw {
  plan: Plan;
  batches: BatchOfDraw[];
}

interface DrawFigures {
  /** by outcome, of all patients of the draw and of each batch */
  values: number[];
  batches: number[][];
  /** by endpoint, survival at the curve's times */
  curves: Float64Array;
}

function readBatch(plan: Plan, tracks: readonly CurveTracks[], counts: Counts): BatchOfDraw {
  const times = gridTimes(plan);
  const tables = tracks.map((curve) => {
    const table = emptyTable(times, curve.causes);
    addCurve(table, curve, counts, plan.graph.grid.rows);
    return table;
  });
  return { tables, counters: counts.counters.slice() };
}

function figuresOfDraw(
  { plan, batches }: StrategyDraw,
  outcomes: readonly Outcome[],
  questions: PsaQuestions,
  curveTimes: readonly number[],
): DrawFigures {
  const all = batches.reduce((sum, batch) => ({
    tables: sum.tables.map((table, k) => sumOfTables(table, batch.tables[k]!)),
    counters: sum.counters.map((value, i) => value + batch.counters[i]!),
  }));
  const asked = { ...questions, periods: [] };
  const read = (batch: BatchOfDraw) => {
    const figures = batch.tables.map((table) => figuresOf(table, asked));
    const byEndpoint = new Map(questions.endpoints.map((name, k) => [name, figures[k]!]));
    const values = outcomes.map(({ kind, of, time }) => {
      if (kind === 'proportion') return shareOf(plan, batch.counters, of);
      const { survival, rmst, median } = byEndpoint.get(of)!;
      if (kind === 'median') return median;
      return kind === 'survival'
        ? survival[questions.at.indexOf(time!)]!
        : rmst[questions.rmst.indexOf(time!)]!;
    });
    return { values, figures };
  };
  const { values, figures } = read(all);
  const curves = new Float64Array(figures.length * curveTimes.length);
  figures.forEach(({ curve }, k) => {
    curveTimes.forEach((time, i) => {
      curves[k * curveTimes.length + i] = curve.survival[Math.round(time * plan.graph.grid.perUnit)]!;
    });
  });
  return { values, batches: batches.map((batch) => read(batch).values), curves };
}

function sumOfTables(a: LifeTable, b: LifeTable): LifeTable {
  const sum = (x: Float64Array, y: Float64Array) => x.map((value, i) => value + y[i]!);
  return {
    ...a,
    events: a.events.map((column, cause) => sum(column, b.events[cause]!)),
    censored: sum(a.censored, b.censored),
    size: a.size + b.size,
  };
}

/** NaN of nobody. */
function shareOf({ readout }: Plan, counters: Float64Array, name: string): number {
  const { hits, among } = readout.proportions.findLast((one) => one.name === name)!;
  return sumCounters({ counters }, hits) / sumCounters({ counters }, among);
}
