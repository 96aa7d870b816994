import { readFileSync } from 'node:fs';
import { estimate } from '../../src/estimates/index.ts';
import { createEngine, roomFor } from '../../src/kernel/engine.ts';
import { fastestEngine, machineOf } from '../../src/kernel/primitives/index.ts';
import type { Plan } from '../../src/plan.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { questionsOf } from '../../src/run/run.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { StrategyPlans } from '../../src/scenario/compile/strategy-plans.ts';
import { planOf } from '../../src/scenario/overrides.ts';
import type { Scenario } from '../../src/scenario/schema/index.ts';
import { drawSimulator } from '../../src/study/draws/simulate.ts';
import { addChunk, emptyTally } from '../../src/tally.ts';
import { withPosterior } from '../../src/uncertainty/posterior-file.ts';
import { takeTurns } from '../turns.ts';

/** Patients per draw, and in the plain run that it is compared with. */
const PATIENTS = 10_000;
/** Patients per draw where simulating them takes most of the time. */
const MORE = 100_000;
const DRAWS = 20;
/** A study takes thousands of draws, so its program has long been compiled: this many go before. */
const BEFORE = 300;
const MANY = 2 ** 19;
const SEED = '1';

interface Work {
  name: string;
  /** number of repetitions in a turn */
  times: number;
  /** number of repetitions before the first turn; none unless given */
  before?: number;
  /** runs once and returns a number from the result, as a checksum */
  once(turn: number): number;
  /** index of the work that it is compared with */
  over: number;
  /** description, from milliseconds of processor time per run and the ratio */
  shown(ms: number, ratio: number): string;
}

/**
 * Prints the time of a parameter draw relative to simulating as many patients in a plain run, the time of estimating every
 * figure, and the speed of a plan with two endpoints only. Processor time of one thread, in turns; lower quartiles, since
 * whatever else the machine does can only add to it.
 */
export async function printDraws(repeats: number): Promise<void> {
  for (const name of ['stage-iv-rectal', 'benchmark']) {
    const works = worksOf(name);
    for (const { before = 0, once } of works) for (let k = 0; k < before; k++) once(k);
    const sums = works.map(() => new Set<number>());
    const seconds = await takeTurns(
      works.map(({ name: own, times, once }, i) => ({
        name: own,
        run: () => {
          const started = process.cpuUsage();
          let sum = 0;
          for (let k = 0; k < times; k++) sum += once(k);
          sums[i]!.add(sum);
          const { user, system } = process.cpuUsage(started);
          return (user + system) / 1e6 / times;
        },
      })),
      // the first turn is a warm-up
      repeats + 1,
      (repeat) => console.error(`${name}: repeat ${repeat - 1} of ${repeats}`),
    );
    console.log(`\n${name}, one thread\n`);
    works.forEach(({ name: own, over, shown }, i) => {
      if (sums[i]!.size > 1) throw new Error(`${own}: the same work gave ${[...sums[i]!].join(' and ')}`);
      const mine = seconds[i]!.slice(1);
      const ratios = mine.map((one, turn) => one / seconds[over]!.slice(1)[turn]!);
      console.log(
        `${own}: ${shown(1000 * lowerQuartile(mine), lowerQuartile(ratios))}; checksum ${[...sums[i]!][0]}`,
      );
    });
  }
}

function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 4)]!;
}

