import { columnsOf } from '../arms/index.ts';
import { inBlocks } from '../blocks.ts';
import type { SimulateHypothesesOptions } from '../hypotheses/simulate.ts';
import { fixedCounts, randomisationOf } from '../replicate/assign.ts';
import type { MultiArmCharacteristics } from './characteristics.ts';
import { type MultiArmCourse, multiArmConductor, multiArmRoom } from './conduct.ts';
import type { MultiArmDesign } from './design.ts';
import { armsEnroller, armsRoom, type EnrolledArms } from './enrol.ts';
import type { ArmsStep } from './procedure.ts';
import { type MultiArmRecord, multiArmRecord } from './record.ts';
import { summariseMultiArm } from './summarise.ts';

/**
 * Operating characteristics of a trial of several experimental arms, from many simulated trials. Results are bit-identical for every
 * executor and number of threads.
 *
 * @throws RangeError as `simulateTrial`
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { inlineExecutor, readTrial, resolveMultiArm, simulateMultiArm } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/multi-arm.yaml', 'utf8'));
 * const { design } = resolveMultiArm(trial!);
 * const { any } = await simulateMultiArm(design!, { seed: '1', replicates: 200, executor: inlineExecutor() });
 * console.log(any);
 * // { value: 0.805, mcse: 0.028015... }
 * ```
 */
export async function simulateMultiArm(
  design: MultiArmDesign,
  options: SimulateHypothesesOptions,
): Promise<MultiArmCharacteristics> {
  return summariseMultiArm(design, await multiArmReplicates(design, options));
}

/** One replicate with what it shows, valid only during the call. */
export interface OneOfArms {
  trial: EnrolledArms;
  course: MultiArmCourse;
}

/** The random numbers that a trial of several arms draws beside its patients; `arm` and `stratum` first. */
const STREAMS = ['arm', 'stratum', 'entry'] as const;

/**
 * The record of many replicates.
 *
 * @param options with `first`, replicates from there to `replicates` - 1; with `trace`, every test of each
 */
export async function multiArmReplicates(
  design: MultiArmDesign,
  options: SimulateHypothesesOptions & { first?: number; trace?: (step: ArmsStep) => void },
  onReplicate?: (one: OneOfArms) => void,
): Promise<MultiArmRecord> {
  const arms = columnsOf(design.arms);
  const record = multiArmRecord(design);
  await inBlocks(
    design,
    arms,
    { first: 0, ...options, draws: true, streams: STREAMS, armSizes: mostPatients(design) },
    (from) => ({ enrol: armsRoom(design, from), conduct: multiArmRoom(design, from) }),
    (room, loops) => {
      const enroller = armsEnroller(design, room.enrol);
      const conduct = multiArmConductor(
        design,
        enroller,
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
          for (let r = 0; r < count; r++) {
            const trial = enroller.begin(block, r);
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

/** The most patients that each arm can have: all, where arms may close or each patient is drawn alone. */
function mostPatients(design: MultiArmDesign): number[] {
  const { allocation, patients, looks } = design;
  const isFixed = looks.length === 1 && randomisationOf(design).kind === 'random allocation';
  return isFixed ? fixedCounts(allocation, patients) : allocation.map(() => patients);
}
