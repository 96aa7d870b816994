import type { TrialTest } from '../design.ts';
import { hazardOf } from './laws.ts';
import type { Complaints, Path } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawTest } from './schema.ts';

const singleArm = new Set<TrialTest['kind']>(['binomial', 'one-sample-log-rank']);

/** Tests of which several looks are not known how to be bounded. */
export function takesOneLook({ kind }: TrialTest): boolean {
  return kind === 'binomial';
}

/** The test of a design, as far as it fits the number of its arms and sides. */
export function testOf(raw: RawTest, arms: number, sides: 1 | 2, to: Complaints): TrialTest | undefined {
  const path: Path = ['test'];
  const test = typeof raw === 'string' ? named(raw) : detailed(raw, path, to);
  if (!test) return undefined;
  const isSingle = singleArm.has(test.kind);
  if (isSingle !== (arms === 1)) {
    to.complain(
      path,
      isSingle
        ? `test ${test.kind} is of a single arm, must compare two: there is a control arm`
        : `test ${test.kind} compares two arms, must be binomial or one-sample-log-rank: there is no control arm`,
    );
    return undefined;
  }
  const isNonInferior =
    (test.kind === 'cox' && test.margin !== 1) || (test.kind === 'milestone' && test.margin !== 0);
  if (sides === 2 && (isSingle || isNonInferior)) {
    to.complain(
      ['sided'],
      `sided is two, must be one for ${isSingle ? `the test ${test.kind}` : 'a margin'}`,
    );
    return undefined;
  }
  return test;
}

function named(kind: 'log-rank' | 'max-combo' | 'cox'): TrialTest {
  return kind === 'cox' ? { kind, margin: 1 } : { kind };
}

function detailed(raw: Exclude<RawTest, string>, path: Path, to: Complaints): TrialTest | undefined {
  const kinds = Object.keys(raw) as (keyof typeof raw)[];
  if (kinds.length !== 1) {
    to.complain(path, `test has ${kinds.length === 0 ? 'nothing' : kinds.join(' and ')}, must have one test`);
    return undefined;
  }
  const [kind] = kinds as [keyof typeof raw];
  const at = [...path, kind];
  const time = (value: number | undefined, key: string) => to.number(value, [...at, key], ranges.time);
  const share = (value: number | undefined, key: string) =>
    to.number(
      value,
      [...at, key],
      ranges.range((one) => one > 0 && one < 1, 'above 0 and below 1'),
    );
  switch (kind) {
    case 'fleming-harrington': {
      const rho = to.number(raw[kind]!.rho, [...at, 'rho'], ranges.exponent);
      const gamma = to.number(raw[kind]!.gamma, [...at, 'gamma'], ranges.exponent);
      return rho === undefined || gamma === undefined ? undefined : { kind, rho, gamma };
    }
    case 'modestly-weighted': {
      const until = time(raw[kind]!.until, 'until');
      return until === undefined ? undefined : { kind, until };
    }
    case 'rmst': {
      const tau = time(raw[kind]!.tau, 'tau');
      return tau === undefined ? undefined : { kind, tau };
    }
    case 'milestone': {
      const when = time(raw[kind]!.at, 'at');
      const margin = to.number(
        raw[kind]!.margin,
        [...at, 'margin'],
        ranges.range((one) => one >= 0 && one < 1, 'at least 0 and below 1: points of survival'),
      );
      return when === undefined || margin === undefined ? undefined : { kind, at: when, margin };
    }
    case 'cox': {
      const margin = to.number(raw[kind]!.margin, [...at, 'margin'], ranges.ratio);
      return margin === undefined ? undefined : { kind, margin };
    }
    case 'binomial': {
      const when = time(raw[kind]!.at, 'at');
      const least = share(raw[kind]!.share, 'share');
      return when === undefined || least === undefined ? undefined : { kind, at: when, share: least };
    }
    case 'one-sample-log-rank': {
      const given = (['median', 'hazard', 'survival'] as const).filter(
        (way) => raw[kind]![way] !== undefined,
      );
      if (given.length !== 1) {
        to.complain(
          at,
          given.length === 0
            ? `the law of ${kind} is missing, must be one of median, hazard or survival`
            : `${kind} has ${given.join(' and ')}, must have one of median, hazard or survival`,
        );
        return undefined;
      }
      const hazard = hazardOf(raw[kind]!, at, to);
      return hazard && { kind, hazard };
    }
  }
}
