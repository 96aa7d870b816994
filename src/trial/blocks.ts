import type { GeneratorName } from '../kernel/generators.ts';
import type { EngineName } from '../kernel/primitives/index.ts';
import type { Chunk } from '../plan.ts';
import { MOST_PATIENTS } from '../run/chunks.ts';
import type { Executor, Job } from '../run/executor.ts';
import { jobOf } from '../run/simulate.ts';
import type { ArmColumns } from './arms/columns.ts';
import { RANDOMISATION, randomisationGraph } from './arms/randomisation.ts';
import type { Enrolled, TrialArm } from './design.ts';
import { DesignError } from './design-error.ts';
import { enteringFor, mostCounts, randomisationOf } from './replicate/assign.ts';
import type { ArmPatients, Block } from './replicate/block.ts';
import { isFree, waitOf } from './replicate/candidates.ts';
import { type Columns, heapColumns } from './replicate/columns.ts';
import { workshopFor } from './replicate/loops/index.ts';
import type { TrialLoops } from './replicate/loops/loops.ts';

export interface BlockOptions {
  seed: string;
  executor: Executor;
  generator?: GeneratorName;
  engine?: EngineName;
  /** replicates from `first` to `replicates` - 1 are simulated */
  first: number;
  replicates: number;
  /** whether randomisation needs draws: see `drawsArms` */
  draws: boolean;
  /** the numbers that are drawn beside the patients, by name: `arm` and `stratum`, and perhaps others */
  streams?: readonly string[];
  /** the most patients that each arm can have; default by its share */
  armSizes?: readonly number[];
  /** receives the number of replicates done, and the number planned so far */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/** How the patients of a replicate are numbered. */
export interface Strides {
  /** in the kernel, the patients of arm a in replicate r are numbered from r * strides[a] */
  strides: readonly number[];
  /** the same for the draws that randomise; undefined if there are none */
  drawStride?: number;
}

/**
 * Simulates the patients of trials block by block, and hands each block to those who conduct its trials.
 *
 * @param largest the trial with the most patients
 * @param layOut allocates the memory of the conductors; it may be called twice, first with columns of length 0
 * @param prepare makes the conductors; each is called with every block and its number of replicates
 * @throws RangeError for a number of replicates that is not possible
 */
export async function inBlocks<Room>(
  largest: Enrolled,
  arms: readonly ArmColumns[],
  options: BlockOptions,
  layOut: (from: Columns) => Room,
  prepare: (
    room: Room,
    loops: TrialLoops,
    strides: Strides,
  ) => readonly ((block: Block, count: number) => void)[],
): Promise<void> {
  const { seed, replicates, executor, onProgress, signal } = options;
  if (!(Number.isInteger(replicates) && replicates >= 1))
    throw new RangeError(`replicates is ${replicates}, must be a whole number of at least 1`);
  const jobs = arms.map((arm, a) => jobOf(arm, { ...options, seed: armSeed(seed, a) }));
  const { armSizes = mostCounts(largest), streams = RANDOMISATION } = options;
  const strides = await stridesFor(largest, armSizes, arms, jobs, executor, signal);
  const draws = options.draws ? drawsFor(largest, options) : undefined;
  const longest = Math.max(...strides, draws?.stride ?? 0);
  if (replicates * longest > MOST_PATIENTS - PILOT)
    throw new RangeError(
      `${replicates} replicates of ${longest} patients an arm exceed the ${MOST_PATIENTS} patients that one run can number; use fewer replicates`,
    );
  const size = blockSize(largest, strides, executor);
  // with threads, they draw the next block while this one is conducted here
  const isAhead = executor.threads > 1;
  const { loops, room } = workshopFor(options.engine, (from) => ({
    turns: Array.from({ length: isAhead ? 2 : 1 }, () => ({
      outcomes: arms.map((arm, a) => outcomesRoom(arm, strides[a]! * Math.min(size, replicates), from)),
      draws: streams.map(() => from.doubles((draws?.stride ?? 0) * Math.min(size, replicates))),
    })),
    trials: layOut(from),
  }));
  const conductors = prepare(room.trials, loops, { strides, drawStride: draws?.stride });
  const countFrom = (first: number) => Math.min(size, replicates - first);
  const drawBlock = async (first: number, turn: number): Promise<Block> => {
    const count = countFrom(first);
    const { outcomes: columns, draws: drawn } = room.turns[turn % room.turns.length]!;
    const patients: ArmPatients[] = [];
    const patientsOf = (job: Job, stride: number, columns: readonly Float64Array[]) => {
      const later = (replicates - first - count) * stride;
      return outcomesOf(job, first * stride, count * stride, columns, executor, signal, later);
    };
    for (const [a, arm] of arms.entries()) {
      const stride = strides[a]!;
      const outcomes = columns[a]!;
      await patientsOf(jobs[a]!, stride, outcomes);
      patients.push({ arm, outcomes, stride });
    }
    if (draws) await patientsOf(draws.job, draws.stride, drawn);
    const [arm, stratum, ...others] = drawn as [Float64Array, Float64Array, ...Float64Array[]];
    return { arms: patients, ...(draws && { draws: { arm, stratum, others, stride: draws.stride } }) };
  };
  let rested = performance.now();
  let next: Promise<Block> | undefined;
  for (let first = options.first, turn = 0; first < replicates; first += size, turn++) {
    const count = countFrom(first);
    const block = await (next ?? drawBlock(first, turn));
    next = isAhead && first + size < replicates ? drawBlock(first + size, turn + 1) : undefined;
    // if the conduct of this block fails, nobody waits for the next one
    next?.catch(() => {});
    // the threads get their work
    if (next) await pause();
    for (const [d, conductor] of conductors.entries()) {
      conductor(block, count);
      if (d === conductors.length - 1) onProgress?.(first + count, replicates);
      if (performance.now() - rested >= (isAhead ? FEED_AFTER_MS : YIELD_AFTER_MS)) {
        // blocks are shorter than an executor's pauses: yield here, so that an abort is noticed
        await pause();
        rested = performance.now();
      }
      signal?.throwIfAborted();
    }
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Milliseconds after which threads that draw the next block are heard, and get what waits for them. */
const FEED_AFTER_MS = 10;

/** Milliseconds of work before yielding to the event loop. */
const YIELD_AFTER_MS = 50;

/** Each arm has its own seed: its patients are different people. */
function armSeed(seed: string, arm: number): string {
  return JSON.stringify(['trial', seed, arm]);
}

/**
 * The job that makes the random numbers for randomisation, and how many of them a replicate has. To the kernel they
 * are patients.
 */
function drawsFor(design: Enrolled, options: BlockOptions): { job: Job; stride: number } {
  const randomisation = randomisationOf(design);
  const isWithinStrata = randomisation.kind === 'blocks' && randomisation.withinStrata;
  return {
    job: jobOf(
      { graph: randomisationGraph(options.streams) },
      {
        ...options,
        seed: JSON.stringify(['trial', options.seed, 'randomisation']),
      },
    ),
    stride: isWithinStrata ? enteringFor(design.patients, shareEnrolled(design)) : design.patients,
  };
}

/** The share of entering patients whose stratum is enrolled. */
function shareEnrolled({ strata }: Enrolled): number {
  if (strata.every(({ enrolled }) => enrolled)) return 1;
  return strata.reduce((sum, { share, enrolled }) => sum + (enrolled ? share : 0), 0);
}

/**
 * Patients per block. Plain laws: few enough to stay in the caches. Strategies: for each thread, enough to fill many
 * states.
 */
const BLOCK_OF_LAWS = 2 ** 14;
const BLOCK_OF_STRATEGIES = 2 ** 16;

/** How many replicates are simulated together. Plain laws are drawn too quickly to gain from threads. */
function blockSize({ arms }: Enrolled, strides: readonly number[], { threads }: Executor): number {
  const isQuick = arms.every(({ kind }) => kind === 'law');
  return Math.max(
    1,
    Math.floor((isQuick ? BLOCK_OF_LAWS : BLOCK_OF_STRATEGIES * threads) / Math.max(...strides)),
  );
}

/** Memory for the outcome columns of an arm. */
function outcomesRoom({ graph }: ArmColumns, patients: number, from: Columns): Float64Array[] {
  return graph.outcomes.map(() => from.doubles(patients));
}

/** Simulates a range of patients and copies their outcomes into the columns. */
async function outcomesOf(
  job: Job,
  first: number,
  count: number,
  columns: readonly Float64Array[],
  executor: Executor,
  signal?: AbortSignal,
  later?: number,
): Promise<void> {
  await executor.run(
    job,
    chunksFor(first, count, executor.threads),
    (chunk, { outcomes }) => {
      for (const [k, column] of columns.entries())
        column.set(outcomes![k]!.subarray(0, chunk.count), chunk.first - first);
    },
    signal,
    later,
  );
}

/** Fewer patients do not gain from a chunk of their own. */
const LEAST_CHUNK = 4096;

function chunksFor(first: number, count: number, threads: number): Chunk[] {
  const size = Math.max(LEAST_CHUNK, Math.ceil(count / (threads > 1 ? 2 * threads : 1)));
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    first: first + i * size,
    count: Math.min(size, count - i * size),
  }));
}

