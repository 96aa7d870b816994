import type { Look, TrialDesign } from '../design.ts';
import { DesignError } from '../design-error.ts';
import type { Columns } from './columns.ts';
import { type EventTable, eventTable } from './event-table.ts';
import { type EventTimes, type EventTimesRoom, eventTimes, eventTimesRoom } from './event-times.ts';
import type { LookData } from './look-data.ts';
import type { CutRoom, TrialLoops } from './loops/loops.ts';
import { sortedRoom, sortRoom } from './loops/room.ts';
import { statisticOf } from './statistics/index.ts';
import type { TrialColumns } from './trial-columns.ts';

/** Why a trial stopped. */
export const NOTHING = 0;
export const EFFICACY = 1;
export const FUTILITY = 2;
export const OPPOSITE = 3;

/** Whether a decision rejects no effect, in either direction. */
export const isClaim = (decision: number): boolean => decision === EFFICACY || decision === OPPOSITE;

/** What became of one trial; used again for the next. */
export interface Course {
  /** the look at which it stopped, from 0, and why */
  stopped: number;
  decision: number;
  /** of the looks up to and including the last one: */
  time: Float64Array;
  events: Float64Array;
  patients: Float64Array;
  z: Float64Array;
  /** NaN where it is not wanted: but for a trial that is shown, at looks that it goes on from */
  estimate: Float64Array;
  /** 1: fewer events than planned */
  short: Uint8Array;
}

export interface ConductOptions {
  /** whether futility boundaries are obeyed */
  obeyFutility: boolean;
  /** event times are known up to this time since entry */
  horizon: number;
  /** whether ratios and differences are wanted beside z */
  estimate?: boolean;
  /** z is shown, so that it must be exact wherever it is */
  isShown?: boolean;
}

/** The columns that looks at trials are made in. */
export interface ConductRoom {
  cut: CutRoom;
  look: LookData;
  eventTimes: EventTimesRoom;
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
    table: eventTable(patients, from),
  };
}

/** How many looks ask when so many events will have happened. */
const ranksOf = (looks: readonly Look[]) => looks.filter(({ events }) => events !== undefined).length;

/**
 * Carries trials through their looks.
 *
 * @returns conducts one trial; what it returns is good until the next
 * @throws RangeError from what it returns: where a look follows patients longer than their times are known
 */
export function conductor(
  { looks, boundaries, test, sides, patients, strata }: TrialDesign,
  { obeyFutility, horizon, estimate = true, isShown = false }: ConductOptions,
  { cut: cutRoom, look: data, eventTimes: timesRoom, table }: ConductRoom,
  loops: TrialLoops,
): (trial: TrialColumns) => Course {
  const statistic = statisticOf(test, { strata: strata.length, largest: patients, loops, table });
  const column = () => new Float64Array(looks.length);
  const course: Course = {
    ...{ stopped: 0, decision: NOTHING },
    ...{ time: column(), events: column(), patients: column(), z: column(), estimate: column() },
    short: new Uint8Array(looks.length),
  };
  const borders = looks.map((_, k) => bordersOf(boundaries.efficacy[k]!, boundaries.futility[k]!, sides));
  const ranks = ranksOf(looks);
  const known = eventTimes(timesRoom, cutRoom.sort, loops);

  function decide(k: number, z: number): number {
    if (z >= boundaries.efficacy[k]!) return EFFICACY;
    if (sides === 2) return -z >= boundaries.efficacy[k]! ? OPPOSITE : NOTHING;
    return obeyFutility && z <= boundaries.futility[k]! ? FUTILITY : NOTHING;
  }

  return (trial) => {
    if (ranks > 0) known.read(trial);
    course.decision = NOTHING;
    let before = 0;
    for (let k = 0; k < looks.length; k++) {
      const look = looks[k]!;
      const { events } = look;
      const at = events === undefined || known.count < events ? undefined : known.nth(events);
      const cut = Math.max(before, cutOf(look, at, trial, known));
      before = cut;
      if (cut - trial.earliest > horizon) throw tooLong(cut, trial.earliest, horizon);
      loops.cut(trial, cut, cut === at ? events : undefined, cutRoom, data);
      const z = statistic.z(data, isShown ? undefined : borders[k]);
      course.time[k] = cut;
      course.events[k] = data.events;
      course.patients[k] = data.size;
      course.z[k] = z;
      // at a time, should that come first, few events are as planned
      const isTimed = look.time !== undefined && look.rule === 'first' && cut >= look.time;
      course.short[k] = Number(events !== undefined && !isTimed && (at === undefined || at > cut));
      course.stopped = k;
      course.decision = decide(k, z);
      const isLast = course.decision !== NOTHING || k === looks.length - 1;
      // what the others say is asked for by nobody
      course.estimate[k] = estimate && (isLast || isShown) ? statistic.estimate() : NaN;
      if (isLast) return course;
    }
    return course;
  };
}

/**
 * When a look takes place; where its events never come, when nothing more can come.
 *
 * @param at when its events are there; undefined: never, or none are asked for
 */
function cutOf(
  { time, rule, end = Infinity }: Look,
  at: number | undefined,
  trial: TrialColumns,
  known: EventTimes,
): number {
  if (at === undefined) {
    const last = time !== undefined && rule === 'first' ? time : end;
    return last < Infinity ? last : Math.max(time ?? 0, endOf(trial, known));
  }
  if (time === undefined) return Math.min(at, end);
  return rule === 'first' ? Math.min(at, time) : Math.min(Math.max(at, time), end);
}

/** The last event, or the last to be randomised. */
function endOf({ size, start }: TrialColumns, known: EventTimes): number {
  let end = known.count > 0 ? known.nth(known.count) : 0;
  for (let i = 0; i < size; i++) end = Math.max(end, start[i]!);
  return end;
}

function tooLong(cut: number, earliest: number, horizon: number): RangeError {
  return new DesignError(
    ['follow-up'],
    `a look at ${cut.toFixed(1)} follows patients for ${(cut - earliest).toFixed(1)}, longer than the horizon of the scenario, ${horizon}; give it a later horizon, or look earlier`,
  );
}

/** The values of z that something depends on at a look. */
function bordersOf(efficacy: number, futility: number, sides: 1 | 2): number[] {
  const borders = sides === 2 ? [efficacy, -efficacy] : [efficacy, futility];
  return borders.filter((z) => Math.abs(z) < Infinity);
}
