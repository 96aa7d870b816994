import type { Columns } from '../replicate/columns.ts';
import { tooLong } from '../replicate/conduct.ts';
import { type EventTable, eventTable } from '../replicate/event-table.ts';
import {
  type EventTimes,
  type EventTimesRoom,
  eventTimes,
  eventTimesRoom,
} from '../replicate/event-times.ts';
import type { LookData } from '../replicate/look-data.ts';
import { joined, lastOf, timeOfLook } from '../replicate/look-time.ts';
import type { CutRoom, TrialLoops } from '../replicate/loops/loops.ts';
import { sortedRoom, sortRoom } from '../replicate/loops/room.ts';
import { statisticOf } from '../replicate/statistics/index.ts';
import type { TrialColumns } from '../replicate/trial-columns.ts';
import { ACTIVE, FUTILE, type MultiArmDesign, NOT_SELECTED, REJECTED } from './design.ts';
import type { ArmsEnroller, EnrolledArms } from './enrol.ts';
import { type ArmsEvidence, type ArmsStep, armsTests } from './procedure.ts';
import { selector } from './select.ts';

/** The course of one trial; the object is reused for the next. */
export interface MultiArmCourse {
  /** the look at which the trial ended, from 0 */
  stopped: number;
  /** for each look up to that: its calendar time */
  time: Float64Array;
  /** by look and arm, control first: patients who have entered, and events */
  patients: Float64Array;
  events: Float64Array;
  /** by look and comparison: z, NaN where it is not in the trial; the estimate, at every look that chooses by it and at the last */
  z: Float64Array;
  estimate: Float64Array;
  /** by comparison: what became of it, and the look at which it did; -1: active to the end */
  state: Uint8Array;
  endedAt: Int32Array;
}

export interface MultiArmConductOptions {
  /** event times are known up to this time since entry */
  horizon: number;
  /** whether to estimate at the end of each comparison; default true */
  estimate?: boolean;
  /** receives every test of a trial */
  trace?: (step: ArmsStep) => void;
}

/** Memory for the looks of a trial. */
export interface MultiArmRoom {
  cut: CutRoom;
  looks: LookData[];
  eventTimes: EventTimesRoom[];
  table: EventTable[];
}

export function multiArmRoom(design: MultiArmDesign, from: Columns): MultiArmRoom {
  const { patients, strata, names } = design;
  return {
    cut: {
      hasStrata: strata.length > 1,
      sort: sortRoom(patients, from),
      unsorted: sortedRoom(patients, from),
    },
    looks: names.map(() => ({ ...sortedRoom(patients, from), size: 0, sizes: [0, 0], events: 0 })),
    eventTimes: sourcesOf(design).map(() => eventTimesRoom(1, patients, from)),
    table: names.map(() => eventTable(patients, from)),
  };
}

type Source = MultiArmDesign['looks'][number]['events'][number]['of'];

/** Whose events define looks. */
function sourcesOf({ looks }: MultiArmDesign): Source[] {
  return [...new Set(looks.flatMap(({ events }) => events.map(({ of }) => of)))];
}

