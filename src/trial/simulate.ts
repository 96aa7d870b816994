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
  /** add replicates until the power is this precise; `replicates` are then the fewest */
  targetMcse?: number;
  /** whether hazard ratios and differences are estimated as well; true unless given */
  estimate?: boolean;
  /** whether futility is obeyed; unless given, under the alternative always, under the null where it binds */
  obeyFutility?: boolean;
  /** told how many replicates are done of those planned so far */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/**
 * Operating characteristics of a trial, from many simulated ones.
 *
 * Each replicate is a cohort of its own of the same kernel that simulates scenarios. Results are the same to the last
 * bit for every executor and number of threads.
 *
 * @throws RangeError where looks follow patients longer than a scenario knows them, hardly a patient is enrolled, or
 *   replicates are not a number that can be simulated
 */
export async function simulateTrial(
  design: TrialDesign,
  options: SimulateTrialOptions,
): Promise<OperatingCharacteristics> {
  const { truth = 'alternative', targetMcse } = options;
  checkTargetMcse(targetMcse);
  const [record] = (await simulateReplicates([design], { ...options, truth })) as [TrialRecord];
  for (;;) {
    const found = summarise(design, record, truth);
    const { rejected, replicates } = found;
    if (targetMcse === undefined || rejected.mcse <= targetMcse) return found;
    const times = rejected.mcse / targetMcse;
    const needed = Math.ceil(replicates * times * times * 1.02);
    await simulateReplicates(
      [design],
      { ...options, truth, replicates: Math.max(needed, replicates + 100) },
      [record],
    );
  }
}

/** @throws RangeError unless the precision, where one is wanted, is above 0 */
export function checkTargetMcse(targetMcse: number | undefined): void {
  if (targetMcse !== undefined && !(targetMcse > 0))
    throw new RangeError(`the Monte Carlo standard error wanted is ${targetMcse}, must be above 0`);
}

/** One replicate, and where it is among all. */
export interface OneReplicate {
  trial: TrialColumns;
  course: Course;
  /** the arm's patients of replicate r are numbered from r * stride in the kernel */
  strides: readonly number[];
  /** likewise the draws that randomise; undefined where there are none */
  drawStride?: number;
}

/**
 * Replicates of trials that share their patients: the same arms, of which the smaller trials have the first.
 *
 * @param records replicates that are there already are left as they are
 * @param onReplicate told of every replicate of the first design; what it is given is good until it returns
 */
export async function simulateReplicates(
  given: readonly TrialDesign[],
  options: SimulateTrialOptions & { truth: Truth; first?: number; isShown?: boolean },
  records: readonly TrialRecord[] = given.map(recordOf),
  onReplicate?: (one: OneReplicate) => void,
): Promise<readonly TrialRecord[]> {
  const { seed, replicates, executor, truth, onProgress, signal, first: start = 0 } = options;
  if (!(Number.isInteger(replicates) && replicates >= 1))
    throw new RangeError(`${replicates} replicates are asked for, must be a whole number from 1 on`);
  const designs = given.map((design) => underTruth(design, truth));
  const largest = designs.reduce((most, one) => (one.patients > most.patients ? one : most));
  const arms = columnsOf(largest.arms);
  const jobs = arms.map((arm, a) => jobOf(arm, { ...options, seed: armSeed(seed, a) }));
  const strides = await stridesFor(largest, arms, jobs, executor, signal);
  const draws = designs.some(drawsArms) ? drawsFor(largest, options) : undefined;
  const longest = Math.max(...strides, draws?.stride ?? 0);
  if (replicates * longest > MOST_PATIENTS - PILOT)
    throw new RangeError(
      `${replicates} replicates of ${longest} patients an arm are more than the ${MOST_PATIENTS} patients that can be told apart; ask for fewer`,
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
        if (d === 0) onReplicate?.({ trial, course, strides, drawStride: draws?.stride });
      });
      if (d === conductors.length - 1) onProgress?.(first + count, replicates);
      if (performance.now() - rested >= PATIENCE) {
        // blocks are done sooner than an executor would rest: let others have their turn, an abort among them
        await new Promise((resolve) => setTimeout(resolve));
        rested = performance.now();
      }
      signal?.throwIfAborted();
    }
  }
  return records;
}

