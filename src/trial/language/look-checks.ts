import type { TrialTest } from '../design.ts';
import type { PlannedLooks } from './planned-looks.ts';
import { type Issues, shown } from './problems.ts';

/** Checks that each look is after the previous one. */
export function checkOrder({ looks, fractions, paths, events: total }: PlannedLooks, issues: Issues): void {
  for (const [k, look] of looks.entries()) {
    const previous = looks[k - 1];
    if (!previous) continue;
    if (look.events !== undefined && previous.events !== undefined && !(look.events > previous.events)) {
      issues.add(
        [...paths[k]!],
        `the information of analysis ${k + 1} is ${look.events} events, must be more than the ${previous.events} of the one before`,
      );
    }
    const byTime = look.events === undefined && previous.events === undefined;
    if (byTime && !(look.time! > previous.time!))
      issues.add(
        [...paths[k]!, 'time'],
        `time is ${look.time}, must be after ${previous.time}, the analysis before`,
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
  accrualEnd: number,
  issues: Issues,
): void {
  const last = looks.length - 1;
  const { events, end, time = end } = looks[last]!;
  const path = paths[last]!;
  if (time === undefined) {
    if (test.kind === 'binomial')
      issues.add(path, 'the binomial test needs an analysis at a time, must have follow-up and no events');
    return;
  }
  if (events === undefined && time < accrualEnd) {
    issues.add(
      [...path, ...(path[0] === 'analyses' ? ['time'] : [])],
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
