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
    if (time !== undefined && time < (accrualEnd + test.at) * (1 - 1e-9))
      issues.add(
        path,
        `the last analysis is at ${shown(time)}, must be at ${shown(accrualEnd + test.at)} or later, when all have been followed for ${test.at}`,
      );
    return;
  }
  if (time === undefined) return;
  if (events === undefined && eventsOf === undefined && time < accrualEnd * (1 - 1e-9)) {
    issues.add(
      [...path, ...(path[0] === 'analyses' && !enrolled ? ['time'] : [])],
      `the last analysis is at ${shown(time)}, must not be before accrual ends, ${shown(accrualEnd)}: patients who enter later would not count`,
    );
    return;
  }
  const needed =
    test.kind === 'binomial' || test.kind === 'milestone' ? test.at : test.kind === 'rmst' ? test.tau : 0;
  if (test.kind === 'binomial' && time < accrualEnd + needed - 1e-9 * needed)
    issues.add(
      path,
      `the analysis is at ${shown(time)}, must be at ${shown(accrualEnd + needed)} or later, when all have been followed for ${needed}`,
    );
  else if (time <= needed)
    issues.add(
      path,
      `the last analysis is at ${shown(time)}, must be after ${needed}, the last time that the test uses`,
    );
}
