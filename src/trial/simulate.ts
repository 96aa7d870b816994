import type { GeneratorName } from '../kernel/generators.ts';
import type { EngineName } from '../kernel/primitives/index.ts';
import type { Chunk } from '../plan.ts';
import { MOST_PATIENTS } from '../run/chunks.ts';
import type { Executor, Job } from '../run/executor.ts';
import { jobOf } from '../run/simulate.ts';
import type { ArmColumns } from './arms/columns.ts';
import { columnsOf } from './arms/index.ts';
import { RANDOMISATION, randomisationGraph } from './arms/randomisation.ts';
import type { TrialDesign } from './design.ts';
import { DesignError } from './design-error.ts';
import type { OperatingCharacteristics, Truth } from './operating-characteristics.ts';
import { drawsArms, enteringFor, mostCounts, randomisationOf } from './replicate/assign.ts';
import type { ArmPatients, Block } from './replicate/block.ts';
import { waitOf } from './replicate/candidates.ts';
import { type Columns, heapColumns } from './replicate/columns.ts';
import { type Course, conductor, conductRoom } from './replicate/conduct.ts';
import { enroller, enrolRoom } from './replicate/enrol.ts';
import { workshopFor } from './replicate/loops/index.ts';
import { recordOf, type TrialRecord } from './replicate/record.ts';
import type { TrialColumns } from './replicate/trial-columns.ts';
import { summarise } from './summarise.ts';
import { underTruth } from './truth.ts';

