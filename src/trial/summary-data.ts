import { ln } from '../math/elementary.ts';
import type { TrialDesign } from './design.ts';
import type { OneReplicate } from './simulate.ts';

/**
 * The data of one trial, when it stops, in a few numbers: the log event rate of each arm and, with two arms, the
 * estimate of the test (a log hazard ratio, or a difference). Half an event is added to each arm, so that all rates
 * are positive. A log ratio that is not finite is replaced by that of the rates.
 */
export function summaryData({ arms, test }: TrialDesign, { trial, course }: OneReplicate): number[] {
  const { size, control, start, time, eventAt } = trial;
  const cut = course.time[course.stopped]!;
  const count = arms.length;
  const events = new Float64Array(count).fill(0.5);
  const exposure = new Float64Array(count);
  for (let i = 0; i < size; i++) {
    if (start[i]! > cut) continue;
    const arm = count === 1 || i < control ? 0 : 1;
    exposure[arm]! += Math.min(time[i]!, cut - start[i]!);
    if (eventAt[i]! <= cut) events[arm]!++;
  }
  const rates = Array.from(events, (one, arm) => ln(one / exposure[arm]!));
  if (count === 1) return rates;
  const estimate = course.estimate[course.stopped]!;
  const isDifference = test.kind === 'rmst' || test.kind === 'milestone';
  const own = isDifference ? estimate : ln(estimate);
  return [...rates, Number.isFinite(own) ? own : rates[1]! - rates[0]!];
}
