import type { FlemingHarrington } from '../../survival/statistics/fleming-harrington.ts';
import type { TrialTest } from '../design.ts';
import { lawAlone } from './laws.ts';
import type { Issues, Path } from './problems.ts';
import * as ranges from './ranges.ts';
import type { LawSetting } from './scenario-law.ts';
import type { RawTest } from './schema.ts';

const singleArm = new Set<TrialTest['kind']>(['binomial', 'one-sample-log-rank']);

/** Tests for which group-sequential boundaries are not available. */
export function takesOneLook({ kind }: TrialTest): boolean {
  return kind === 'binomial';
}

/** Whether a test is of non-inferiority: its margin is not the value of no effect. */
export function hasMargin(test: TrialTest): boolean {
  if (!('margin' in test)) return false;
  const isRatio = test.kind === 'cox' || (test.kind === 'proportion' && test.by === 'ratio');
  return test.margin !== (isRatio ? 1 : 0);
}

/** Reads the test of a design, and checks that it fits the number of arms and sides. */
export function testOf(
  raw: RawTest,
  arms: number,
  sides: 1 | 2,
  setting: LawSetting,
  issues: Issues,
  path: Path = ['test'],
): TrialTest | undefined {
  const test = typeof raw === 'string' ? named(raw) : detailed(raw, path, setting, issues);
  if (!test) return undefined;
  const isSingle = singleArm.has(test.kind) || (test.kind === 'proportion' && test.null !== undefined);
  if (isSingle !== (arms === 1)) {
    issues.add(
      path,
      isSingle
        ? `test ${test.kind} is for a single arm, must compare two: there is a control arm`
        : `test ${test.kind} compares two arms, must be binomial, one-sample-log-rank, or proportion with a null: there is no control arm`,
    );
    return undefined;
  }
  const isNonInferior = hasMargin(test);
  const isExact = test.kind === 'proportion' && (test.by === 'fisher' || test.by === 'boschloo');
  if (sides === 2 && isExact) {
    issues.add(['sided'], 'sided is two, must be one: the exact tests of two shares are one-sided');
    return undefined;
  }
  if (sides === 2 && (isSingle || isNonInferior)) {
    issues.add(['sided'], `sided is two, must be one for ${isSingle ? `the test ${test.kind}` : 'a margin'}`);
    return undefined;
  }
  return test;
}

function named(kind: 'log-rank' | 'max-combo' | 'cox'): TrialTest {
  return kind === 'cox' ? { kind, margin: 1 } : { kind };
}

