import type { Look, TrialTest } from '../design.ts';
import { checkLast, checkOrder } from './look-checks.ts';
import type { PlannedLooks } from './planned-looks.ts';
import { type Complaints, type Path, shown } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawAnalysis, RawTrial } from './schema.ts';
import { takesOneLook } from './tests.ts';

export interface LookLimits {
  patients: number;
  /** calendar time at which accrual ends */
  accrualEnd: number;
  /** of the scenario: nothing is known of patients beyond it */
  horizon?: number;
  /** events expected by a calendar time; null where only simulation tells */
  expected: (t: number) => number | null;
  /**
   * events expected when a share of the information of the last look is there; null where only simulation tells
   *
   * @throws RangeError where nothing is to be seen at the last look
   */
  eventsAt: (fraction: number, last: { events?: number; time?: number }) => number | null;
}

/** When the analyses of a design take place. */
export function looksOf(
  { analyses, events: planned, 'follow-up': followUp }: RawTrial,
  test: TrialTest,
  { patients, accrualEnd, horizon, expected, eventsAt }: LookLimits,
  to: Complaints,
): PlannedLooks | undefined {
  const before = to.problems.length;
  to.number(followUp, ['follow-up'], ranges.timeOrNone);
  const countable = ranges.range(
    (one) => Number.isInteger(one) && one >= 1 && one <= patients,
    `a whole number from 1 to ${patients}, the number of patients`,
  );
  to.number(planned, ['events'], countable);
  if (to.problems.length > before) return undefined;
  const end = followUp === undefined ? horizon : accrualEnd + followUp;
  if (horizon !== undefined && end! > horizon) {
    to.complain(
      followUp === undefined ? ['accrual'] : ['follow-up'],
      `the first patients are followed for ${shown(end!)}, must be at most the horizon of the scenario, ${horizon}`,
    );
    return undefined;
  }
  const isAtEnd = analyses === undefined && planned === undefined;
  if (isAtEnd && followUp === undefined) {
    to.complain(
      [],
      'follow-up is missing, must be the time from the end of accrual to the analysis; or give events or analyses',
    );
    return undefined;
  }
  const given: RawAnalysis[] = analyses ?? [planned === undefined ? { time: end } : { events: planned }];
  const paths: Path[] = given.map((_, k) =>
    analyses ? ['analyses', k] : [planned === undefined ? 'follow-up' : 'events'],
  );
  if (given.length > 1 && takesOneLook(test)) {
    to.complain(['analyses'], `there are ${given.length} analyses, must be one for the test ${test.kind}`);
    return undefined;
  }
  const total = totalOf(given, { planned, end, expected });
  const looks = given.map((one, k) => lookOf(one, paths[k]!, { total, end, countable, eventsAt }, to));
  if (to.problems.length > before) return undefined;
  const found: PlannedLooks = {
    looks: looks as Look[],
    ...(looks.some((look) => look!.events !== undefined) ? { events: total } : {}),
    byEvents: given.map(({ time }, k) => time === undefined && looks[k]?.events !== undefined),
    fractions: given.map((one) => one.fraction),
    paths,
  };
  checkOrder(found, to);
  checkLast(found, test, accrualEnd, to);
  return to.problems.length > before ? undefined : found;
}

/** Events of the last look, where it has some: planned, or expected by the end of follow-up. */
function totalOf(
  given: readonly RawAnalysis[],
  { planned, end, expected }: { planned?: number; end?: number } & Pick<LookLimits, 'expected'>,
): number | undefined {
  const own = planned ?? given[given.length - 1]!.events;
  if (own !== undefined) return own;
  if (end === undefined || given.every(({ information }) => information === undefined)) return undefined;
  const events = expected(end);
  return events === null ? undefined : Math.floor(events);
}

interface LookContext {
  /** events of the last look */
  total?: number;
  /** calendar time at which follow-up ends */
  end?: number;
  countable: ranges.Range;
  eventsAt: LookLimits['eventsAt'];
}

function lookOf(
  raw: RawAnalysis,
  path: Path,
  { total, end, countable, eventsAt }: LookContext,
  to: Complaints,
): Look | undefined {
  const { events, information, time, whichever } = raw;
  if (events !== undefined && information !== undefined) {
    to.complain([...path, 'information'], 'an analysis has events and information, must have one of them');
    return undefined;
  }
  const count =
    information === undefined
      ? to.number(events, [...path, 'events'], countable)
      : countAt(information, [...path, 'information'], { total, end, countable, eventsAt }, to);
  if (count === undefined && (events ?? information) !== undefined) return undefined;
  if (count === undefined && time === undefined) {
    to.complain(path, 'an analysis has no events, information or time, must have one of them');
    return undefined;
  }
  if (whichever !== undefined && (count === undefined || time === undefined)) {
    to.complain([...path, 'whichever'], `whichever is ${whichever}, must stand beside events and a time`);
    return undefined;
  }
  if (time !== undefined) {
    if (to.number(time, [...path, 'time'], ranges.time) === undefined) return undefined;
    if (end !== undefined && time > end) {
      to.complain([...path, 'time'], `time is ${time}, must be at most ${shown(end)}, when follow-up ends`);
      return undefined;
    }
  }
  if (count === undefined) return { time: time!, rule: 'first' };
  const look: Look = { events: count, rule: time === undefined ? 'first' : (whichever ?? 'first') };
  return { ...look, ...(time !== undefined && { time }), ...(end !== undefined && { end }) };
}

/** Events at a share of the information of the last look. */
function countAt(
  information: number,
  path: Path,
  { total, end, countable, eventsAt }: LookContext,
  to: Complaints,
): number | undefined {
  const share = to.number(
    information,
    path,
    ranges.range((one) => one > 0 && one <= 1, 'above 0 and at most 1'),
  );
  if (share === undefined) return undefined;
  if (total === undefined) {
    to.complain(
      path,
      'information is a share of that at the last analysis, must have events beside the analyses, or plain laws and a follow-up',
    );
    return undefined;
  }
  const events = to.attempt(path, () => eventsAt(share, { events: total, time: end }));
  if (events === undefined) return undefined;
  if (events === null) {
    to.complain(
      path,
      'the information of this test is not known beforehand, must be events or a time, with the information fraction beside it as `fraction`',
    );
    return undefined;
  }
  const count = Math.round(events);
  if (countable.holds(count)) return count;
  to.complain(
    path,
    `information ${share} is expected at ${shown(events)} events, of ${total} at the last analysis; must be expected at 1 event or more`,
  );
  return undefined;
}
