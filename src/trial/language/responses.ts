import { ln } from '../../math/elementary.ts';
import type { Issues, Path } from './problems.ts';
import { numberIn } from './problems.ts';
import { range } from './ranges.ts';
import type { RawLaw, RawTrial } from './schema.ts';

const share = range((value) => value > 0 && value < 1, 'above 0 and below 1');

/**
 * A design whose arms have laws of the time to the event in place of a `response`, the share with the event by the time that the test
 * looks at: a constant hazard up to then, and none later.
 */
export function withResponses(raw: RawTrial, issues: Issues): RawTrial {
  const test = typeof raw.test === 'object' ? raw.test.proportion : undefined;
  const lawOf = <L extends RawLaw>(law: L | string | undefined, path: Path): L | string | undefined => {
    if (typeof law !== 'object' || law.response === undefined) return law;
    const { response, ...rest } = law;
    if (test === undefined) {
      issues.add(
        [...path, 'response'],
        'response is the share with the event by the time of a proportion test, must be a law such as { median: 12 } with another test',
      );
      return law;
    }
    if (issues.number(response, [...path, 'response'], share) === undefined) return law;
    const hazard = -ln(1 - numberIn(response)) / test.at;
    const steps = [
      { from: 0, hazard },
      { from: test.at, hazard: 0 },
    ];
    return { ...rest, hazard: steps } as unknown as L;
  };
  const { arms, strata } = raw;
  return {
    ...raw,
    ...(arms && {
      arms: Object.fromEntries(
        Object.entries(arms).map(([name, arm]) => [name, lawOf(arm, ['arms', name])]),
      ) as typeof arms,
    }),
    ...(strata && {
      strata: Object.fromEntries(
        Object.entries(strata).map(([name, stratum]) => [
          name,
          Object.fromEntries(
            Object.entries(stratum).map(([arm, law]) => [
              arm,
              typeof law === 'number' ? law : lawOf(law, ['strata', name, arm]),
            ]),
          ),
        ]),
      ) as typeof strata,
    }),
  };
}
