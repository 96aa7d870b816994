import { accrualEnd } from '../../formulas/accrual.ts';
import type { Problem } from '../../language/problem.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { TrialArm, TrialDesign, TrialTest } from '../design.ts';
import { eventsBy, type Outline, timeEntered } from '../expected/cells.ts';
import { eventsAtInformation, expectedFractions, isOfEvents } from '../expected/fractions.ts';
import { futilitySetting } from '../expected/futility-scale.ts';
import { armsGiven, lawArmsOf } from './arms.ts';
import { type BoundaryRules, boundariesOf, boundaryRulesOf, errorRatesOf, targetOf } from './boundaries.ts';
import { withCounts } from './count-boundaries.ts';
import { decisionOf } from './decision.ts';
import { enrollingOf } from './enrolling.ts';
import { illnessDeathArmsOf, isIllnessDeath } from './illness-death.ts';
import { looksOf } from './looks.ts';
import { checkObserved } from './observation.ts';
import type { PlannedLooks } from './planned-looks.ts';
import { collectIssues, type Issues } from './problems.ts';
import { ratio } from './ranges.ts';
import { adaptationOf } from './rules.ts';
import type { RawTrial } from './schema.ts';
import { spendingSeen } from './spending-seen.ts';
import { strategyArmsOf } from './strategies.ts';
import { testOf } from './tests.ts';
import { uncertainNumbers } from './uncertain.ts';
import { type WantedTimes, wantedOf } from './wanted.ts';

export interface ResolveContext {
  /** the scenario that the design names */
  scenario?: Scenario;
  /** information fractions of the looks, from simulation */
  fractions?: readonly number[];
  /** arms already resolved from the same file */
  arms?: readonly TrialArm[];
}

export interface Resolved {
  design?: TrialDesign;
  /** the target power */
  target?: number;
  /** how its boundaries follow the information, for looks at other times than planned */
  rules?: BoundaryRules;
  /** no problem was found, but the information fractions of this design's looks need simulation */
  needsFractions?: Outline;
  problems: Problem[];
}

/**
 * Turns a design file into the trial to simulate: resolves names, checks numbers, computes boundaries.
 *
 * @returns the design, or `needsFractions`, or the problems with their paths in the file
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { readTrial, resolveTrial } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/three-looks.yaml', 'utf8'));
 * const { design, problems } = resolveTrial(trial!);
 * console.log(problems.length, design!.looks.length);
 * // 0 3
 * ```
 */
export function resolveTrial(raw: RawTrial, context: ResolveContext = {}): Resolved {
  const issues = collectIssues();
  const { problems } = issues;
  if (raw.comparisons) {
    issues.add(
      ['comparisons'],
      'a design with comparisons of several arms is for `sojourn power` and `sojourn check`; must have two arms here',
    );
    return { problems };
  }
  if (raw.hypotheses) {
    issues.add(
      ['hypotheses'],
      'a design with hypotheses is for `sojourn power` and `sojourn check`; must have one endpoint here',
    );
    return { problems };
  }
  const { outline, looks, target, rules, counted = raw } = outlineOf(raw, context, issues);
  if (!outline || !looks || !rules || problems.length > 0) return { problems };
  const fractions = fractionsOf(outline, looks, context, issues);
  if (fractions === null) return { needsFractions: outline, target, problems };
  const seen = spendingSeen(raw, outline, issues);
  const boundaries =
    fractions &&
    boundariesOf(
      counted,
      fractions,
      rules,
      { ...outline, ...seen, setting: () => futilitySetting(outline, raw['nominal-ratio']) },
      issues,
    );
  return boundaries && problems.length === 0
    ? { design: { ...outline, boundaries: { ...boundaries, ...seen } }, target, rules, problems }
    : { problems };
}

