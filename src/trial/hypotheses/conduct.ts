import type { Columns } from '../replicate/columns.ts';
import { tooLong } from '../replicate/conduct.ts';
import { type EventTable, eventTable } from '../replicate/event-table.ts';
import { type EventTimesRoom, eventTimes, eventTimesRoom } from '../replicate/event-times.ts';
import type { LookData } from '../replicate/look-data.ts';
import {
  joined,
  type LookClockRoom,
  lastOf,
  lookClock,
  lookClockRoom,
  timeOfLook,
} from '../replicate/look-time.ts';
import type { CutRoom, TrialLoops } from '../replicate/loops/loops.ts';
import { sortedRoom, sortRoom } from '../replicate/loops/room.ts';
import { statisticOf } from '../replicate/statistics/index.ts';
import type { TrialColumns } from '../replicate/trial-columns.ts';
import type { HypothesesDesign } from './design.ts';
import type { EnrolledCohorts } from './enrol.ts';
import { type Evidence, procedureOf, type TestStep } from './procedure.ts';

/** The course of one trial; the object is reused for the next. */
export interface HypothesesCourse {
  /** the look at which the trial ended, from 0 */
  stopped: number;
  /** for each look up to that: calendar time and patients who have entered */
  time: Float64Array;
  patients: Float64Array;
  /** by look and cohort: events, whether or not a hypothesis was tested */
  events: Float64Array;
  /** by look and hypothesis: z and alpha at the end of the look; NaN where it was not looked at */
  z: Float64Array;
  alpha: Float64Array;
  /** by hypothesis: the look at which it was rejected, or -1; the estimate when the trial ended */
  rejectedAt: Int32Array;
  estimate: Float64Array;
  /** whether the conditions of a success hold */
  isSuccess: boolean;
}

export interface HypothesesConductOptions {
  /** event times are known up to this time since entry */
  horizon: number;
  /** whether to estimate ratios and differences; a success may need them */
  estimate?: boolean;
  /** receives every test of a trial */
  trace?: (step: TestStep) => void;
}

/** Memory for the looks of a trial. */
export interface HypothesesRoom {
  cut: CutRoom;
  looks: LookData[];
  eventTimes: EventTimesRoom[];
  clock: LookClockRoom;
  tables: EventTable[];
}

export function hypothesesRoom(design: HypothesesDesign, from: Columns): HypothesesRoom {
  const { patients, cohorts, hypotheses, looks } = design;
  return {
    cut: { hasStrata: true, sort: sortRoom(patients, from), unsorted: sortedRoom(patients, from) },
    looks: cohorts.map(() => ({ ...sortedRoom(patients, from), size: 0, sizes: [0, 0], events: 0 })),
    eventTimes: ranksOf(design).map((ranks) => eventTimesRoom(ranks, patients, from)),
    clock: lookClockRoom(looks, patients, from),
    tables: hypotheses.map(() => eventTable(patients, from)),
  };
}

/** By cohort: the number of looks that are defined by its events. */
function ranksOf({ cohorts, looks }: HypothesesDesign): number[] {
  return cohorts.map(
    (_, c) => looks.flatMap(({ events }) => events).filter(({ cohort }) => cohort === c).length,
  );
}