export interface SimulateTrialOptions {
  seed: string;
  replicates: number;
  executor: Executor;
  truth?: Truth;
  generator?: GeneratorName;
  engine?: EngineName;
  /** add replicates until the MCSE of the power is at most this; `replicates` is then the minimum */
  targetMcse?: number;
  /** whether to estimate hazard ratios and differences; default true */
  estimate?: boolean;
  /**
   * whether a trial stops at a futility boundary. Default: yes under the alternative; under the null only if it is
   * binding.
   */
  obeyFutility?: boolean;
  /** receives the number of replicates done, and the number planned so far */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/**
 * Operating characteristics of a trial, estimated from many simulated trials.
 *
 * Each replicate is its own cohort, simulated by the kernel that also runs scenarios. Results are bit-identical for
 * every executor and number of threads.
 *
 * @throws RangeError if a look follows patients beyond the scenario's horizon, if almost no patient is enrolled, or
 *   if the number of replicates cannot be simulated
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { inlineExecutor, readTrial, resolveTrial, simulateTrial } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/three-looks.yaml', 'utf8'));
 * const { design } = resolveTrial(trial!);
 * const { rejected } = await simulateTrial(design!, { seed: '1', replicates: 500, executor: inlineExecutor() });
 * console.log(rejected);
 * // { value: 0.864, mcse: 0.015329... }
 * ```
 */
export async function simulateTrial(
  design: TrialDesign,
  options: SimulateTrialOptions,
): Promise<OperatingCharacteristics> {
  const { truth = 'alternative', targetMcse } = options;
  checkTargetMcse(targetMcse);
  const [record] = (await simulateReplicates([design], { ...options, truth })) as [TrialRecord];
  for (;;) {
    const characteristics = summarise(design, record, truth);
    const { rejected, replicates } = characteristics;
    if (targetMcse === undefined || rejected.mcse <= targetMcse) return characteristics;
    const times = rejected.mcse / targetMcse;
    const needed = Math.ceil(replicates * times * times * 1.02);
    await simulateReplicates(
      [design],
      { ...options, truth, replicates: Math.max(needed, replicates + 100) },
      [record],
    );
  }
}

/** @throws RangeError unless the target MCSE, if given, is above 0 */
export function checkTargetMcse(targetMcse: number | undefined): void {
  if (targetMcse !== undefined && !(targetMcse > 0))
    throw new RangeError(`the target Monte Carlo standard error is ${targetMcse}, must be above 0`);
}

/** One replicate, and how its patients are numbered. */
export interface OneReplicate {
  /** index of the design */
  design: number;
  trial: TrialColumns;
  course: Course;
  /** in the kernel, the patients of arm a in replicate r are numbered from r * strides[a] */
  strides: readonly number[];
  /** the same for the draws that randomise; undefined if there are none */
  drawStride?: number;
}

/**
 * Simulates replicates of trials that share patients: the arms are equal, and a smaller trial has the first patients
 * of a larger one.
 *
 * @param records replicates already in them are kept
 * @param onReplicate called for each replicate of each design; its argument is valid only during the call
 */
export async function simulateReplicates(
  given: readonly TrialDesign[],
  options: SimulateTrialOptions & { truth: Truth; first?: number; isShown?: boolean },
  records: readonly TrialRecord[] = given.map(recordOf),
  onReplicate?: (replicate: OneReplicate) => void,
): Promise<readonly TrialRecord[]> {
  const { seed, replicates, executor, truth, onProgress, signal, first: start = 0 } = options;
  if (!(Number.isInteger(replicates) && replicates >= 1))
    throw new RangeError(`replicates is ${replicates}, must be a whole number of at least 1`);
  const designs = given.map((design) => underTruth(design, truth));
  const largest = designs.reduce((most, design) => (design.patients > most.patients ? design : most));
  const arms = columnsOf(largest.arms);
  const jobs = arms.map((arm, a) => jobOf(arm, { ...options, seed: armSeed(seed, a) }));
  const strides = await stridesFor(largest, arms, jobs, executor, signal);
  const draws = designs.some(drawsArms) ? drawsFor(largest, options) : undefined;
  const longest = Math.max(...strides, draws?.stride ?? 0);
  if (replicates * longest > MOST_PATIENTS - PILOT)
    throw new RangeError(
      `${replicates} replicates of ${longest} patients an arm exceed the ${MOST_PATIENTS} patients that one run can number; use fewer replicates`,
    );
  const size = blockSize(largest, strides, executor);
  const { loops, room } = workshopFor(options.engine, (from) => ({
    outcomes: arms.map((arm, a) => outcomesRoom(arm, strides[a]! * Math.min(size, replicates), from)),
    draws: RANDOMISATION.map(() => from.doubles((draws?.stride ?? 0) * Math.min(size, replicates))),
    trials: designs.map((design) => ({ enrol: enrolRoom(design, from), conduct: conductRoom(design, from) })),
  }));
  const conductors = designs.map((design, d) => ({
    enrol: enroller(design, arms, room.trials[d]!.enrol, loops),
    conduct: conductor(
      design,
      {
        isShown: options.isShown,
        obeyFutility: options.obeyFutility ?? (truth === 'alternative' || design.boundaries.binding),
        horizon: Math.min(...arms.map(({ horizon }) => horizon)),
        estimate: options.estimate,
      },
      room.trials[d]!.conduct,
      loops,
    ),
  }));
  let rested = performance.now();
  for (let first = Math.max(start, records[0]!.replicates); first < replicates; first += size) {
    const count = Math.min(size, replicates - first);
    const patients: ArmPatients[] = [];
    const patientsOf = (job: Job, stride: number, columns: readonly Float64Array[]) => {
      const later = (replicates - first - count) * stride;
      return outcomesOf(job, first * stride, count * stride, columns, executor, signal, later);
    };
    for (const [a, arm] of arms.entries()) {
      const stride = strides[a]!;
      const outcomes = room.outcomes[a]!;
      await patientsOf(jobs[a]!, stride, outcomes);
      patients.push({ arm, outcomes, stride });
    }
    if (draws) await patientsOf(draws.job, draws.stride, room.draws);
    const [arm, stratum] = room.draws as [Float64Array, Float64Array];
    const block: Block = {
      arms: patients,
      ...(draws && { draws: { arm, stratum, stride: draws.stride } }),
    };
    for (const [d, conductor] of conductors.entries()) {
      conductBlock(conductor, block, count, (course, trial) => {
        records[d]!.add(course, trial);
        onReplicate?.({ design: d, trial, course, strides, drawStride: draws?.stride });
      });
      if (d === conductors.length - 1) onProgress?.(first + count, replicates);
      if (performance.now() - rested >= YIELD_AFTER_MS) {
        // blocks are shorter than an executor's pauses: yield here, so that an abort is noticed
        await new Promise((resolve) => setTimeout(resolve));
        rested = performance.now();
      }
      signal?.throwIfAborted();
    }
  }
  return records;
}

/** Conducts the replicates of one block. A separate function, since loops inside an async function are slower. */
function conductBlock(
  { enrol, conduct }: { enrol: ReturnType<typeof enroller>; conduct: ReturnType<typeof conductor> },
  block: Block,
  count: number,
  onCourse: (course: Course, trial: TrialColumns) => void,
): void {
  for (let r = 0; r < count; r++) {
    const trial = enrol(block, r);
    onCourse(conduct(trial), trial);
  }
}

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
function drawsFor(design: TrialDesign, options: SimulateTrialOptions): { job: Job; stride: number } {
  const randomisation = randomisationOf(design);
  const isWithinStrata = randomisation.kind === 'blocks' && randomisation.withinStrata;
  return {
    job: jobOf(
      { graph: randomisationGraph() },
      {
        ...options,
        seed: JSON.stringify(['trial', options.seed, 'randomisation']),
      },
    ),
    stride: isWithinStrata ? enteringFor(design.patients, shareEnrolled(design)) : design.patients,
  };
}

/** The share of entering patients whose stratum is enrolled. */
function shareEnrolled({ strata }: TrialDesign): number {
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
function blockSize({ arms }: TrialDesign, strides: readonly number[], { threads }: Executor): number {
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
  design: TrialDesign,
  arms: readonly ArmColumns[],
  jobs: readonly Job[],
  executor: Executor,
  signal?: AbortSignal,
): Promise<number[]> {
  const counts = mostCounts(design);
  const strides: number[] = [];
  for (const [a, arm] of arms.entries()) {
    const share = await enrolledShare(design, design.arms[a]!, arm, jobs[a]!, executor, signal);
    strides.push(enteringFor(counts[a]!, share));
  }
  return strides;
}

/** A lower bound of the share of entering patients who are enrolled; 1 if all are. */
async function enrolledShare(
  design: TrialDesign,
  armDesign: TrialDesign['arms'][number],
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
    if (at === 0 || outcomes[arm.event[0]!]![i]! > at) enrolled++;
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
