import type { AdaptiveRule } from '../../adaptation.ts';
import { changesTrial } from '../../adaptation.ts';
import type { TrialDesign } from '../../design.ts';
import type { Columns } from '../columns.ts';
import {
  type ConductOptions,
  type ConductRoom,
  type Course,
  conductRoom,
  EFFICACY,
  FUTILITY,
  NO_DECISION,
  tooLong,
} from '../conduct.ts';
import { eventTimes } from '../event-times.ts';
import { joined, lastOf, lookClock, timeOfLook } from '../look-time.ts';
import type { TrialLoops } from '../loops/loops.ts';
import { type SelectRoom, selectRoom } from '../loops/room.ts';
import { partTimes } from '../part-times.ts';
import { statisticOf } from '../statistics/index.ts';
import type { TrialColumns } from '../trial-columns.ts';
import { type AdmitRoom, admission, admitRoom } from './admit.ts';
import { holds, type Situation } from './measures.ts';
import { type Plan, raisedPatients, raiseEvents } from './raise.ts';
import { stagesOf } from './stages.ts';

/** The course of one trial with rules; the object is reused for the next. */
export interface AdaptiveCourse extends Course {
  adapted: {
    /** the patients that the trial had in the end; those not admitted are randomised at NEVER */
    trial: TrialColumns;
    /** for each look: the rule that was carried out, by its index, or -1; and what its condition measured first */
    rule: Int32Array;
    measured: Float64Array;
    /** the statistic that is tested, and its boundary */
    statistic: Float64Array;
    boundary: Float64Array;
    /** planned events (NaN if looks are not at events) and patients after the look */
    events: Float64Array;
    patients: Float64Array;
  };
}

export interface AdaptiveRoom {
  plain: ConductRoom;
  admit: AdmitRoom;
  select: SelectRoom;
}

export function adaptiveRoom(design: TrialDesign, from: Columns): AdaptiveRoom {
  const patients = design.adaptation!.mostPatients;
  return {
    plain: conductRoom({ ...design, patients }, from),
    admit: admitRoom(patients, from),
    select: selectRoom(patients, from),
  };
}

/**
 * Carries trials through looks that change what comes after them. All patients that rules may lead to are drawn; a trial has
 * the first of them, in order of randomisation.
 *
 * @returns a function that conducts one trial; its result is valid until the next call
 */
