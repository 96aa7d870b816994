import type { ProportionTest } from '../design.ts';
import { proportionZ } from '../replicate/statistics/proportion.ts';
import type { Issues } from './problems.ts';
import type { RawTrial } from './schema.ts';

/**
 * A single-arm design with boundaries by numbers of events, as those of z: `efficacy: { events: [none, 7] }` claims with 7 events or
 * more, `futility: { events: [2] }` stops with 2 or fewer.
 *
 * @returns undefined if they have an error
 */
export function withCounts(
  raw: RawTrial,
  test: ProportionTest | undefined,
  patients: number,
  issues: Issues,
): RawTrial | undefined {
  const { efficacy, futility, analyses = [{}] } = raw;
  if (!efficacy?.events && !futility?.events) return raw;
  const before = issues.problems.length;
  const last = analyses.length - 1;
  if (test?.null === undefined || test.better === 'lower')
    for (const key of ['efficacy', 'futility'] as const)
      if (raw[key]?.events)
        issues.add(
          [key, 'events'],
          'boundaries by events are of a single arm whose share of events is better higher, must be spending, shape, z or p',
        );
  for (const [k, analysis] of analyses.entries())
    if (k < last && analysis.patients === undefined)
      issues.add(
        ['analyses', k],
        'boundaries by events need to know the patients of the analysis, must be such as { patients: 18, after: 3 }',
      );
  if (issues.problems.length > before) return undefined;
  const sizeAt = (k: number) => (k === last ? patients : analyses[k]!.patients!);
  const zOf = proportionZ(test!);
  const zFrom = (events: readonly (number | 'none')[], key: 'efficacy' | 'futility', looks: number) => {
    if (events.length !== looks) {
      issues.add(
        [key, 'events'],
        `events have ${events.length} values, must have ${looks}, one for each analysis${key === 'futility' ? ' but the last' : ''}`,
      );
      return events.map(() => 'none' as const);
    }
    return events.map((count, k) => {
      const most = sizeAt(k);
      if (count === 'none') return count;
      if (!(Number.isInteger(count) && count >= 0 && count <= most))
        issues.add(
          [key, 'events', k],
          `events[${k}] is ${count}, must be a whole number from 0 to ${most}, or none`,
        );
      return zOf({
        control: { events: 0, patients: 0 },
        treatment: { events: count, patients: most },
      });
    });
  };
  const { events: up, ...restUp } = efficacy ?? {};
  const { events: down, ...restDown } = futility ?? { binding: false };
  const z = {
    efficacy: up && zFrom(up, 'efficacy', analyses.length),
    futility: down && zFrom(down, 'futility', last),
  };
  return issues.problems.length > before
    ? undefined
    : {
        ...raw,
        ...(efficacy && { efficacy: { ...restUp, ...(z.efficacy && { z: z.efficacy }) } }),
        ...(futility && { futility: { ...restDown, ...(z.futility && { z: z.futility }) } }),
      };
}
