import type { Look, TrialTest } from '../design.ts';
import { checkLast, checkOrder } from './look-checks.ts';
import { type Complaints, type Path, positive, shown } from './problems.ts';
import type { RawAnalysis, RawTrial } from './schema.ts';
import { takesOneLook } from './tests.ts';

export interface PlannedLooks {
  looks: Look[];
  /** planned, where looks are by events or their share */
  events?: number;
  /** whether a look is at its events and nothing else but the end of follow-up */
  byEvents: boolean[];
  /** of each look as the file gives them; undefined where it does not */
  fractions: (number | undefined)[];
  /** where each look stands in the file */
  paths: Path[];
}

export interface LookLimits {
  patients: number;
  /** calendar time at which accrual ends */
  accrualEnd: number;
  /** of the scenario: nothing is known of patients beyond it */
  horizon?: number;
  /** events expected by a calendar time; null where only simulation tells */
  expected: (t: number) => number | null;
}

/** When the analyses of a design take place. */
export function looksOf(
  { analyses, events: planned, 'follow-up': followUp }: RawTrial,
  test: TrialTest,
  { patients, accrualEnd, horizon, expected }: LookLimits,
  to: Complaints,
): PlannedLooks | undefined {
  const before = to.problems.length;
  to.number(followUp, ['follow-up'], (one) => one >= 0 && one < Infinity, 'at least 0');
  const isCount = (one: number) => Number.isInteger(one) && one >= 1 && one <= patients;
  const countable = `a whole number from 1 to ${patients}, the number of patients`;
  to.number(planned, ['events'], isCount, countable);
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
  const total = planned ?? given[given.length - 1]!.events ?? expectedTotal(given, end, expected);
  const looks = given.map((one, k) => lookOf(one, paths[k]!, { total, end, isCount, countable }, to));
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

/** Of looks at shares of what nobody has planned: the events expected by the end of follow-up. */
function expectedTotal(
  given: readonly RawAnalysis[],
  end: number | undefined,
  expected: LookLimits['expected'],
): number | undefined {
  if (end === undefined || given.every(({ information }) => information === undefined)) return undefined;
  const events = expected(end);
  return events === null ? undefined : Math.floor(events);
}

function lookOf(
  { events, information, time, whichever }: RawAnalysis,
  path: Path,
  {
    total,
    end,
    isCount,
    countable,
  }: { total?: number; end?: number; isCount: (one: number) => boolean; countable: string },
  to: Complaints,
): Look | undefined {
  if (events !== undefined && information !== undefined) {
    to.complain([...path, 'information'], 'an analysis has events and information, must have one of them');
    return undefined;
  }
  if (information !== undefined) {
    if (
      to.number(
        information,
        [...path, 'information'],
        (one) => one > 0 && one <= 1,
        'above 0 and at most 1',
      ) === undefined
    )
      return undefined;
    if (total === undefined) {
      to.complain(
        [...path, 'information'],
        'information is a share of planned events, must have events beside the analyses, or plain laws and a follow-up',
      );
      return undefined;
    }
  }
  const count = information === undefined ? events : Math.round(information * total!);
  if (
    to.number(count, [...path, information === undefined ? 'events' : 'information'], isCount, countable) ===
      undefined &&
    count !== undefined
  )
    return undefined;
  if (count === undefined && time === undefined) {
    to.complain(path, 'an analysis has no events, information or time, must have one of them');
    return undefined;
  }
  if (whichever !== undefined && (count === undefined || time === undefined)) {
    to.complain([...path, 'whichever'], `whichever is ${whichever}, must stand beside events and a time`);
    return undefined;
  }
  if (time !== undefined) {
    if (to.number(time, [...path, 'time'], positive, 'above 0') === undefined) return undefined;
    if (end !== undefined && time > end) {
      to.complain([...path, 'time'], `time is ${time}, must be at most ${shown(end)}, when follow-up ends`);
      return undefined;
    }
  }
  if (count === undefined) return { time: time!, rule: 'first' };
  const look: Look = { events: count, rule: time === undefined ? 'first' : (whichever ?? 'first') };
  return { ...look, ...(time !== undefined && { time }), ...(end !== undefined && { end }) };
}
