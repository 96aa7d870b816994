import type { Executor } from '../run/executor.ts';
import type { TrialDesign } from './design.ts';
import type { Truth } from './operating-characteristics.ts';
import type { AdaptiveCourse } from './replicate/adaptive/conduct.ts';
import { EFFICACY, FUTILITY, OPPOSITE } from './replicate/conduct.ts';
import { NEVER, type TrialColumns } from './replicate/trial-columns.ts';
import { type SimulateTrialOptions, simulateReplicates } from './simulate.ts';

export interface TrialPatient {
  arm: string;
  /** undefined with one stratum */
  stratum?: string;
  /** calendar time of randomisation */
  randomised: number;
  /**
   * follow-up until the look where the trial stopped, and whether it ended with the event; null if not yet randomised
   * then
   */
  time: number | null;
  event: boolean | null;
}

/** What the rules of a design did at a look. */
export interface AdaptedLook {
  /** the statistic that is tested, and the boundary at or above which it claims efficacy */
  statistic: number;
  boundary: number;
  /** the rule that was carried out; undefined: none */
  rule?: string;
  /** what its condition measured first; NaN: it has none */
  measured: number;
  /** planned from then on: events of the last look, NaN if it is not at events, and patients */
  plannedEvents: number;
  plannedPatients: number;
}

export interface ReplicateAlone {
  replicate: number;
  looks: {
    time: number;
    events: number;
    patients: number;
    /** NaN at a look that was left out */
    z: number;
    estimate: number;
    /** of efficacy, on z, where boundaries are by the events that the trial sees */
    boundary?: number;
    /** of a design with rules */
    adapted?: AdaptedLook;
  }[];
  /** the decision at the last of these looks */
  decision: 'efficacy' | 'futility' | 'opposite' | 'none';
  screened: number;
  patients: TrialPatient[];
}

/**
 * Simulates one replicate of those that `simulateTrial` simulates, and returns its patients.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { inlineExecutor, readTrial, replicateAlone, resolveTrial } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/three-looks.yaml', 'utf8'));
 * const { design } = resolveTrial(trial!);
 * const { patients } = await replicateAlone(design!, { seed: '1', replicate: 0, executor: inlineExecutor() });
 * console.log(patients.length);
 * // 600
 * ```
 */
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
    throw new RangeError(`replicate ${replicate} is not possible, must be a whole number of at least 0`);
  let shown: ReplicateAlone | undefined;
  await simulateReplicates(
    [design],
    { ...options, truth, first: replicate, replicates: replicate + 1, isShown: true },
    undefined,
    ({ trial: drawn, course }) => {
      const adapted = 'adapted' in course ? (course as AdaptiveCourse).adapted : undefined;
      const trial = adapted?.trial ?? drawn;
      // where a rule may raise patients, more are drawn than are screened
      const isRaised = (design.adaptation?.mostPatients ?? 0) > design.patients;
      const { size, control, start, time, eventAt, stratum, screened } = trial;
      const cut = course.time[course.stopped]!;
      const seen = eventAt.subarray(0, size).map((at) => Number(at <= cut));
      // if several events are at the cut-off, the look counts only the first of them
      let surplus = seen.reduce((sum, isEvent) => sum + isEvent, 0) - course.events[course.stopped]!;
      for (let i = size - 1; surplus > 0; i--) {
        if (eventAt[i] !== cut) continue;
        seen[i] = 0;
        surplus--;
      }
      shown = {
        replicate,
        looks: Array.from({ length: course.stopped + 1 }, (_, k) => ({
          time: course.time[k]!,
          events: course.events[k]!,
          patients: course.patients[k]!,
          z: course.z[k]!,
          estimate: course.estimate[k]!,
          ...(design.boundaries.observed && { boundary: course.boundary[k]! }),
          ...(adapted && { adapted: adaptedLook(design, adapted, k) }),
        })),
        decision: wordOf(course.decision),
        screened: isRaised ? placesOf(trial).length : screened,
        patients: placesOf(trial).map((i): TrialPatient => {
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
  return shown!;
}

/** The places of patients who are in the trial. */
function placesOf({ size, start }: TrialColumns): number[] {
  return Array.from({ length: size }, (_, i) => i).filter((i) => start[i]! < NEVER);
}

function adaptedLook(design: TrialDesign, adapted: AdaptiveCourse['adapted'], k: number): AdaptedLook {
  const rule = adapted.rule[k]!;
  return {
    statistic: adapted.statistic[k]!,
    boundary: adapted.boundary[k]!,
    ...(rule < 0 ? {} : { rule: design.adaptation!.rules[rule]!.name }),
    measured: adapted.measured[k]!,
    plannedEvents: adapted.events[k]!,
    plannedPatients: adapted.patients[k]!,
  };
}

function wordOf(decision: number): ReplicateAlone['decision'] {
  if (decision === EFFICACY) return 'efficacy';
  if (decision === FUTILITY) return 'futility';
  return decision === OPPOSITE ? 'opposite' : 'none';
}
