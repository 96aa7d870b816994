import type { HypothesesDesign } from './design.ts';
import type { EnrolledCohorts } from './enrol.ts';
import type { TestStep } from './procedure.ts';
import { hypothesesReplicates, type SimulateHypothesesOptions } from './simulate.ts';

/** One trial of several hypotheses: its looks, every test that it made, and its patients. */
export interface HypothesesReplicate {
  replicate: number;
  /** events by cohort */
  looks: { time: number; patients: number; events: number[] }[];
  tests: TestStep[];
  /** by hypothesis; rejectedAt -1: not rejected */
  hypotheses: { rejectedAt: number; estimate: number }[];
  isSuccess: boolean;
  patients: {
    arm: string;
    /** undefined with one stratum */
    stratum?: string;
    /** by population, whether it is in it */
    isMember: boolean[];
    /** calendar time */
    randomised: number;
    /** by endpoint: follow-up when the trial ended, and whether it ended with the event; null: not randomised by then */
    endpoints: { time: number | null; event: boolean | null }[];
  }[];
}

/**
 * Simulates one of the replicates that `simulateHypotheses` simulates.
 *
 * @throws RangeError for a replicate that is not possible
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { hypothesesReplicate, inlineExecutor, readTrial, resolveHypotheses } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/pfs-and-os.yaml', 'utf8'));
 * const { design } = resolveHypotheses(trial!);
 * const { tests } = await hypothesesReplicate(design!, { seed: '1', replicate: 2, executor: inlineExecutor() });
 * console.log(tests.map(({ look, hypothesis, isRejected }) => [look, hypothesis, isRejected].join(' ')));
 * // [ '0 0 false', '0 1 false', '1 0 true', '1 1 false', '2 1 true' ]
 * ```
 */
export async function hypothesesReplicate(
  design: HypothesesDesign,
  options: Omit<SimulateHypothesesOptions, 'replicates'> & {
    /** from 0 */
    replicate: number;
  },
): Promise<HypothesesReplicate> {
  const { replicate } = options;
  if (!(Number.isInteger(replicate) && replicate >= 0))
    throw new RangeError(`replicate ${replicate} is not possible, must be a whole number of at least 0`);
  const tests: TestStep[] = [];
  let shown: HypothesesReplicate | undefined;
  await hypothesesReplicates(
    design,
    { ...options, first: replicate, replicates: replicate + 1, trace: (step) => tests.push(step) },
    ({ trial, course }) => {
      const width = design.cohorts.length;
      const cut = course.time[course.stopped]!;
      shown = {
        replicate,
        tests,
        isSuccess: course.isSuccess,
        looks: Array.from({ length: course.stopped + 1 }, (_, k) => ({
          time: course.time[k]!,
          patients: course.patients[k]!,
          events: [...course.events.subarray(k * width, (k + 1) * width)],
        })),
        hypotheses: design.hypotheses.map((_, h) => ({
          rejectedAt: course.rejectedAt[h]!,
          estimate: course.estimate[h]!,
        })),
        patients: patientsOf(design, trial, cut),
      };
    },
  );
  return shown!;
}

function patientsOf(
  { arms, strata, populations }: HypothesesDesign,
  { endpoints, isMember }: EnrolledCohorts,
  cut: number,
): HypothesesReplicate['patients'] {
  const { size, control, start, stratum } = endpoints[0]!;
  return Array.from({ length: size }, (_, i) => {
    const isThere = start[i]! <= cut;
    return {
      arm: arms[i < control ? 0 : 1]!.title,
      ...(strata.length > 1 && { stratum: strata[stratum[i]!]!.name }),
      isMember: populations.map((_, p) => isMember(p, i)),
      randomised: start[i]!,
      endpoints: endpoints.map(({ time, eventAt }) => {
        if (!isThere) return { time: null, event: null };
        const event = eventAt[i]! <= cut;
        return { time: event ? time[i]! : Math.min(time[i]!, cut - start[i]!), event };
      }),
    };
  });
}
