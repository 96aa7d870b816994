import type { TrialTest } from '../design.ts';
import type { PlannedLooks } from './planned-looks.ts';
import { type Complaints, shown } from './problems.ts';

/** Each look after the one before. */
export function checkOrder({ looks, fractions, paths, events: total }: PlannedLooks, to: Complaints): void {
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
export function checkLast(
  { looks, paths }: PlannedLooks,
  test: TrialTest,
  accrualEnd: number,
  to: Complaints,
): void {
  const last = looks.length - 1;
  const { events, end, time = end } = looks[last]!;
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