function worksOf(name: string): Work[] {
  const file = new URL(`../../scenarios/${name}.yaml`, import.meta.url);
  const { scenario: read } = checkScenario(readFileSync(file, 'utf8'), { compileOnly: () => [] });
  const beside = read!.posterior && new URL(read!.posterior.file, file);
  const { scenario } = beside ? withPosterior(read!, readFileSync(beside, 'utf8')) : { scenario: read };
  const [strategy] = Object.keys(scenario!.strategies) as [string];
  const endpoints = ['OS', 'PFS'].filter((one) => Object.hasOwn(scenario!.endpoints, one));
  const all = planOf(scenario!, strategy);
  const few = planOf(
    scenario!,
    strategy,
    new StrategyPlans({ endpoints, subgroups: [], shares: false, states: false, followUp: false }),
  );
  const draws = drawsOf(scenario!, [strategy], PATIENTS, endpoints);
  // two strategies of the same patients, as `psa` compares them
  const pair = [strategy, 'total-neoadjuvant'].filter((one) => Object.hasOwn(scenario!.strategies, one));
  const times = (ms: number, ratio: number) => `${ms.toFixed(2)} ms, ${ratio.toFixed(2)} times`;
  const psaDraws = (tenThousands: number, draws: number) => (ms: number, ratio: number) =>
    `${ms.toFixed(2)} ms, ${(ratio / tenThousands / 2).toFixed(2)} times as many patients of a plain run; ${draws} draws in ${((ms * draws) / 1000).toFixed(0)} s`;
  const speed = (patients: number) => (ms: number, ratio: number) =>
    `${(patients / ms / 1000).toFixed(2)} million patients a second, ${(1 / ratio).toFixed(2)} times as fast`;
  const many = pair.length < 2 ? 2 : 4;
  return [
    {
      name: `${PATIENTS} patients, everything counted`,
      times: DRAWS,
      once: simulated(all, PATIENTS),
      over: 0,
      shown: times,
    },
    {
      name: `a draw: numbers filled, ${PATIENTS} patients, ${endpoints.join(' and ')} read`,
      times: DRAWS,
      before: BEFORE,
      once: draws,
      over: 0,
      shown: times,
    },
    ...(pair.length < 2
      ? []
      : [
          {
            name: `psa: a draw of two strategies, ${PATIENTS} patients each`,
            times: DRAWS,
            before: BEFORE,
            once: drawsOf(scenario!, pair, PATIENTS, endpoints),
            over: 0,
            shown: psaDraws(1, 10_000),
          },
          {
            name: `psa: a draw of two strategies, ${MORE} patients each`,
            times: 2,
            once: drawsOf(scenario!, pair, MORE, endpoints),
            over: 0,
            shown: psaDraws(MORE / PATIENTS, 1000),
          },
        ]),
    {
      name: `${MANY} patients, everything counted`,
      times: 1,
      once: simulated(all, MANY),
      over: many,
      shown: speed(MANY),
    },
    {
      name: `${MANY} patients, ${endpoints.join(' and ')} alone`,
      times: 1,
      once: simulated(few, MANY),
      over: many,
      shown: speed(MANY),
    },
    {
      name: 'every figure read from the counts',
      times: 5,
      once: estimated(scenario!, all),
      over: 0,
      shown: times,
    },
  ];
}

function simulated(plan: Plan, patients: number): () => number {
  const { graph } = plan;
  const engine = createEngine(graph, machineOf(fastestEngine()));
  const keys = streamKeys(SEED, graph.streams);
  const into = roomFor(graph, patients);
  return () => engine.run(keys, 0, patients, into).tracks.reduce((sum, count) => sum + count, 0);
}

/** @returns the sum of all figures of a draw that are reached */
function drawsOf(
  scenario: Scenario,
  strategies: string[],
  patients: number,
  endpoints: string[],
): (draw: number) => number {
  const simulator = drawSimulator({
    ...{ scenario, strategies, seed: SEED, patients },
    ...{ engine: fastestEngine(), generator: 'triple32' },
    questions: { endpoints, at: [12, 36], rmst: [36], proportions: false },
  });
  return (draw) =>
    simulator
      .run({ first: draw, count: 1 })
      .values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
}

function estimated(scenario: Scenario, plan: Plan): () => number {
  const { graph } = plan;
  const tally = emptyTally(plan);
  const counts = createEngine(graph, machineOf(fastestEngine())).run(
    streamKeys(SEED, graph.streams),
    0,
    MANY,
  );
  addChunk(tally, { first: 0, count: MANY }, counts);
  const questions = questionsOf(scenario);
  const times = Array.from({ length: Math.floor(scenario.time.horizon) + 1 }, (_, i) => i);
  return () => Object.values(estimate(plan, tally, questions, times).endpoints)[0]!.survival[0]!.value;
}
