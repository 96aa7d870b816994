import type { SimulateHypothesesOptions } from '../hypotheses/simulate.ts';
import { type MultiArmDesign, REJECTED } from './design.ts';
import type { EnrolledArms } from './enrol.ts';
import type { ArmsStep } from './procedure.ts';
import { multiArmReplicates } from './simulate.ts';

/** One trial of several experimental arms: its looks, every test that it made, and its patients. */
export interface MultiArmReplicate {
  replicate: number;
  /** patients and events by arm, control first; z by comparison, NaN where it is not in the trial */
  looks: { time: number; patients: number[]; events: number[]; z: number[] }[];
  tests: ArmsStep[];
  /** by comparison; endedAt -1: at the end of the trial */
  comparisons: { state: number; endedAt: number; estimate: number; isRejected: boolean }[];
  patients: {
    arm: string;
    /** undefined with one stratum */
    stratum?: string;
    /** calendar time */
    randomised: number;
    /** follow-up when the arm or the trial ended; null: not randomised by then */
    time: number | null;
    event: boolean | null;
  }[];
}

/**
 * Simulates one of the replicates that `simulateMultiArm` simulates.
 *
 * @throws RangeError for a replicate that is not possible
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { inlineExecutor, multiArmReplicate, readTrial, resolveMultiArm } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/multi-arm.yaml', 'utf8'));
 * const { design } = resolveMultiArm(trial!);
 * const { looks } = await multiArmReplicate(design!, { seed: '1', replicate: 0, executor: inlineExecutor() });
 * console.log(looks.map(({ events }) => events[0]));
 * // [ 60, 140 ]
 * ```
 */
export async function multiArmReplicate(
  design: MultiArmDesign,
  options: Omit<SimulateHypothesesOptions, 'replicates'> & {
    /** from 0 */
    replicate: number;
  },
): Promise<MultiArmReplicate> {
  const { replicate } = options;
  if (!(Number.isInteger(replicate) && replicate >= 0))
    throw new RangeError(`replicate ${replicate} is not possible, must be a whole number of at least 0`);
  const tests: ArmsStep[] = [];
  const count = design.names.length;
  const width = count + 1;
  let shown: MultiArmReplicate | undefined;
  await multiArmReplicates(
    design,
    { ...options, first: replicate, replicates: replicate + 1, trace: (step) => tests.push(step) },
    ({ trial, course }) => {
      const { stopped, time, endedAt } = course;
      shown = {
        ...{ replicate, tests },
        looks: Array.from({ length: stopped + 1 }, (_, k) => ({
          time: time[k]!,
          patients: [...course.patients.subarray(k * width, (k + 1) * width)],
          events: [...course.events.subarray(k * width, (k + 1) * width)],
          z: [...course.z.subarray(k * count, (k + 1) * count)],
        })),
        comparisons: design.names.map((_, i) => {
          const look = endedAt[i]! < 0 ? stopped : endedAt[i]!;
          return {
            state: course.state[i]!,
            endedAt: endedAt[i]!,
            estimate: course.estimate[look * count + i]!,
            isRejected: course.state[i] === REJECTED,
          };
        }),
        patients: patientsOf(
          design,
          trial,
          Array.from({ length: width }, (_, a) => {
            const ended = a === 0 ? -1 : endedAt[a - 1]!;
            return time[ended < 0 ? stopped : ended]!;
          }),
          time[stopped]!,
        ),
      };
    },
  );
  return shown!;
}

/** @param ends by arm, the time up to which its patients are followed */
function patientsOf(
  { arms, strata }: MultiArmDesign,
  { size, arm, start, stratum, time, eventAt }: EnrolledArms,
  ends: readonly number[],
  cut: number,
): MultiArmReplicate['patients'] {
  return Array.from({ length: size }, (_, i) => {
    const isThere = start[i]! <= cut;
    const end = ends[arm[i]!]!;
    const event = eventAt[i]! <= end;
    return {
      arm: arms[arm[i]!]!.title,
      ...(strata.length > 1 && { stratum: strata[stratum[i]!]!.name }),
      randomised: start[i]!,
      time: isThere ? (event ? time[i]! : Math.min(time[i]!, end - start[i]!)) : null,
      event: isThere ? event : null,
    };
  });
}
