import type { Look, TrialDesign } from '../design.ts';
import { DesignError } from '../design-error.ts';
import type { Columns } from './columns.ts';
import { type EventTable, eventTable } from './event-table.ts';
import { type EventTimesRoom, eventTimes, eventTimesRoom } from './event-times.ts';
import type { LookData } from './look-data.ts';
import { joined, type LookClockRoom, lastOf, lookClock, lookClockRoom, timeOfLook } from './look-time.ts';
import type { CutRoom, TrialLoops } from './loops/loops.ts';
import { sortedRoom, sortRoom } from './loops/room.ts';
import { observedTest } from './observed-test.ts';
import { type PartTimesRoom, partTimes, partTimesRoom } from './part-times.ts';
import { statisticOf } from './statistics/index.ts';
import type { SeenTrial } from './statistics/statistic.ts';
import type { TrialColumns } from './trial-columns.ts';

/** Reasons why a trial stops. */
export const NO_DECISION = 0;
export const EFFICACY = 1;
export const FUTILITY = 2;
export const OPPOSITE = 3;

/** Whether a decision rejects the null hypothesis, in either direction. */
export const isClaim = (decision: number): boolean => decision === EFFICACY || decision === OPPOSITE;

/** The course of one trial; the object is reused for the next. */
export interface Course {
  /** the look at which the trial stopped (from 0), and the reason */
  stopped: number;
  decision: number;
  /** for each look up to the one at which it stopped: */
  time: Float64Array;
  events: Float64Array;
  patients: Float64Array;
  z: Float64Array;
  /** estimated at the stopping look only; at every look if `isShown`; NaN otherwise */
  estimate: Float64Array;
  /** 1 if there were fewer events than planned */
  short: Uint8Array;
  /** 1 if too few events had come since the look before, so that it was left out; its z is NaN */
  skipped: Uint8Array;
  /** the boundary of efficacy by what the trial has seen; only if `isShown` and boundaries are by it */
  boundary: Float64Array;
}

export interface ConductOptions {
  /** whether the trial stops at futility boundaries */
  obeyFutility: boolean;
  /** event times are known up to this time since entry */
  horizon: number;
  /** whether to estimate ratios and differences besides z; default true */
  estimate?: boolean;
  /** whether z of every look is reported, so that it must be exact */
  isShown?: boolean;
}

/** Memory for the looks of a trial. */
export interface ConductRoom {
  cut: CutRoom;
  look: LookData;
  eventTimes: EventTimesRoom;
  clock: LookClockRoom;
  parts: PartTimesRoom;
  table: EventTable;
}

export function conductRoom({ looks, patients, strata }: TrialDesign, from: Columns): ConductRoom {
  return {
    cut: {
      hasStrata: strata.length > 1,
      sort: sortRoom(patients, from),
      unsorted: sortedRoom(patients, from),
    },
    look: { ...sortedRoom(patients, from), size: 0, sizes: [0, 0], events: 0 },
    eventTimes: eventTimesRoom(ranksOf(looks), patients, from),
    clock: lookClockRoom(looks, patients, from),
    parts: partTimesRoom(looks, patients, from),
    table: eventTable(patients, from),
  };
}

/** The number of looks that are defined by a number of events. */
const ranksOf = (looks: readonly Look[]) => looks.filter(({ events }) => events !== undefined).length;

/**
 * Carries trials through their looks.
 *
 * @returns a function that conducts one trial; its result is valid until the next call, and it throws a RangeError if
 *   a look follows patients beyond the horizon
 */
