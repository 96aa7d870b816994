import type { Observation, TrialTest } from '../design.ts';
import type { Issues } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawTrial } from './schema.ts';

/** Reads how patients are observed; undefined if every event is seen when it happens, however late. */
export function observationOf(raw: RawTrial, issues: Issues): Observation | undefined {
  const { followed, visits: given } = raw;
  if (raw.assessed !== undefined && (given === undefined || !raw.hypotheses))
    issues.add(
      ['assessed'],
      given === undefined
        ? 'assessed endpoints are seen at visits, and the design has no `visits`'
        : 'assessed names endpoints of several hypotheses, must be left out: all events are seen at visits',
    );
  if (followed === undefined && given === undefined) return undefined;
  issues.number(followed, ['followed'], ranges.time);
  if (given === undefined) return { followed: followed! };
  const visits = typeof given === 'number' ? [{ from: 0, every: given }] : given;
  visits.forEach(({ from, every }, k) => {
    const path = typeof given === 'number' ? ['visits'] : ['visits', k];
    issues.number(every, typeof given === 'number' ? path : [...path, 'every'], ranges.time);
    const before = visits[k - 1]?.from;
    if (before === undefined ? from !== 0 : !(from > before))
      issues.add(
        [...path, 'from'],
        before === undefined
          ? `from is ${from}, must be 0: visits begin at randomisation`
          : `from is ${from}, must be after the ${before} before it`,
      );
  });
  return { ...(followed !== undefined && { followed }), visits };
}

/** Checks that patients are followed long enough for the test. */
export function checkObserved(test: TrialTest, observation: Observation | undefined, issues: Issues): void {
  const until = 'at' in test ? test.at : 'tau' in test ? test.tau : 0;
  const { followed = Infinity, visits } = observation ?? {};
  if (followed > 0 && followed < until)
    issues.add(
      ['followed'],
      `followed is ${followed}, must be at least ${until}, up to which the test ${test.kind} needs patients`,
    );
  if (visits && (test.kind === 'binomial' || test.kind === 'proportion'))
    issues.add(
      ['visits'],
      'the exact test counts who is free of the event at a time, must have no visits: an event before is seen later',
    );
}
