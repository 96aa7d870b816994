import type { TrialDesign } from '../design.ts';
import { eventsBy, lookTimes, type Outline } from '../expected/cells.ts';
import { informationOf } from '../expected/fractions.ts';
import { spendingOf } from './boundaries.ts';
import type { Issues } from './problems.ts';
import type { RawTrial } from './schema.ts';

/** What a design says of the information at which its alpha is spent, apart from the planned fractions of its looks. */
export function spendingSeen(
  raw: RawTrial,
  outline: Outline,
  issues: Issues,
): Pick<TrialDesign['boundaries'], 'times' | 'observed'> {
  const { efficacy, futility } = raw;
  const { looks } = outline;
  const isObserved = efficacy?.information === 'observed';
  const times = looks.flatMap(({ spendingTime }) => spendingTime ?? []);
  if (times.length > 0 && efficacy?.spending === undefined)
    issues.add(
      ['analyses', 0, 'spending-time'],
      'spending-time needs efficacy by spending, such as { spending: obrien-fleming }',
    );
  const skips = looks.findIndex(({ skipBelow }) => skipBelow !== undefined);
  if (skips >= 0 && !isObserved)
    issues.add(
      ['analyses', skips, 'skip-below'],
      'skip-below needs alpha spent by what each trial sees: efficacy: { spending: obrien-fleming, information: observed }',
    );
  const timed = times.length > 0 ? { times } : {};
  if (!isObserved) return timed;
  const path = ['efficacy', 'information'];
  const given = efficacy.spending;
  if (given === undefined || Array.isArray(given)) {
    issues.add(path, 'information is observed, must stand beside a spending function such as obrien-fleming');
    return timed;
  }
  if (informationOf(outline.test) !== 'events')
    issues.add(
      path,
      'information is observed, must be planned: that of the test is not the number of events',
    );
  if (futility?.binding)
    issues.add(
      ['futility', 'binding'],
      'futility binds, must not where alpha is spent by observed information: its boundaries are as planned',
    );
  const planned = outline.events ?? raw.events ?? expectedEvents(outline);
  if (planned === undefined) {
    issues.add(
      path,
      'the events at which all of alpha is spent are unknown in advance, must be given as `events`',
    );
    return timed;
  }
  const alpha = outline.alpha / outline.sides;
  const spending = spendingOf(given, looks.length, alpha, ['efficacy', 'spending'], issues)?.([1]);
  return spending ? { ...timed, observed: { spending, planned } } : timed;
}

/** At the last look. */
function expectedEvents(outline: Outline): number | undefined {
  const last = lookTimes(outline)?.at(-1);
  return last === undefined || last === Infinity ? undefined : (eventsBy(outline, last) ?? undefined);
}
