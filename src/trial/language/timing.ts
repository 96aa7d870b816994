import type { LookTiming } from '../design.ts';
import { joined } from '../replicate/look-time.ts';
import { type Issues, type Path, shown } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawAnalysis } from './schema.ts';

export interface TimingSetting {
  patients: number;
  /** calendar time at which follow-up ends */
  end?: number;
  /** calendar time at which so many patients are expected to have entered */
  entered: (patients: number) => number;
  /** conditions of the analysis that are of events */
  ofEvents: number;
  isFirst: boolean;
  isLast: boolean;
  /** what to do about an analysis without any condition */
  without: string;
  /** what `whichever` must stand beside */
  beside: string;
}

const SPENDING_TIME = ranges.range((value) => value > 0 && value <= 1, 'above 0 and at most 1');

/** Reads when an analysis takes place, apart from its events; undefined after a problem. */
export function timingOf(
  { time, patients, after, 'followed-for': followed, gap, whichever, ...spent }: RawAnalysis,
  path: Path,
  setting: TimingSetting,
  issues: Issues,
): LookTiming | undefined {
  const before = issues.problems.length;
  const { end, ofEvents, isFirst, isLast } = setting;
  const { 'skip-below': skipBelow, 'spending-time': spendingTime } = spent;
  issues.number(patients, [...path, 'patients'], ranges.countUpTo(setting.patients));
  issues.number(time, [...path, 'time'], ranges.time);
  issues.number(followed, [...path, 'followed-for'], ranges.time);
  issues.number(after, [...path, 'after'], ranges.timeOrNone);
  issues.number(gap, [...path, 'gap'], ranges.time);
  issues.number(skipBelow, [...path, 'skip-below'], ranges.countUpTo(setting.patients));
  issues.number(spendingTime, [...path, 'spending-time'], SPENDING_TIME);
  if (followed !== undefined && patients !== undefined)
    issues.add(
      [...path, 'followed-for'],
      'an analysis has followed-for and patients, must have one of them: { patients: 200, after: 6 } is when the first 200 have been followed for 6',
    );
  if (after !== undefined && patients === undefined)
    issues.add(
      [...path, 'after'],
      `after is ${after}, must stand beside patients: { patients: 200, after: 6 }`,
    );
  if (gap !== undefined && isFirst)
    issues.add(
      [...path, 'gap'],
      `gap is ${gap}, must be left out of the first analysis: it is to the one before`,
    );
  if (skipBelow !== undefined && isLast)
    issues.add(
      [...path, 'skip-below'],
      `skip-below is ${skipBelow}, must be left out of the last analysis: it spends what is left of alpha`,
    );
  if (issues.problems.length > before) return undefined;
  const enrolled =
    followed !== undefined
      ? { patients: setting.patients, after: followed }
      : patients !== undefined
        ? { patients, after: after ?? 0 }
        : undefined;
  const conditions = ofEvents + Number(time !== undefined) + Number(enrolled !== undefined);
  if (conditions === 0) {
    issues.add(path, setting.without);
    return undefined;
  }
  if (whichever !== undefined && conditions < 2) {
    issues.add([...path, 'whichever'], `whichever is ${whichever}, must stand beside ${setting.beside}`);
    return undefined;
  }
  const planned = enrolled && setting.entered(enrolled.patients) + enrolled.after;
  if (time !== undefined && end !== undefined && time > end)
    issues.add([...path, 'time'], `time is ${time}, must be at most ${shown(end)}, when follow-up ends`);
  if (planned !== undefined && end !== undefined && planned > end * (1 + 1e-9))
    issues.add(
      [...path, followed === undefined ? 'patients' : 'followed-for'],
      `the analysis is expected at ${shown(planned)}, must be by ${shown(end)}, when follow-up ends`,
    );
  if (issues.problems.length > before) return undefined;
  const isOfTimeAlone = time !== undefined && conditions === 1;
  return {
    rule: whichever ?? 'first',
    ...(time !== undefined && { time }),
    ...(enrolled && { enrolled }),
    ...(gap !== undefined && { gap }),
    ...(skipBelow !== undefined && { skipBelow }),
    ...(spendingTime !== undefined && { spendingTime }),
    ...(end !== undefined && !isOfTimeAlone && { end }),
  };
}

/** Checks that all analyses have a spending time, rising to 1, or none. */
export function checkSpendingTimes(looks: readonly LookTiming[], issues: Issues): void {
  if (looks.every(({ spendingTime }) => spendingTime === undefined)) return;
  looks.forEach(({ spendingTime }, k) => {
    const before = looks[k - 1]?.spendingTime ?? 0;
    if (spendingTime === undefined)
      issues.add(['analyses', k], 'spending-time is missing, must be given for all analyses or none');
    else if (!(spendingTime >= before) || (k === looks.length - 1 && spendingTime !== 1))
      issues.add(
        ['analyses', k, 'spending-time'],
        k === looks.length - 1
          ? `spending-time is ${spendingTime}, must be 1 at the last analysis`
          : `spending-time is ${spendingTime}, must be at least ${before}, that of the analysis before`,
      );
  });
}

/** When a look is expected by its conditions of time and enrolment; undefined if it has none. */
export function expectedByClock(
  { time, enrolled, rule }: LookTiming,
  entered: (patients: number) => number,
): number | undefined {
  return joined(rule, time, enrolled && entered(enrolled.patients) + enrolled.after);
}