export function adaptiveConductor(
  design: TrialDesign,
  { obeyFutility, horizon, estimate = true, isShown = false }: ConductOptions,
  { plain: { cut: cutRoom, look: data, clock: clockRoom, parts, table }, admit: room, select }: AdaptiveRoom,
  loops: TrialLoops,
): (trial: TrialColumns) => AdaptiveCourse {
  const { looks, boundaries, test, strata, adaptation, allocation } = design;
  const { rules, mostPatients, plannedRatio } = adaptation!;
  const statistic = statisticOf(test, { strata: strata.length, largest: mostPatients, loops, table });
  const stages = stagesOf(design);
  const admitted = admission(room, cutRoom.sort, loops);
  const known = eventTimes({ select }, cutRoom.sort, loops);
  const clock = lookClock(clockRoom, cutRoom.sort, loops);
  const ofPart = partTimes(parts, cutRoom.sort, loops);
  const column = () => new Float64Array(looks.length);
  const course: AdaptiveCourse = {
    ...{ stopped: 0, decision: NO_DECISION },
    ...{ time: column(), events: column(), patients: column(), z: column(), estimate: column() },
    short: new Uint8Array(looks.length),
    skipped: new Uint8Array(looks.length),
    boundary: column(),
    adapted: {
      trial: room.columns,
      ...{ rule: new Int32Array(looks.length), measured: column() },
      ...{ statistic: column(), boundary: column(), events: column(), patients: column() },
    },
  };
  const { adapted } = course;
  const ofLook = looks.map((_, k) => rules.filter(({ look }) => look === k));
  const isByEvents = looks.at(-1)!.events !== undefined;
  const first = { events: looks.at(-1)!.events ?? NaN, patients: design.patients };
  const shareTreated = allocation[1]! / (allocation[0]! + allocation[1]!);
  const effects = { rootOfShares: Math.sqrt(shareTreated * (1 - shareTreated)), planned: plannedRatio };
  const plan: Plan = { events: column(), patients: 0 };
  /** planned events for conditional power, at looks by time in proportion to the information */
  const expected = column();
  let putOff = 0;
  const hazardRatio = () => statistic.estimate();
  const at: Situation = { look: 0, data, z: NaN, stages, events: expected, hazardRatio };

  function readTrial(): void {
    known.read(admitted.trial);
    clock.read(admitted.trial);
  }

  function begin(trial: TrialColumns): void {
    plan.patients = design.patients;
    // a look at a time has the events that its information fraction tells
    for (const [k, { events }] of looks.entries())
      plan.events[k] = events ?? first.events * boundaries.fractions[k]!;
    putOff = 0;
    admitted.read(trial, plan.patients);
    readTrial();
    stages.begin();
    course.decision = NO_DECISION;
    adapted.rule.fill(-1);
    adapted.measured.fill(NaN);
    adapted.trial = admitted.trial;
  }

  function cutAt(k: number, before: number): { cut: number; isShort: boolean; count: number | undefined } {
    const look = looks[k]!;
    const { trial } = admitted;
    const events = look.events === undefined ? undefined : plan.events[k]!;
    const nth = events === undefined ? undefined : known.count < events ? Infinity : known.nth(events);
    let byEvents = nth;
    if (look.eventsOf)
      for (const part of look.eventsOf) byEvents = joined(look.rule, byEvents, ofPart(trial, part));
    const held = clock.of(look);
    const byClock = held === undefined ? undefined : held + putOff;
    const timing = look.end === undefined ? look : { ...look, end: look.end + putOff };
    const cut = timeOfLook(timing, { byClock, byEvents }, before, () => lastOf(trial));
    const isTimed = look.rule === 'first' && byClock !== undefined && cut >= byClock;
    const isShort = byEvents !== undefined && !isTimed && byEvents > cut;
    return { cut, isShort, count: cut === nth ? events : undefined };
  }

  /** The first rule of a look that holds. */
  function ruleAt(k: number): AdaptiveRule | undefined {
    for (const rule of ofLook[k]!) {
      let value = NaN;
      const told = (one: number) => {
        if (Number.isNaN(value)) value = one;
      };
      if (rule.condition && !holds(rule.condition, at, effects, told)) continue;
      adapted.rule[k] = rules.indexOf(rule);
      adapted.measured[k] = value;
      return rule;
    }
    return undefined;
  }

  function carryOut({ action }: AdaptiveRule, k: number): void {
    if (action.stop === 'success') course.decision = EFFICACY;
    else if (action.stop === 'futility' && obeyFutility) course.decision = FUTILITY;
    if (!changesTrial(action)) return;
    if (action.events && !Number.isNaN(at.z)) raiseEvents(action.events, plan, at, effects);
    if (action.followUp !== undefined) putOff += action.followUp;
    if (action.patients) {
      const raised = Math.min(mostPatients, raisedPatients(action.patients, plan, at, first));
      if (raised > plan.patients) {
        // follow-up is counted from the end of accrual, which comes later
        if (looks.at(-1)!.end !== undefined)
          putOff += admitted.randomised(raised) - admitted.randomised(plan.patients);
        plan.patients = raised;
        admitted.admit(raised);
        adapted.trial = admitted.trial;
        readTrial();
      }
    }
    stages.change(k, planned(k));
  }

  /** Events of later looks, as planned now; without planned events, in proportion to those seen. */
  function planned(k: number): Float64Array {
    const { fractions } = boundaries;
    for (let j = 0; j < looks.length; j++)
      expected[j] = isByEvents ? plan.events[j]! : (data.events * fractions[j]!) / fractions[k]!;
    return expected;
  }

  return (trial) => {
    begin(trial);
    let before = 0;
    for (let k = 0; k < looks.length; k++) {
      const { cut, isShort, count } = cutAt(k, before);
      before = cut;
      if (cut - trial.earliest > horizon) throw tooLong(cut, trial.earliest, horizon);
      loops.cut(admitted.trial, cut, count, cutRoom, data);
      const z = statistic.z(data);
      stages.add(k, data.events, z);
      course.time[k] = cut;
      course.events[k] = data.events;
      course.patients[k] = data.size;
      course.z[k] = z;
      course.short[k] = Number(isShort);
      course.stopped = k;
      adapted.statistic[k] = stages.statistic;
      adapted.boundary[k] = stages.boundary;
      if (stages.statistic >= stages.boundary) course.decision = EFFICACY;
      else if (obeyFutility && z <= boundaries.futility[k]!) course.decision = FUTILITY;
      const isEnd = k === looks.length - 1;
      const rulesHere = course.decision === NO_DECISION && !isEnd && ofLook[k]!.length > 0;
      if (rulesHere) {
        at.look = k;
        at.z = z;
        planned(k);
        const rule = ruleAt(k);
        if (rule) carryOut(rule, k);
      }
      adapted.events[k] = isByEvents ? plan.events.at(-1)! : NaN;
      adapted.patients[k] = plan.patients;
      const isLast = course.decision !== NO_DECISION || isEnd;
      course.estimate[k] = estimate && (isLast || isShown) ? statistic.estimate() : NaN;
      if (isLast) return course;
    }
    return course;
  };
}
