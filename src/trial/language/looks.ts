import type { Look, TrialTest } from '../design.ts';
import { type Complaints, type Path, positive } from './problems.ts';
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
}

/** When the analyses of a design take place. */
export function looksOf(
  { analyses, events: planned, 'follow-up': followUp }: RawTrial,
  test: TrialTest,
  { patients, accrualEnd, horizon }: LookLimits,
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
  const total = planned ?? given[given.length - 1]!.events;
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
        'information is a share of planned events, must have events beside the analyses',
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
  const limit = time ?? end;
  const look: Look = { events: count, rule: time === undefined ? 'first' : (whichever ?? 'first') };
  return limit === undefined ? look : { ...look, time: limit };
}

/** Each look after the one before. */
function checkOrder({ looks, fractions, paths, events: total }: PlannedLooks, to: Complaints): void {
  for (const [k, look] of looks.entries()) {
    const last = looks[k - 1];
    if (!last) continue;
    if (look.events !== undefined && last.events !== undefined && !(look.events > last.events)) {
      to.complain(
        [...paths[k]!],
        `the information of analysis ${k + 1} is ${look.events} events, must be more than the ${last.events} of the one before`,
      );
    }
    const byTime = look.events === undefined && last.events === undefined;
    if (byTime && !(look.time! > last.time!))
      to.complain(
        [...paths[k]!, 'time'],
        `time is ${look.time}, must be after ${last.time}, the analysis before`,
      );
    const [f, g] = [fractions[k], fractions[k - 1]];
    if (f !== undefined && g !== undefined && !(f > g))
      to.complain(
        [...paths[k]!, 'fraction'],
        `fraction is ${f}, must be above ${g}, that of the analysis before`,
      );
  }
  const final = looks[looks.length - 1]!;
  if (total !== undefined && final.events !== undefined && final.events !== total)
    to.complain(
      paths[paths.length - 1]!,
      `the last analysis is at ${final.events} events, must be at the ${total} that are planned`,
    );
}

/** Whether the last look can see what the test asks of it. */
function checkLast(
  { looks, paths }: PlannedLooks,
  test: TrialTest,
  accrualEnd: number,
  to: Complaints,
): void {
  const last = looks.length - 1;
  const { time, events } = looks[last]!;
  const path = paths[last]!;
  if (time === undefined) {
    if (test.kind === 'binomial')
      to.complain(path, 'the binomial test is at a time, must have follow-up and no events');
    return;
  }
  if (events === undefined && time < accrualEnd) {
    to.complain(
      [...path, ...(path[0] === 'analyses' ? ['time'] : [])],
      `the last analysis is at ${shown(time)}, must not be before accrual ends, ${shown(accrualEnd)}: later patients would count for nothing`,
    );
    return;
  }
  const needed =
    test.kind === 'binomial' || test.kind === 'milestone' ? test.at : test.kind === 'rmst' ? test.tau : 0;
  if (test.kind === 'binomial' && time < accrualEnd + needed - 1e-9 * needed)
    to.complain(
      path,
      `the analysis is at ${shown(time)}, must be at ${shown(accrualEnd + needed)} or later, when all have been followed for ${needed}`,
    );
  else if (time <= needed)
    to.complain(
      path,
      `the last analysis is at ${shown(time)}, must be after ${needed}, up to which the test looks`,
    );
}

/** Without what rounding adds. */
export function shown(time: number): string {
  return String(Number(time.toPrecision(6)));
}