/** All but the boundaries. One problem does not stop the checks that do not depend on it. */
function outlineOf(raw: RawTrial, { scenario, arms: known }: ResolveContext, issues: Issues) {
  issues.problems.push(...uncertainNumbers(raw).problems);
  const rates = errorRatesOf(raw, issues);
  const target = rates && targetOf(raw, rates, issues);
  const enrolling = enrollingOf(raw, issues);
  const arms = known ?? armsOf(raw, scenario, issues);
  const count = armsGiven(raw).length;
  const test = givenTest(raw, count, rates?.sides ?? 1, issues);
  const counted = withCounts(
    raw,
    test?.kind === 'proportion' ? test : undefined,
    enrolling?.patients ?? NaN,
    issues,
  );
  const rules = rates && counted && boundaryRulesOf(counted, test, rates, issues);
  issues.number(raw['nominal-ratio'], ['nominal-ratio'], ratio);
  if (!rates || !arms || !test || !enrolling) return {};
  checkObserved(test, enrolling.observation, issues);
  if (raw.target?.of !== undefined)
    issues.add(
      ['target', 'of'],
      'of is of a design with hypotheses, must be left out: there is one endpoint',
    );
  const decision = decisionOf(raw, test, issues);
  const { trial: title, unit } = raw;
  const base = { title, unit, arms, test, ...enrolling, ...rates, ...(decision && { decision }) };
  const withoutLooks = { ...base, looks: [] };
  const looks = looksOf(
    raw,
    test,
    {
      patients: enrolling.patients,
      accrualEnd: accrualEnd(enrolling.accrual.pattern),
      entered: (count) => timeEntered(enrolling, count),
      expected: (t) => eventsBy(withoutLooks, t),
      // the events are proportional to the information, even without a closed form
      eventsAt: (fraction, last) =>
        isOfEvents(withoutLooks)
          ? fraction * last.events!
          : eventsAtInformation(withoutLooks, fraction, last),
      ...(scenario ? { horizon: scenario.time.horizon } : {}),
    },
    issues,
  );
  if (!looks) return {};
  const fixed: Outline = {
    ...base,
    looks: looks.looks,
    ...(looks.events === undefined ? {} : { events: looks.events }),
  };
  const adaptation = adaptationOf(raw, fixed, issues);
  const outline: Outline = { ...fixed, ...(adaptation && { adaptation }) };
  return { outline, looks, target, rules, counted };
}

/** The test of a design with one endpoint. What only hypotheses have must be left out. */
function givenTest(raw: RawTrial, arms: number, sides: 1 | 2, issues: Issues): TrialTest | undefined {
  for (const key of ['graph', 'success'] as const)
    if (raw[key] !== undefined)
      issues.add(
        [key],
        `${key} is of several hypotheses, must be left out: the design has no \`hypotheses\``,
      );
  for (const [k, { tests }] of (raw.analyses ?? []).entries()) {
    if (tests)
      issues.add(
        ['analyses', k, 'tests'],
        'tests name hypotheses, must be left out: the design has no `hypotheses`',
      );
  }
  if (raw.test !== undefined) return testOf(raw.test, arms, sides, raw, issues);
  issues.add(
    [],
    'test is missing, must be log-rank, max-combo, cox or a mapping such as { cox: { margin: 1.3 } }',
  );
  return undefined;
}

/** The arms of a design, for its endpoint or for those that several hypotheses have. */
export function armsOf(
  raw: RawTrial,
  scenario: Scenario | undefined,
  issues: Issues,
  wanted: WantedTimes = wantedOf(raw),
): readonly TrialArm[] | undefined {
  if (!raw.arms && !raw.strata) return undefined;
  if (raw.scenario !== undefined) return scenario && strategyArmsOf(raw, scenario, issues, { wanted });
  return isIllnessDeath(raw) ? illnessDeathArmsOf(raw, issues, wanted)?.arms : lawArmsOf(raw, issues);
}

/**
 * Information fractions: those in the file, those of planned events, or expected ones; null if only simulation can
 * tell.
 */
function fractionsOf(
  outline: Outline,
  { looks, events, byEvents, fractions: given, paths }: PlannedLooks,
  { fractions: simulated }: ResolveContext,
  issues: Issues,
): number[] | null | undefined {
  const last = looks.length - 1;
  if (last === 0) return [1];
  const isByEvents = isOfEvents(outline);
  const known = looks.map(({ events: count }, k) => {
    if (given[k] !== undefined) return given[k];
    if (k === last) return 1;
    return isByEvents && byEvents[k] && byEvents[last] ? count! / events! : undefined;
  });
  const first = known.indexOf(undefined);
  if (first >= 0) {
    const computed = simulated ?? issues.attempt(paths[first]!, () => expectedFractions(outline));
    if (computed === undefined) return undefined;
    if (computed === null) {
      if (
        isByEvents &&
        (outline.observation !== undefined || outline.arms.some(({ kind }) => kind === 'strategy'))
      )
        return null;
      issues.add(
        paths[first]!,
        `the information fraction of analysis ${first + 1} is unknown in advance, must be given as \`fraction\``,
      );
      return undefined;
    }
    known.forEach((fraction, k) => {
      known[k] = fraction ?? computed[k]!;
    });
  }
  const fractions = known as number[];
  const invalid = fractions.findIndex(
    (fraction, k) => !(fraction > (fractions[k - 1] ?? 0) && fraction <= 1),
  );
  if (invalid >= 0 || fractions[last] !== 1) {
    const k = invalid >= 0 ? invalid : last;
    const must =
      k === last ? '1, as it is the last' : `above ${rounded(fractions[k - 1] ?? 0)} and at most 1`;
    issues.add(
      paths[k]!,
      `the information fraction of analysis ${k + 1} is ${rounded(fractions[k]!)}, must be ${must}`,
    );
    return undefined;
  }
  return fractions;
}

const rounded = (fraction: number) => Number(fraction.toPrecision(4));