/** Carries trials of several arms through their looks; its result is valid until the next call. */
export function multiArmConductor(
  design: MultiArmDesign,
  enroller: ArmsEnroller,
  { horizon, estimate = true, trace }: MultiArmConductOptions,
  room: MultiArmRoom,
  loops: TrialLoops,
): (trial: EnrolledArms) => MultiArmCourse {
  const { looks, names, test, patients, strata, stopping } = design;
  const [count, width] = [names.length, names.length + 1];
  const statistics = names.map((_, i) =>
    statisticOf(test, { strata: strata.length, largest: patients, loops, table: room.table[i]! }),
  );
  const sources = sourcesOf(design);
  const known: EventTimes[] = room.eventTimes.map((one) => eventTimes(one, room.cut.sort, loops));
  const tests = armsTests(design);
  const choose = looks.map(({ select }) => select && selector(select, count));
  const course: MultiArmCourse = {
    stopped: 0,
    time: new Float64Array(looks.length),
    patients: new Float64Array(looks.length * width),
    events: new Float64Array(looks.length * width),
    z: new Float64Array(looks.length * count),
    estimate: new Float64Array(looks.length * count),
    state: new Uint8Array(count),
    endedAt: new Int32Array(count),
  };
  const evidence: ArmsEvidence = { state: course.state, z: new Float64Array(count) };
  const rejected = new Uint8Array(count);
  const isOpen = new Uint8Array(width);
  const estimates = new Float64Array(count);
  const closedAt = new Float64Array(width);

  const columnsOf = (trial: EnrolledArms, of: Source): TrialColumns =>
    of === 'all' ? trial.all : of === 'control' ? trial.control : trial.pairs[of]!;

  /** The calendar time of a look; if it never comes, that of the last event or randomisation. */
  function cutOf(trial: EnrolledArms, k: number, before: number): number {
    const look = looks[k]!;
    let byEvents: number | undefined;
    for (const { of, count: wanted } of look.events) {
      // the events of an arm that has left the trial are not waited for
      const isThere = typeof of !== 'number' || course.state[of] === ACTIVE;
      const times = known[sources.indexOf(of)]!;
      if (isThere) times.read(columnsOf(trial, of));
      const at = !isThere || times.count < wanted ? Infinity : times.nth(wanted);
      byEvents = joined(look.rule, byEvents, at);
    }
    return timeOfLook(look, { byClock: look.time, byEvents }, before, () => lastOf(trial));
  }

  function countBy(trial: EnrolledArms, k: number, cut: number): void {
    const { size, arm, start, eventAt } = trial;
    const at = k * width;
    for (let a = 0; a < width; a++) {
      course.patients[at + a] = 0;
      course.events[at + a] = 0;
    }
    for (let i = 0; i < size && start[i]! <= cut; i++) {
      const a = arm[i]!;
      course.patients[at + a]!++;
      // the patients of a closed arm are not followed further
      if (eventAt[i]! <= Math.min(cut, closedAt[a]!)) course.events[at + a]!++;
    }
  }

  return (trial) => {
    tests.begin();
    course.state.fill(ACTIVE);
    course.endedAt.fill(-1);
    closedAt.fill(Infinity);
    course.z.fill(NaN);
    course.estimate.fill(NaN);
    let before = 0;
    for (let k = 0; k < looks.length; k++) {
      const cut = cutOf(trial, k, before);
      before = cut;
      if (cut - trial.pairs[0]!.earliest > horizon) throw tooLong(cut, trial.pairs[0]!.earliest, horizon);
      course.time[k] = cut;
      course.stopped = k;
      countBy(trial, k, cut);
      const isLast = k === looks.length - 1;
      const { select, futility } = looks[k]!;
      const needsEstimate = select?.ratioBelow !== undefined;
      for (let i = 0; i < count; i++) {
        if (course.state[i] !== ACTIVE) continue;
        loops.cut(trial.pairs[i]!, cut, undefined, room.cut, room.looks[i]!);
        const z = statistics[i]!.z(room.looks[i]!);
        evidence.z[i] = z;
        course.z[k * count + i] = z;
        if (needsEstimate) estimates[i] = statistics[i]!.estimate();
      }
      rejected.fill(0);
      tests.test(k, evidence, rejected, trace);
      let isClaimed = false;
      for (let i = 0; i < count; i++)
        if (rejected[i] === 1 && course.state[i] === ACTIVE) {
          end(i, REJECTED, k);
          isClaimed = true;
        }
      if (!isLast) {
        for (let i = 0; i < count; i++)
          if (course.state[i] === ACTIVE && !(evidence.z[i]! > futility)) end(i, FUTILE, k);
        const isChosen = choose[k]?.(course.state, evidence.z, estimates);
        if (isChosen)
          for (let i = 0; i < count; i++)
            if (course.state[i] === ACTIVE && isChosen[i] === 0) end(i, NOT_SELECTED, k);
      }
      let left = 0;
      for (let i = 0; i < count; i++) left += Number(course.state[i] === ACTIVE);
      if (isLast || left === 0 || (stopping === 'simultaneous' && isClaimed)) {
        if (estimate)
          for (let i = 0; i < count; i++)
            if (course.state[i] === ACTIVE) course.estimate[k * count + i] = statistics[i]!.estimate();
        break;
      }
      if (left < openArms()) {
        isOpen[0] = 1;
        for (let i = 0; i < count; i++) isOpen[i + 1] = Number(course.state[i] === ACTIVE);
        enroller.reopen(cut, isOpen);
      }
    }
    return course;

    function end(i: number, state: number, k: number): void {
      course.state[i] = state;
      course.endedAt[i] = k;
      closedAt[i + 1] = before;
      if (estimate) course.estimate[k * count + i] = statistics[i]!.estimate();
    }
  };

  /** Arms that were open before this look. */
  function openArms(): number {
    let open = 0;
    for (let i = 0; i < count; i++)
      open += Number(course.state[i] === ACTIVE || course.endedAt[i] === course.stopped);
    return open;
  }
}
