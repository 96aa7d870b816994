import type { Executor } from '../run/executor.ts';
import type { TrialDesign } from './design.ts';
import type { Truth } from './operating-characteristics.ts';
import { EFFICACY, FUTILITY, OPPOSITE } from './replicate/conduct.ts';
import { type SimulateTrialOptions, simulateReplicates } from './simulate.ts';

export interface TrialPatient {
  arm: string;
  /** undefined with one stratum */
  stratum?: string;
  /** calendar time of randomisation */
  randomised: number;
  /** follow-up at the look where the trial stopped, and whether it ended with the event; null: not randomised by then */
  time: number | null;
  event: boolean | null;
}

export interface ReplicateAlone {
  replicate: number;
  looks: { time: number; events: number; patients: number; z: number; estimate: number }[];
  /** what the last of these looks decided */
  decision: 'efficacy' | 'futility' | 'opposite' | 'none';
  screened: number;
  patients: TrialPatient[];
}

/** One replicate of those that `simulateTrial` would simulate, with its patients. */
export async function replicateAlone(
  design: TrialDesign,
  options: Pick<SimulateTrialOptions, 'seed' | 'generator' | 'engine' | 'signal'> & {
    executor: Executor;
    /** from 0 */
    replicate: number;
    truth?: Truth;
  },
): Promise<ReplicateAlone> {
  const { replicate, truth = 'alternative' } = options;
  if (!(Number.isInteger(replicate) && replicate >= 0))
    throw new RangeError(`replicate ${replicate} is asked for, must be a whole number from 0 on`);
  let found: ReplicateAlone | undefined;
  await simulateReplicates(
    [design],
    { ...options, truth, first: replicate, replicates: replicate + 1, isShown: true },
    undefined,
    ({ trial, course }) => {
      const { size, control, start, time, eventAt, stratum, screened } = trial;
      const cut = course.time[course.stopped]!;
      const seen = eventAt.subarray(0, size).map((at) => Number(at <= cut));
      // ties with the cut: as the look has it, the last of them wait
      let tooMany = seen.reduce((sum, one) => sum + one, 0) - course.events[course.stopped]!;
      for (let i = size - 1; tooMany > 0; i--) {
        if (eventAt[i] !== cut) continue;
        seen[i] = 0;
        tooMany--;
      }
      found = {
        replicate,
        looks: Array.from({ length: course.stopped + 1 }, (_, k) => ({
          time: course.time[k]!,
          events: course.events[k]!,
          patients: course.patients[k]!,
          z: course.z[k]!,
          estimate: course.estimate[k]!,
        })),
        decision: wordOf(course.decision),
        screened,
        patients: Array.from({ length: size }, (_, i): TrialPatient => {
          const isThere = start[i]! <= cut;
          const isEvent = seen[i] === 1;
          const arm = design.arms[i < control || design.arms.length === 1 ? 0 : 1]!;
          return {
            arm: arm.title,
            ...(design.strata.length > 1 && { stratum: design.strata[stratum[i]!]!.name }),
            randomised: start[i]!,
            time: isThere ? (isEvent ? time[i]! : Math.min(time[i]!, cut - start[i]!)) : null,
            event: isThere ? isEvent : null,
          };
        }),
      };
    },
  );
  return found!;
}

function wordOf(decision: number): ReplicateAlone['decision'] {
  if (decision === EFFICACY) return 'efficacy';
  if (decision === FUTILITY) return 'futility';
  return decision === OPPOSITE ? 'opposite' : 'none';
}