function detailed(
  raw: Exclude<RawTest, string>,
  path: Path,
  setting: LawSetting,
  issues: Issues,
): TrialTest | undefined {
  const kinds = Object.keys(raw) as (keyof typeof raw)[];
  if (kinds.length !== 1) {
    issues.add(path, `test has ${kinds.length === 0 ? 'nothing' : kinds.join(' and ')}, must have one test`);
    return undefined;
  }
  const [kind] = kinds as [keyof typeof raw];
  const at = [...path, kind];
  const time = (value: number | undefined, key: string) => issues.number(value, [...at, key], ranges.time);
  const share = (value: number | undefined, key: string) =>
    issues.number(
      value,
      [...at, key],
      ranges.range((value) => value > 0 && value < 1, 'above 0 and below 1'),
    );
  switch (kind) {
    case 'fleming-harrington': {
      const rho = issues.number(raw[kind]!.rho, [...at, 'rho'], ranges.exponent);
      const gamma = issues.number(raw[kind]!.gamma, [...at, 'gamma'], ranges.exponent);
      return rho === undefined || gamma === undefined ? undefined : { kind, rho, gamma };
    }
    case 'max-combo': {
      const weights = weightsOf(raw[kind]!, at, issues);
      return weights && { kind, weights };
    }
    case 'modestly-weighted': {
      const { until: given, cap: most } = raw[kind]!;
      if ((given === undefined) === (most === undefined)) {
        issues.add(
          at,
          `modestly-weighted has ${given === undefined ? 'nothing' : 'until and cap'}, must have one of until or cap`,
        );
        return undefined;
      }
      const until = time(given, 'until');
      const cap = issues.number(most, [...at, 'cap'], ranges.between(1, 1000));
      if (until !== undefined) return { kind, until };
      return cap === undefined ? undefined : { kind, cap };
    }
    case 'rmst': {
      const tau = time(raw[kind]!.tau, 'tau');
      return tau === undefined ? undefined : { kind, tau };
    }
    case 'milestone': {
      const when = time(raw[kind]!.at, 'at');
      const margin = issues.number(
        raw[kind]!.margin,
        [...at, 'margin'],
        ranges.range(
          (value) => value >= 0 && value < 1,
          'at least 0 and below 1, as a difference in survival',
        ),
      );
      return when === undefined || margin === undefined ? undefined : { kind, at: when, margin };
    }
    case 'cox': {
      const margin = issues.number(raw[kind]!.margin, [...at, 'margin'], ranges.ratio);
      return margin === undefined ? undefined : { kind, margin };
    }
    case 'binomial': {
      const when = time(raw[kind]!.at, 'at');
      const least = share(raw[kind]!.share, 'share');
      return when === undefined || least === undefined ? undefined : { kind, at: when, share: least };
    }
    case 'proportion': {
      const { by, better, null: none } = raw[kind]!;
      const when = time(raw[kind]!.at, 'at');
      const isExact = by === 'fisher' || by === 'boschloo';
      if (none !== undefined && (raw[kind]!.margin !== undefined || by !== 'difference')) {
        issues.add(at, 'null is of a single arm, must stand without a margin and `by`');
        return undefined;
      }
      if (isExact && raw[kind]!.margin !== undefined) {
        issues.add([...at, 'margin'], `margin is of a difference or a ratio, must be left out with ${by}`);
        return undefined;
      }
      const margin = issues.number(
        raw[kind]!.margin ?? (by === 'ratio' ? 1 : 0),
        [...at, 'margin'],
        by !== 'ratio'
          ? ranges.range(
              (value) => value >= 0 && value < 1,
              'at least 0 and below 1, as a difference of shares',
            )
          : better === 'higher'
            ? ranges.range((value) => value > 0 && value <= 1, 'above 0 and at most 1, as a ratio of shares')
            : ranges.range((value) => value >= 1 && value <= 100, 'from 1 to 100: a lower share is better'),
      );
      const nullShare = none === undefined ? undefined : share(none, 'null');
      if (when === undefined || margin === undefined || (none !== undefined && nullShare === undefined))
        return undefined;
      return { kind, at: when, better, by, margin, ...(nullShare !== undefined && { null: nullShare }) };
    }
    case 'one-sample-log-rank': {
      const reference = lawAlone(raw[kind]!, at, { owner: kind }, setting, issues);
      if (reference?.law && reference.law.distribution.cumulativeHazard(ranges.LONGEST) === Infinity) {
        issues.add(
          at,
          'by the reference all patients have the event by some time, so that later ones expect events without end; must be a law that leaves some without it at any time',
        );
        return undefined;
      }
      return reference && { kind, ...reference };
    }
  }
}

/** The weights of MaxCombo: 2 to 4 that differ. */
function weightsOf(
  raw: NonNullable<Exclude<RawTest, string>['max-combo']>,
  at: Path,
  issues: Issues,
): FlemingHarrington[] | undefined {
  if (raw.length < 2 || raw.length > 4) {
    issues.add(at, `max-combo has ${raw.length} weight${raw.length === 1 ? '' : 's'}, must have 2 to 4`);
    return undefined;
  }
  const weights: FlemingHarrington[] = [];
  for (const [k, one] of raw.entries()) {
    const rho = issues.number(one.rho, [...at, k, 'rho'], ranges.exponent);
    const gamma = issues.number(one.gamma, [...at, k, 'gamma'], ranges.exponent);
    if (rho === undefined || gamma === undefined) continue;
    if (weights.some((other) => other.rho === rho && other.gamma === gamma))
      issues.add([...at, k], `the weight with rho ${rho} and gamma ${gamma} is there twice, must differ`);
    else weights.push({ rho, gamma });
  }
  return weights.length === raw.length ? weights : undefined;
}
