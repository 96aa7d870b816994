import type { GeneratorName } from '../kernel/generators.ts';
import type { EngineName } from '../kernel/primitives/index.ts';
import type { Keep } from '../parts/keep.ts';
import { endOf, type Range } from '../parts/ranges.ts';
import type { Executor } from '../run/executor.ts';
import type { ArmColumns } from './arms/columns.ts';
import { columnsOf } from './arms/index.ts';
import { movedToMargin } from './at-margin.ts';
import { inBlocks, type Strides } from './blocks.ts';
import type { TrialDesign } from './design.ts';
import { withKept } from './keeping.ts';
import type { OperatingCharacteristics, Truth } from './operating-characteristics.ts';
import { adaptiveConductor, adaptiveRoom } from './replicate/adaptive/conduct.ts';
import { drawsArms } from './replicate/assign.ts';
import type { Block } from './replicate/block.ts';
import { type ConductOptions, type Course, conductor, conductRoom } from './replicate/conduct.ts';
import { enroller, enrolRoom } from './replicate/enrol.ts';
import { recordOf, type TrialRecord } from './replicate/record.ts';
import type { TrialColumns } from './replicate/trial-columns.ts';
import { summarise } from './summarise.ts';
import { summariseAdaptation } from './summarise-adaptation.ts';
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
  /** keeps replicates, and gives those that are kept */
  keep?: Keep;
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
  // rules are compared with the same trials without them
  const designs = design.adaptation ? [design, withoutRules(design)] : [design];
  const records = await simulateReplicates(designs, { ...options, truth });
  const [record, plain] = records as [TrialRecord, TrialRecord?];
  for (;;) {
    const characteristics = {
      ...summarise(design, record, truth),
      ...(plain && { adaptation: summariseAdaptation(design, record, plain) }),
    };
    const { rejected, replicates } = characteristics;
    if (targetMcse === undefined || rejected.mcse <= targetMcse) return characteristics;
    const more = replicatesForMcse(replicates, rejected.mcse, targetMcse);
    await simulateReplicates(designs, { ...options, truth, replicates: more }, records);
  }
}

/** Replicates for a target MCSE, a little more than the present one asks for, and at least 100 more than there are. */
export function replicatesForMcse(replicates: number, mcse: number, target: number): number {
  const times = mcse / target;
  return Math.max(Math.ceil(replicates * times * times * 1.02), replicates + 100);
}

/** @throws RangeError unless the target MCSE, if given, is above 0 */
export function checkTargetMcse(targetMcse: number | undefined): void {
  if (targetMcse !== undefined && !(targetMcse > 0))
    throw new RangeError(`the target Monte Carlo standard error is ${targetMcse}, must be above 0`);
}

/** One replicate, and how its patients are numbered. */
export interface OneReplicate extends Strides {
  /** index of the design */
  design: number;
  trial: TrialColumns;
  course: Course;
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
  const { truth, first: start = 0 } = options;
  const designs = given.map((design) => underTruth(design, truth));
  const largest = designs
    .map(withAllDrawn)
    .reduce((most, design) => (design.patients > most.patients ? design : most));
  const arms = await movedToMargin(largest, columnsOf(largest.arms), options);
  const simulateRange = (range: Range, onProgress = options.onProgress) =>
    inBlocks(
      largest,
      arms,
      {
        ...options,
        ...{ draws: designs.some(drawsArms), first: range.first, replicates: endOf(range) },
        onProgress,
      },
      (from) =>
        designs.map((design) => ({
          enrol: enrolRoom(withAllDrawn(design), from),
          conduct: design.adaptation ? adaptiveRoom(design, from) : conductRoom(design, from),
        })),
      (rooms, loops, { strides, drawStride }) =>
        designs.map((design, d) => {
          const enrol = enroller(withAllDrawn(design), arms, rooms[d]!.enrol, loops);
          const room = rooms[d]!.conduct;
          const asked: ConductOptions = {
            isShown: options.isShown,
            obeyFutility: options.obeyFutility ?? (truth === 'alternative' || design.boundaries.binding),
            horizon: Math.min(...arms.map(({ horizon }) => horizon)),
            estimate: options.estimate,
          };
          const conduct =
            'admit' in room
              ? adaptiveConductor(design, asked, room, loops)
              : conductor(design, asked, room, loops);
          return (block, count) =>
            conductBlock({ enrol, conduct }, block, count, (course, trial) => {
              records[d]!.add(course, trial);
              onReplicate?.({ design: d, trial, course, strides, drawStride });
            });
        }),
    );
  const first = Math.max(start, records[0]!.replicates);
  const wanted = { first, count: options.replicates - first };
  // what rules did is not kept
  const isKept =
    options.keep && !onReplicate && wanted.count > 0 && !designs.some(({ adaptation }) => adaptation);
  if (!options.keep || !isKept) await simulateRange(wanted);
  else {
    const question = questionOf(designs, arms, options);
    const label = `${largest.title}, ${truth}`;
    await withKept({ keep: options.keep, label, question, records }, wanted, (range, onBlock) =>
      simulateRange(range, (done) => {
        options.onProgress?.(done, options.replicates);
        onBlock();
      }),
    );
  }
  return records;
}

/** The patients that are drawn for a trial: with rules, all that they may lead to. */
function withAllDrawn(design: TrialDesign): TrialDesign {
  return design.adaptation ? { ...design, patients: design.adaptation.mostPatients } : design;
}

/** The same design as it goes without rules, of the same drawn patients. */
function withoutRules(design: TrialDesign): TrialDesign {
  return { ...design, adaptation: { ...design.adaptation!, method: 'none', rules: [] } };
}

/** All that replicates depend on besides their numbers: not the engine, which gives the same times. */
function questionOf(
  designs: readonly TrialDesign[],
  arms: readonly ArmColumns[],
  {
    seed,
    generator,
    truth,
    estimate,
    obeyFutility,
    isShown,
  }: SimulateTrialOptions & { truth: Truth; isShown?: boolean },
): unknown {
  const margins = designs.map((design) =>
    design.arms.map((arm) => ('atMargin' in arm ? arm.atMargin : null)),
  );
  return {
    ...{ seed, generator, truth, estimate, obeyFutility, isShown, margins, arms },
    designs: designs.map((design) => ({ ...design, arms: design.arms.map(({ title }) => title) })),
  };
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
