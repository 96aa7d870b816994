import type { Look, TrialTest } from '../design.ts';
import { endOfFollowUp } from './follow-up.ts';
import { checkLast, checkOrder } from './look-checks.ts';
import { partEventsOf } from './part-events.ts';
import { eventsAlone, type PlannedLooks } from './planned-looks.ts';
import { type Issues, type Path, shown } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawAnalysis, RawTrial } from './schema.ts';
import { takesOneLook } from './tests.ts';
import { checkSpendingTimes, timingOf } from './timing.ts';

export interface LookLimits {
  patients: number;
  /** calendar time at which accrual ends */
  accrualEnd: number;
  /** calendar time at which so many patients are expected to have entered */
  entered: (patients: number) => number;
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
  raw: RawTrial,
  test: TrialTest,
  { patients, accrualEnd, entered, horizon, expected, eventsAt }: LookLimits,
  issues: Issues,
): PlannedLooks | undefined {
  const { analyses, events: planned, 'follow-up': given, followed } = raw;
  const before = issues.problems.length;
  issues.number(given, ['follow-up'], ranges.timeOrNone);
  // of patients who are all followed for a time, the last has been so long after accrual
  const followUp =
    given ?? (analyses === undefined && planned === undefined && followed! > 0 ? followed : undefined);
  const countable = ranges.countUpTo(patients);
  issues.number(planned, ['events'], countable);
  if (issues.problems.length > before) return undefined;
  const end = endOfFollowUp(followUp, { accrualEnd, horizon }, issues);
  if (issues.problems.length > before) return undefined;
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
    lookOf(
      analysis,
      paths[k]!,
      {
        design: raw,
        total,
        end,
        countable,
        eventsAt,
        patients,
        entered,
        isFirst: k === 0,
        isLast: k === stated.length - 1,
      },
      issues,
    ),
  );
  if (issues.problems.length > before) return undefined;
  const plannedLooks: PlannedLooks = {
    looks: looks as Look[],
    ...(looks.some((look) => look!.events !== undefined) ? { events: total } : {}),
    byEvents: looks.map(
      (look) =>
        look?.events !== undefined &&
        look.time === undefined &&
        look.enrolled === undefined &&
        look.eventsOf === undefined,
    ),
    fractions: stated.map((analysis) => analysis.fraction),
    paths,
  };
  checkOrder(plannedLooks, entered, issues);
  checkSpendingTimes(plannedLooks.looks, issues);
  checkLast(plannedLooks, test, { accrualEnd, entered }, issues);
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

interface LookContext extends Pick<LookLimits, 'patients' | 'entered' | 'eventsAt'> {
  design: RawTrial;
  isFirst: boolean;
  isLast: boolean;
  /** events of the last look */
  total?: number;
  /** calendar time at which follow-up ends */
  end?: number;
  countable: ranges.Range;
}

function lookOf(raw: RawAnalysis, path: Path, context: LookContext, issues: Issues): Look | undefined {
  const { design, countable, patients, entered, end, isFirst, isLast } = context;
  const before = issues.problems.length;
  const { information } = raw;
  const events = eventsAlone(raw);
  if (raw.events !== undefined && information !== undefined) {
    issues.add([...path, 'information'], 'an analysis has events and information, must have one of them');
    return undefined;
  }
  const count =
    information === undefined
      ? issues.number(events, [...path, 'events'], countable)
      : countAt(information, [...path, 'information'], context, issues);
  const eventsOf = partEventsOf(raw, path, design, countable, issues);
  const timing = timingOf(
    raw,
    path,
    {
      ...{ patients, entered, end, isFirst, isLast },
      ofEvents: raw.events === undefined && information === undefined ? 0 : Math.max(1, eventsOf.length),
      without:
        'an analysis has no events, information or time, must have one of them, or followed-for or patients',
      beside: 'events and a time, or two other conditions',
    },
    issues,
  );
  if (!timing || issues.problems.length > before) return undefined;
  if (count === undefined && eventsOf.length === 0 && !timing.enrolled)
    return { time: timing.time!, ...timing };
  return {
    ...(count !== undefined && { events: count }),
    ...timing,
    ...(eventsOf.length > 0 && { eventsOf }),
  };
}

/** The number of events expected at a share of the information of the last look. */
function countAt(
  information: number,
  path: Path,
  { total, end, countable, eventsAt }: Pick<LookContext, 'total' | 'end' | 'countable' | 'eventsAt'>,
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