/** Carries trials of several hypotheses through their looks; its result is valid until the next call. */
export function hypothesesConductor(
  design: HypothesesDesign,
  { horizon, estimate = true, trace }: HypothesesConductOptions,
  room: HypothesesRoom,
  loops: TrialLoops,
): (trial: EnrolledCohorts) => HypothesesCourse {
  const { looks, cohorts, hypotheses, patients, strata, success = [], populations } = design;
  const [width, own] = [cohorts.length, hypotheses.length];
  const ofOneStratum = ({ population }: (typeof cohorts)[number]) =>
    strata.length === 1 || (population !== undefined && populations[population]!.kind === 'stratum');
  const cuts = cohorts.map((cohort): CutRoom => ({ ...room.cut, hasStrata: !ofOneStratum(cohort) }));
  const statistics = hypotheses.map(({ test, cohort }, h) =>
    statisticOf(test, {
      strata: ofOneStratum(cohorts[cohort]!) ? 1 : strata.length,
      largest: patients,
      loops,
      table: room.tables[h]!,
    }),
  );
  const ranks = ranksOf(design);
  const known = room.eventTimes.map((one) => eventTimes(one, room.cut.sort, loops));
  const clock = lookClock(room.clock, room.cut.sort, loops);
  const procedure = procedureOf(design);
  const lastLook = hypotheses.map((hypothesis) => hypothesis.looks.at(-1)!);
  const isTested = looks.map((_, k) => hypotheses.map((hypothesis) => hypothesis.looks.includes(k)));
  const isTimed = looks.some(({ spendingTime }) => spendingTime !== undefined);
  const evidence = hypotheses.map(
    (hypothesis): Evidence => ({
      ...{ count: 0, isFinal: false, z: NaN, rejectedAt: -1 },
      information: new Float64Array(hypothesis.looks.length),
      ...(isTimed && { times: new Float64Array(hypothesis.looks.length) }),
    }),
  );
  const needsEstimate = estimate || success.some(({ kind }) => kind === 'ratio');
  const course: HypothesesCourse = {
    stopped: 0,
    time: new Float64Array(looks.length),
    patients: new Float64Array(looks.length),
    events: new Float64Array(looks.length * width),
    z: new Float64Array(looks.length * own),
    alpha: new Float64Array(looks.length * own),
    rejectedAt: new Int32Array(own),
    estimate: new Float64Array(own),
    isSuccess: false,
  };
  const isCut = new Uint8Array(width);
  /** by hypothesis, events at its last look */
  const seenEvents = new Float64Array(own);
  /** by cohort, the time of its event that defines the present look; NaN if none does */
  const reached = new Float64Array(width);
  const counts = new Float64Array(width);

  function cutCohort(trial: EnrolledCohorts, c: number, cut: number): LookData {
    const data = room.looks[c]!;
    if (isCut[c] === 1) return data;
    isCut[c] = 1;
    loops.cut(trial.cohorts[c]!, cut, reached[c] === cut ? counts[c] : undefined, cuts[c]!, data);
    return data;
  }

  /** Whether a hypothesis is left out of a look, since too few events have come since its look before. */
  function isSkipped(k: number, h: number, events: number): boolean {
    const { skipBelow } = looks[k]!;
    if (skipBelow === undefined || k === lastLook[h]) return false;
    return events - seenEvents[h]! < skipBelow;
  }

  /** The calendar time of a look. */
  function cutOf(trial: EnrolledCohorts, k: number, before: number): number {
    const look = looks[k]!;
    reached.fill(NaN);
    let byEvents: number | undefined;
    for (const { cohort, count } of look.events) {
      const at = known[cohort]!.count < count ? Infinity : known[cohort]!.nth(count);
      reached[cohort] = at;
      counts[cohort] = count;
      byEvents = joined(look.rule, byEvents, at);
    }
    return timeOfLook(look, { byClock: clock.of(look), byEvents }, before, () =>
      Math.max(...trial.endpoints.map(lastOf)),
    );
  }

  return (trial) => {
    for (let c = 0; c < width; c++) if (ranks[c]! > 0) known[c]!.read(trial.cohorts[c]!);
    procedure.begin();
    for (const one of evidence) {
      one.count = 0;
      one.z = NaN;
      one.rejectedAt = -1;
    }
    course.z.fill(NaN);
    seenEvents.fill(0);
    course.alpha.fill(NaN);
    const everybody = trial.endpoints[0]!;
    clock.read(everybody);
    let before = 0;
    let cut = 0;
    for (let k = 0; k < looks.length; k++) {
      cut = cutOf(trial, k, before);
      before = cut;
      if (cut - everybody.earliest > horizon) throw tooLong(cut, everybody.earliest, horizon);
      isCut.fill(0);
      course.time[k] = cut;
      course.stopped = k;
      for (let h = 0; h < own; h++) {
        const one = evidence[h]!;
        if (one.rejectedAt >= 0 || !isTested[k]![h]) continue;
        const { cohort, fractions } = hypotheses[h]!;
        const data = cutCohort(trial, cohort, cut);
        if (isSkipped(k, h, data.events)) continue;
        one.z = statistics[h]!.z(data, undefined, { trial: trial.cohorts[cohort]!, cut });
        if (one.times) one.times[one.count] = looks[k]!.spendingTime!;
        one.information[one.count] = fractions ? fractions[one.count]! : data.events;
        one.count++;
        seenEvents[h] = data.events;
        one.isFinal = k === lastLook[h];
        course.z[k * own + h] = one.z;
      }
      procedure.test(k, evidence, trace);
      let isOver = true;
      for (let h = 0; h < own; h++) {
        if (evidence[h]!.rejectedAt < 0 && lastLook[h]! > k) isOver = false;
        const { rejectedAt } = evidence[h]!;
        if (rejectedAt < 0 || rejectedAt === k) course.alpha[k * own + h] = procedure.alphaOf(h);
      }
      const whole = cohorts.findIndex(({ population }, c) => population === undefined && isCut[c] === 1);
      course.patients[k] = whole >= 0 ? room.looks[whole]!.size : enteredBy(everybody, cut);
      for (let c = 0; c < width; c++)
        course.events[k * width + c] =
          isCut[c] === 1 ? room.looks[c]!.events : eventsBy(trial.cohorts[c]!, cut);
      if (isOver) break;
    }
    for (let h = 0; h < own; h++) {
      course.rejectedAt[h] = evidence[h]!.rejectedAt;
      course.estimate[h] = needsEstimate ? estimated(trial, h, cut) : NaN;
    }
    course.isSuccess = isSuccess();
    return course;
  };

  function estimated(trial: EnrolledCohorts, h: number, cut: number): number {
    const { cohort } = hypotheses[h]!;
    const data = cutCohort(trial, cohort, cut);
    if (Number.isNaN(course.z[course.stopped * own + h]))
      statistics[h]!.z(data, undefined, { trial: trial.cohorts[cohort]!, cut });
    return statistics[h]!.estimate();
  }

  function isSuccess(): boolean {
    for (const condition of success) {
      if (condition.kind === 'ratio') {
        if (!(course.estimate[condition.hypothesis]! < condition.below)) return false;
      } else for (const h of condition.hypotheses) if (course.rejectedAt[h]! < 0) return false;
    }
    return success.length > 0;
  }
}

function enteredBy({ size, start }: TrialColumns, cut: number): number {
  let entered = 0;
  for (let i = 0; i < size; i++) entered += Number(start[i]! <= cut);
  return entered;
}

function eventsBy({ size, eventAt }: TrialColumns, cut: number): number {
  let events = 0;
  for (let i = 0; i < size; i++) events += Number(eventAt[i]! <= cut);
  return events;
}