/** Patients of the pilot run that estimates the enrolled share. */
const PILOT = 2 ** 14;

/**
 * How many patients of each arm are simulated for a replicate. If not all who enter are enrolled, this is enough to
 * fill the trial.
 */
async function stridesFor(
  design: Enrolled,
  counts: readonly number[],
  arms: readonly ArmColumns[],
  jobs: readonly Job[],
  executor: Executor,
  signal?: AbortSignal,
): Promise<number[]> {
  const strides: number[] = [];
  for (const [a, arm] of arms.entries()) {
    const share = await enrolledShare(design, design.arms[a]!, arm, jobs[a]!, executor, signal);
    strides.push(enteringFor(counts[a]!, share));
  }
  return strides;
}

/** A lower bound of the share of entering patients who are enrolled; 1 if all are. */
async function enrolledShare(
  design: Enrolled,
  armDesign: TrialArm,
  arm: ArmColumns,
  job: Job,
  executor: Executor,
  signal?: AbortSignal,
): Promise<number> {
  const { patients, title } = design;
  const ofStrata = shareEnrolled(design);
  if (arm.member === undefined && arm.randomised === undefined) return ofStrata;
  // the last patient numbers, which no replicate uses
  const outcomes = outcomesRoom(arm, PILOT, heapColumns);
  await outcomesOf(job, MOST_PATIENTS - PILOT, PILOT, outcomes, executor, signal);
  let enrolled = 0;
  let knownLater = 0;
  for (let i = 0; i < PILOT; i++) {
    const memberFrom = arm.member === undefined ? 0 : outcomes[arm.member]![i]!;
    const at = waitOf(arm, outcomes, i);
    if (!(memberFrom < Infinity && at < Infinity)) continue;
    if (memberFrom > at) knownLater++;
    if (at === 0 || isFree(arm, outcomes, i, at)) enrolled++;
  }
  if (knownLater > 0 && armDesign.kind === 'strategy') {
    const { member, entries } = armDesign.patients.times;
    const states = entries.flatMap(({ state, entered }) => (entered === 'never' ? [] : [state]));
    const when = states.length > 0 ? `on reaching ${states.join(' or ')}` : 'at entry';
    throw new DesignError(
      ['randomised'],
      `${title}: of ${enrolled} patients randomised ${when}, ${knownLater} are known to be of subgroup ${member!.subgroup} only later, so that no trial could choose them; randomise on reaching a state at which that is known`,
    );
  }
  if (enrolled < 20)
    throw new DesignError(
      ['randomised'],
      `${title}: of ${PILOT} patients ${enrolled} are enrolled, too few to fill a trial of ${patients}; widen the criteria of \`randomised\``,
    );
  // a lower bound, since the pilot may overestimate: the square root of a count has standard deviation 1/2
  const root = Math.sqrt(enrolled) - 2.5;
  return ((root * root) / PILOT) * ofStrata;
}
