import type { TrialTest } from '../design.ts';
import type { PlannedLooks } from './planned-looks.ts';
import { type Issues, shown } from './problems.ts';
import { expectedByClock } from './timing.ts';

type Entered = (patients: number) => number;

/** Checks that each look is after the previous one. */
export function checkOrder(
  { looks, fractions, paths, events: total }: PlannedLooks,
  entered: Entered,
  issues: Issues,
): void {
  for (const [k, look] of looks.entries()) {
    const previous = looks[k - 1];
    if (!previous) continue;
    if (look.events !== undefined && previous.events !== undefined && !(look.events > previous.events)) {
      issues.add(
        [...paths[k]!],
        `the information of analysis ${k + 1} is ${look.events} events, must be more than the ${previous.events} of the one before`,
      );
    }
    const [own, earlier] = [look, previous].map((one) =>
      one.events === undefined && one.eventsOf === undefined ? expectedByClock(one, entered) : undefined,
    );
    if (own !== undefined && earlier !== undefined && !(own > earlier))
      issues.add(
        [...paths[k]!, ...(look.enrolled ? [] : ['time'])],
        look.enrolled || previous.enrolled
          ? `the analysis is expected at ${shown(own)}, must be after ${shown(earlier)}, the analysis before`
          : `time is ${own}, must be after ${earlier}, the analysis before`,
      );
    const [f, g] = [fractions[k], fractions[k - 1]];
    if (f !== undefined && g !== undefined && !(f > g))
      issues.add(
        [...paths[k]!, 'fraction'],
        `fraction is ${f}, must be above ${g}, that of the analysis before`,
      );
  }
  const final = looks[looks.length - 1]!;
  if (total !== undefined && final.events !== undefined && final.events !== total)
    issues.add(
      paths[paths.length - 1]!,
      `the last analysis is at ${final.events} events, must be at the ${total} that are planned`,
    );
}

/** Checks that the last look is late enough for the test. */
export function checkLast(
  { looks, paths }: PlannedLooks,
  test: TrialTest,
  { accrualEnd, entered }: { accrualEnd: number; entered: Entered },
  issues: Issues,
): void {
  const last = looks.length - 1;
  const { events, eventsOf, end, enrolled } = looks[last]!;
  const time = expectedByClock(looks[last]!, entered) ?? end;
  const path = paths[last]!;
  if (test.kind === 'binomial' && (time === undefined || enrolled || eventsOf)) {
    issues.add(path, 'the binomial test needs an analysis at a time, must have follow-up and no events');
    return;
  }
  if (test.kind === 'proportion') {
    for (const [k, look] of looks.entries())
      if (look.events !== undefined || look.eventsOf)
        issues.add(
          paths[k]!,
          'the proportion test counts patients, must be analysed at a time or after patients: { patients: 50, after: 3 }',
        );
    const must = time !== undefined && beforeFollowed(test, time, accrualEnd);
    if (must) issues.add(path, `the last analysis is at ${shown(time)}, ${must}`);
    return;
  }
  if (time === undefined) return;
  const early = events === undefined && eventsOf === undefined && beforeAccrualEnds(time, accrualEnd);
  if (early) {
    issues.add(
      [...path, ...(path[0] === 'analyses' && !enrolled ? ['time'] : [])],
      `the last analysis is at ${shown(time)}, ${early}`,
    );
    return;
  }
  const unfollowed = beforeFollowed(test, time, accrualEnd);
  const unused = beforeUsed(test, time);
  if (unfollowed) issues.add(path, `the analysis is at ${shown(time)}, ${unfollowed}`);
  else if (unused) issues.add(path, `the last analysis is at ${shown(time)}, ${unused}`);
}

/** What the last look of a test must be, if its expected calendar time is too early for it; undefined if it is not. */
export function tooEarly(test: TrialTest, time: number, accrualEnd: number): string | undefined {
  return (
    beforeFollowed(test, time, accrualEnd) ?? beforeAccrualEnds(time, accrualEnd) ?? beforeUsed(test, time)
  );
}

/** Of tests that count patients with or without the event by a time: all must have been followed so long. */
function beforeFollowed(test: TrialTest, time: number, accrualEnd: number): string | undefined {
  if (test.kind !== 'binomial' && test.kind !== 'proportion') return undefined;
  const { at } = test;
  return time < (accrualEnd + at) * (1 - 1e-9)
    ? `must be at ${shown(accrualEnd + at)} or later, when all have been followed for ${at}`
    : undefined;
}

function beforeAccrualEnds(time: number, accrualEnd: number): string | undefined {
  return time < accrualEnd * (1 - 1e-9)
    ? `must not be before accrual ends, ${shown(accrualEnd)}: patients who enter later would not count`
    : undefined;
}

function beforeUsed(test: TrialTest, time: number): string | undefined {
  const needed = test.kind === 'milestone' ? test.at : test.kind === 'rmst' ? test.tau : 0;
  return time <= needed ? `must be after ${needed}, the last time that the test uses` : undefined;
}