/** One replicate after the other. A function of its own: loops of one that waits for others are slower. */
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

/** Milliseconds of work at a stretch. */
const PATIENCE = 50;

/** Arms share no luck: a trial's patients are different people. */
function armSeed(seed: string, arm: number): string {
  return JSON.stringify(['trial', seed, arm]);
}

/** Draws that randomise, as patients of nobody: how many a replicate has, and what makes them. */
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

/** The share of those who enter whose stratum is enrolled. */
function shareEnrolled({ strata }: TrialDesign): number {
  if (strata.every(({ enrolled }) => enrolled)) return 1;
  return strata.reduce((sum, { share, enrolled }) => sum + (enrolled ? share : 0), 0);
}

/** Patients of plain laws that stay in the caches; of strategies, enough to fill many states, and for all threads. */
const FEW = 2 ** 14;
const MANY = 2 ** 16;

/** How many replicates are simulated together; plain laws are drawn too quickly to be worth a thread. */
function blockSize({ arms }: TrialDesign, strides: readonly number[], { threads }: Executor): number {
  const isQuick = arms.every(({ kind }) => kind === 'law');
  return Math.max(1, Math.floor((isQuick ? FEW : MANY * threads) / Math.max(...strides)));
}

/** Room for outcome columns. */
function outcomesRoom({ graph }: ArmColumns, patients: number, from: Columns): Float64Array[] {
  return graph.outcomes.map(() => from.doubles(patients));
}

/** Outcome columns of a range of patients. */
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

/** Fewer patients are not worth a chunk. */
const LEAST_CHUNK = 4096;

function chunksFor(first: number, count: number, threads: number): Chunk[] {
  const size = Math.max(LEAST_CHUNK, Math.ceil(count / (threads > 1 ? 2 * threads : 1)));
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    first: first + i * size,
    count: Math.min(size, count - i * size),
  }));
}

/** Of so many patients the share that is enrolled is told. */
const PILOT = 2 ** 14;

/**
 * How many patients of each arm are simulated for a replicate: as many as it takes, where not all who enter are
 * enrolled.
 */
async function stridesFor(
  design: TrialDesign,
  arms: readonly ArmColumns[],
  jobs: readonly Job[],
  executor: Executor,
  signal?: AbortSignal,
): Promise<number[]> {
  const wanted = mostCounts(design);
  const strides: number[] = [];
  for (const [a, arm] of arms.entries()) {
    const share = await enrolledShare(design, design.arms[a]!, arm, jobs[a]!, executor, signal);
    strides.push(enteringFor(wanted[a]!, share));
  }
  return strides;
}

/** The share of those who enter who are enrolled at least; 1 where all are. */
async function enrolledShare(
  design: TrialDesign,
  given: TrialDesign['arms'][number],
  arm: ArmColumns,
  job: Job,
  executor: Executor,
  signal?: AbortSignal,
): Promise<number> {
  const { patients, title } = design;
  const ofStrata = shareEnrolled(design);
  if (arm.member === undefined && arm.randomised === undefined) return ofStrata;
  // patients that no replicate has
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
  if (knownLater > 0 && given.kind === 'strategy') {
    const { member, entries } = given.patients.times;
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
      `${title}: of ${PILOT} patients ${enrolled} are enrolled, too few to fill a trial of ${patients}; loosen who is randomised`,
    );
  // that of the pilot could be higher than it is: the root of a count has a standard deviation of 1/2
  const root = Math.sqrt(enrolled) - 2.5;
  return ((root * root) / PILOT) * ofStrata;
}
