import type { Look, TrialTest } from '../design.ts';
import { checkLast, checkOrder } from './look-checks.ts';
import { eventsAlone, type PlannedLooks } from './planned-looks.ts';
import { type Issues, type Path, shown } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawAnalysis, RawTrial } from './schema.ts';
import { takesOneLook } from './tests.ts';

export interface LookLimits {
  patients: number;
  /** calendar time at which accrual ends */
  accrualEnd: number;
  /** the scenario's horizon: times of patients are not known beyond it */
  horizon?: number;
  /** events expected by a calendar time; null if only simulation can tell */
  expected: (t: number) => number | null;
  /**
   * events expected when the information reaches a share of that at the last look; null if only simulation can tell
   *
   * @throws RangeError if the test is not possible at the last look
   */
  eventsAt: (fraction: number, last: { events?: number; time?: number }) => number | null;
}

/** Reads when the analyses of a design take place. */
export function looksOf(
  { analyses, events: planned, 'follow-up': given, followed }: RawTrial,
  test: TrialTest,
  { patients, accrualEnd, horizon, expected, eventsAt }: LookLimits,
  issues: Issues,
): PlannedLooks | undefined {
  const before = issues.problems.length;
  issues.number(given, ['follow-up'], ranges.timeOrNone);
  // of patients who are all followed for a time, the last has been so long after accrual
  const followUp =
    given ?? (analyses === undefined && planned === undefined && followed! > 0 ? followed : undefined);
  const countable = ranges.range(
    (value) => Number.isInteger(value) && value >= 1 && value <= patients,
    `a whole number from 1 to ${patients}, the number of patients`,
  );
  issues.number(planned, ['events'], countable);
  if (issues.problems.length > before) return undefined;
  const end = followUp === undefined ? horizon : accrualEnd + followUp;
  if (horizon !== undefined && end! > horizon) {
    issues.add(
      followUp === undefined ? ['accrual'] : ['follow-up'],
      `the first patients are followed for ${shown(end!)}, must be at most the horizon of the scenario, ${horizon}`,
    );
    return undefined;
  }
  const isAtEnd = analyses === undefined && planned === undefined;
  if (isAtEnd && followUp === undefined) {
    issues.add(
      [],
      'follow-up is missing, must be the time from the end of accrual to the analysis; or give events or analyses',
    );
    return undefined;
  }
  const stated: RawAnalysis[] = analyses ?? [planned === undefined ? { time: end } : { events: planned }];
  const paths: Path[] = stated.map((_, k) =>
    analyses ? ['analyses', k] : [planned === undefined ? 'follow-up' : 'events'],
  );
  if (stated.length > 1 && takesOneLook(test)) {
    issues.add(['analyses'], `there are ${stated.length} analyses, must be one for the test ${test.kind}`);
    return undefined;
  }
  const total = totalOf(stated, { planned, end, expected });
  const looks = stated.map((analysis, k) =>
    lookOf(analysis, paths[k]!, { total, end, countable, eventsAt }, issues),
  );
  if (issues.problems.length > before) return undefined;
  const plannedLooks: PlannedLooks = {
    looks: looks as Look[],
    ...(looks.some((look) => look!.events !== undefined) ? { events: total } : {}),
    byEvents: stated.map(({ time }, k) => time === undefined && looks[k]?.events !== undefined),
    fractions: stated.map((analysis) => analysis.fraction),
    paths,
  };
  checkOrder(plannedLooks, issues);
  checkLast(plannedLooks, test, accrualEnd, issues);
  return issues.problems.length > before ? undefined : plannedLooks;
}

/** Events at the last look, if it has any: planned, or expected by the end of follow-up. */
function totalOf(
  given: readonly RawAnalysis[],
  { planned, end, expected }: { planned?: number; end?: number } & Pick<LookLimits, 'expected'>,
): number | undefined {
  const own = planned ?? eventsAlone(given[given.length - 1]!);
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
  issues: Issues,
): Look | undefined {
  const { information, time, whichever } = raw;
  const events = eventsAlone(raw);
  if (events !== undefined && information !== undefined) {
    issues.add([...path, 'information'], 'an analysis has events and information, must have one of them');
    return undefined;
  }
  const count =
    information === undefined
      ? issues.number(events, [...path, 'events'], countable)
      : countAt(information, [...path, 'information'], { total, end, countable, eventsAt }, issues);
  if (count === undefined && (events ?? information) !== undefined) return undefined;
  if (count === undefined && time === undefined) {
    issues.add(path, 'an analysis has no events, information or time, must have one of them');
    return undefined;
  }
  if (whichever !== undefined && (count === undefined || time === undefined)) {
    issues.add([...path, 'whichever'], `whichever is ${whichever}, must stand beside events and a time`);
    return undefined;
  }
  if (time !== undefined) {
    if (issues.number(time, [...path, 'time'], ranges.time) === undefined) return undefined;
    if (end !== undefined && time > end) {
      issues.add([...path, 'time'], `time is ${time}, must be at most ${shown(end)}, when follow-up ends`);
      return undefined;
    }
  }
  if (count === undefined) return { time: time!, rule: 'first' };
  const look: Look = { events: count, rule: time === undefined ? 'first' : (whichever ?? 'first') };
  return { ...look, ...(time !== undefined && { time }), ...(end !== undefined && { end }) };
}

/** The number of events expected at a share of the information of the last look. */
function countAt(
  information: number,
  path: Path,
  { total, end, countable, eventsAt }: LookContext,
  issues: Issues,
): number | undefined {
  const share = issues.number(
    information,
    path,
    ranges.range((value) => value > 0 && value <= 1, 'above 0 and at most 1'),
  );
  if (share === undefined) return undefined;
  if (total === undefined) {
    issues.add(
      path,
      'information is a share of that at the last analysis, must have events beside the analyses, or plain laws and a follow-up',
    );
    return undefined;
  }
  const events = issues.attempt(path, () => eventsAt(share, { events: total, time: end }));
  if (events === undefined) return undefined;
  if (events === null) {
    issues.add(
      path,
      'the information of this test is unknown in advance; must be events or a time, with the information fraction as `fraction`',
    );
    return undefined;
  }
  const count = Math.round(events);
  if (countable.holds(count)) return count;
  issues.add(
    path,
    `information ${share} is expected at ${shown(events)} events, of ${total} at the last analysis; must be expected at 1 event or more`,
  );
  return undefined;
}