export function conductor(
  design: TrialDesign,
  { obeyFutility, horizon, estimate = true, isShown = false }: ConductOptions,
  { cut: cutRoom, look: data, eventTimes: timesRoom, clock: clockRoom, parts, table }: ConductRoom,
  loops: TrialLoops,
): (trial: TrialColumns) => Course {
  const { looks, boundaries, test, sides, patients, strata } = design;
  const statistic = statisticOf(test, { strata: strata.length, largest: patients, loops, table });
  const column = () => new Float64Array(looks.length);
  const course: Course = {
    ...{ stopped: 0, decision: NO_DECISION },
    ...{ time: column(), events: column(), patients: column(), z: column(), estimate: column() },
    short: new Uint8Array(looks.length),
    skipped: new Uint8Array(looks.length),
    boundary: column(),
  };
  const relevantZ = looks.map((_, k) => relevantZOf(boundaries.efficacy[k]!, boundaries.futility[k]!, sides));
  const observed = observedTest(design);
  const ranks = ranksOf(looks);
  const shown = { cut: 0 } as SeenTrial;
  const known = eventTimes(timesRoom, cutRoom.sort, loops);
  const clock = lookClock(clockRoom, cutRoom.sort, loops);
  const ofPart = partTimes(parts, cutRoom.sort, loops);

  const claims = (k: number, z: number): boolean =>
    observed ? observed.isReached(z) : z >= boundaries.efficacy[k]!;

  function decide(k: number, z: number): number {
    if (claims(k, z)) return EFFICACY;
    if (sides === 2) return claims(k, -z) ? OPPOSITE : NO_DECISION;
    return obeyFutility && z <= boundaries.futility[k]! ? FUTILITY : NO_DECISION;
  }

  return (trial) => {
    if (ranks > 0) known.read(trial);
    clock.read(trial);
    observed?.begin();
    const over = () => lastOf(trial);
    course.decision = NO_DECISION;
    let before = 0;
    let seen = 0;
    for (let k = 0; k < looks.length; k++) {
      const look = looks[k]!;
      const { events, eventsOf } = look;
      const at = events === undefined ? undefined : known.count < events ? Infinity : known.nth(events);
      let byEvents = at;
      if (eventsOf) for (const part of eventsOf) byEvents = joined(look.rule, byEvents, ofPart(trial, part));
      const byClock = clock.of(look);
      const cut = timeOfLook(look, { byClock, byEvents }, before, over);
      before = cut;
      if (cut - trial.earliest > horizon) throw tooLong(cut, trial.earliest, horizon);
      loops.cut(trial, cut, cut === at ? events : undefined, cutRoom, data);
      const isSkipped = look.skipBelow !== undefined && data.events - seen < look.skipBelow;
      course.skipped[k] = Number(isSkipped);
      if (!isSkipped) {
        seen = data.events;
        observed?.see(k, seen);
      }
      shown.trial = trial;
      shown.cut = cut;
      const z = isSkipped ? NaN : statistic.z(data, isShown || observed ? undefined : relevantZ[k], shown);
      course.time[k] = cut;
      course.events[k] = data.events;
      course.patients[k] = data.size;
      course.z[k] = z;
      // a look at a time that comes first has the events planned for it, however few
      const isTimed = look.rule === 'first' && byClock !== undefined && cut >= byClock;
      course.short[k] = Number(byEvents !== undefined && !isTimed && byEvents > cut);
      course.stopped = k;
      course.decision = isSkipped ? NO_DECISION : decide(k, z);
      if (isShown) course.boundary[k] = observed && !isSkipped ? observed.boundary() : NaN;
      const isLast = course.decision !== NO_DECISION || k === looks.length - 1;
      // estimates at earlier looks are not reported
      course.estimate[k] = estimate && !isSkipped && (isLast || isShown) ? statistic.estimate() : NaN;
      if (isLast) return course;
    }
    return course;
  };
}

/** A look at which patients are followed beyond the times that are known. */
export function tooLong(cut: number, earliest: number, horizon: number): RangeError {
  return new DesignError(
    ['follow-up'],
    `a look at ${cut.toFixed(1)} follows patients for ${(cut - earliest).toFixed(1)}, beyond the horizon of the scenario, ${horizon}; extend the horizon, or plan the look earlier`,
  );
}

/** The values of z at which the decision of a look changes. */
function relevantZOf(efficacy: number, futility: number, sides: 1 | 2): number[] {
  const relevantZ = sides === 2 ? [efficacy, -efficacy] : [efficacy, futility];
  return relevantZ.filter((z) => Math.abs(z) < Infinity);
}
