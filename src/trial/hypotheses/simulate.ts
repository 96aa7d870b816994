import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import type { Executor } from '../../run/executor.ts';
import { columnsOf } from '../arms/index.ts';
import { inBlocks } from '../blocks.ts';
import { drawsArms } from '../replicate/assign.ts';
import type { HypothesesCharacteristics } from './characteristics.ts';
import { type HypothesesCourse, hypothesesConductor, hypothesesRoom } from './conduct.ts';
import type { HypothesesDesign } from './design.ts';
import { cohortsEnroller, cohortsRoom, type EnrolledCohorts } from './enrol.ts';
import type { TestStep } from './procedure.ts';
import { type HypothesesRecord, hypothesesRecord } from './record.ts';
import { summariseHypotheses } from './summarise.ts';

export interface SimulateHypothesesOptions {
  seed: string;
  replicates: number;
  executor: Executor;
  generator?: GeneratorName;
  engine?: EngineName;
  /** whether to estimate hazard ratios and differences; default true */
  estimate?: boolean;
  /** receives the number of replicates done, and the number planned so far */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/**
 * Operating characteristics of a trial of several hypotheses, from many simulated trials. Results are bit-identical for every
 * executor and number of threads.
 *
 * @throws RangeError as `simulateTrial`
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { inlineExecutor, readTrial, resolveHypotheses, simulateHypotheses } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/pfs-and-os.yaml', 'utf8'));
 * const { design } = resolveHypotheses(trial!);
 * const { any } = await simulateHypotheses(design!, { seed: '1', replicates: 200, executor: inlineExecutor() });
 * console.log(any);
 * // { value: 0.935, mcse: 0.017432... }
 * ```
 */
export async function simulateHypotheses(
  design: HypothesesDesign,
  options: SimulateHypothesesOptions,
): Promise<HypothesesCharacteristics> {
  return summariseHypotheses(design, await hypothesesReplicates(design, options));
}

/** One replicate with what it shows, valid only during the call. */
export interface OneOfHypotheses {
  trial: EnrolledCohorts;
  course: HypothesesCourse;
}

/**
 * The record of many replicates.
 *
 * @param options with `first`, replicates from there to `replicates` - 1; with `trace`, every test of each
 */
export async function hypothesesReplicates(
  design: HypothesesDesign,
  options: SimulateHypothesesOptions & { first?: number; trace?: (step: TestStep) => void },
  onReplicate?: (one: OneOfHypotheses) => void,
): Promise<HypothesesRecord> {
  const arms = columnsOf(design.arms);
  const record = hypothesesRecord(design);
  await inBlocks(
    design,
    arms,
    { first: 0, ...options, draws: drawsArms(design) },
    (from) => ({ enrol: cohortsRoom(design, from), conduct: hypothesesRoom(design, from) }),
    (room, loops) => {
      const enrol = cohortsEnroller(design, arms, room.enrol, loops);
      const conduct = hypothesesConductor(
        design,
        {
          horizon: Math.min(...arms.map(({ horizon }) => horizon)),
          estimate: options.estimate,
          trace: options.trace,
        },
        room.conduct,
        loops,
      );
      return [
        (block, count) => {
          const read = enrol(block);
          for (let r = 0; r < count; r++) {
            const trial = read(r);
            const course = conduct(trial);
            record.add(course);
            onReplicate?.({ trial, course });
          }
        },
      ];
    },
  );
  return record;
}
